package io.github.vitals.health.logging.archive;

import java.util.Locale;

/** Why a file was deleted. */
public enum Deletion {
    /** Its class of log is kept no longer. */
    RETENTION,
    /** Archives and closed files were larger than they may be together. */
    CAP,
    /** As {@link #CAP}, and it was not archived: its lines are lost here. */
    UNARCHIVED;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
