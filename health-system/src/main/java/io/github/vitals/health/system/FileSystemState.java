package io.github.vitals.health.system;

import java.util.Optional;

/**
 * What is known of a file system: its figures, unless they could not be read yet, and when they were read, or when
 * somebody began to wait for them. Immutable.
 */
record FileSystemState(Machine.Mount mount, Optional<Machine.FileSystem> read, long when) {
    /** Those that were read in the last minute. */
    Optional<Machine.FileSystem> figures(long tick) {
        return tick - when < Observed.OLD.toNanos() ? read : Optional.empty();
    }

    /** What meters are made by, which is another one once it was read: then there are more of them. */
    String key() {
        return read.isPresent() ? key(mount) : unreadKey();
    }

    String unreadKey() {
        return key(mount) + " unread";
    }

    /** Of one that was read. */
    static String key(Machine.Mount mount) {
        return String.join(" ", mount.mountpoint(), mount.device(), mount.type());
    }
}
