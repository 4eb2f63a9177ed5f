package io.github.vitals.health.logging.audit;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;

/**
 * The end of a log: the file that is written to, what was added to it, and up to where that is on the disk. Changes other
 * than {@link #append} and {@link #sync} are made while neither is under way; those two may be.
 */
final class AuditTail implements AutoCloseable {
    private final AuditFiles files;
    private final Seal seal;
    private final long largest;
    private AuditFile file;
    private volatile LocalDate day;
    private volatile Mark appended;
    private Mark synced;
    private volatile boolean unsettled;
    private volatile boolean lost;

    /** The head of the chain at a length of the file. */
    record Mark(AuditHead head, long length) {}

    private AuditTail(AuditFiles files, Seal seal, long largest, AuditFiles.Place place, AuditFile file, Mark mark) {
        this.files = files;
        this.seal = seal;
        this.largest = largest;
        this.day = place.day();
        this.file = file;
        this.appended = mark;
        this.synced = mark;
    }

    /** Goes on in the newest file if that may be written to; it is ended with a newline if a crash left none. */
    static AuditTail open(AuditFiles files, Seal seal, long largest, ChainEnd end, LocalDate today) throws IOException {
        List<AuditFiles.Numbered> all = files.all();
        if (!all.isEmpty()) {
            AuditFiles.Numbered newest = all.get(all.size() - 1);
            if (newest.path().equals(files.path(newest.place()))) {
                AuditFile file = AuditFile.open(newest.path());
                long length = newest.path().toFile().length();
                if (!end.ended()) {
                    file.append(length, new byte[] {'\n'});
                    length++;
                }
                return new AuditTail(files, seal, largest, newest.place(), file, new Mark(end.head(), length));
            }
        }
        AuditFiles.Place place = files.next(today);
        return new AuditTail(files, seal, largest, place, AuditFile.create(files.path(place)), new Mark(end.head(), 0));
    }

    Mark appended() {
        return appended;
    }

    /** Adds a line; if that fails, nothing is added. */
    AuditHead append(byte[] begun) throws IOException {
        if (unsettled) {
            throw new IOException("file: " + file.path() + " cannot be written to");
        }
        Mark before = appended;
        ChainLine.Written line = ChainLine.following(before.head(), begun, seal);
        try {
            file.append(before.length(), line.bytes());
        } catch (AuditFile.NotThere changed) {
            lost = true;
            unsettled = true;
            throw changed;
        } catch (IOException failed) {
            takeBack(before, failed);
            throw failed;
        }
        appended = new Mark(line.head(), before.length() + line.bytes().length);
        return line.head();
    }

    /** If not even that can be done now, {@link #settle} tries again. */
    private void takeBack(Mark before, IOException failed) {
        unsettled = true;
        try {
            file.shrink(before.length());
            unsettled = false;
        } catch (IOException failedToo) {
            failed.addSuppressed(failedToo);
        }
    }

    /** Returns when all up to there is on the disk. */
    void sync(Mark target) throws IOException {
        try {
            file.sync(target.length());
        } catch (AuditFile.NotThere gone) {
            lost = true;
            throw gone;
        }
        synced = target;
    }

    /**
     * What is not on the disk by now was never written: after an error nobody knows whether it will be. It is taken away
     * at once, so that no reader takes for recorded what was said to have failed; if that fails {@link #settle} tries
     * again.
     */
    void rollBack() {
        unsettled = true;
        appended = synced;
        if (!lost) {
            try {
                file.shrink(appended.length());
            } catch (IOException notNow) {
                // The next record, or the next opening, finds it.
            }
        }
    }

    /** Whether {@link #settle} has something to do. */
    boolean unsettled(LocalDate today) {
        return unsettled || day.isBefore(today) || appended.length() >= largest;
    }

    /** Takes away what was not written whole, and begins the next file if this one is full, of yesterday, or lost. */
    void settle(LocalDate today) throws IOException {
        if (unsettled && !lost) {
            file.shrink(appended.length());
        }
        unsettled = false;
        if (lost || day.isBefore(today) || appended.length() >= largest) {
            next(today);
        }
    }

    private void next(LocalDate today) throws IOException {
        AuditFiles.Place place = files.next(today);
        AuditFile before = file;
        file = AuditFile.create(files.path(place));
        day = place.day();
        appended = new Mark(appended.head(), 0);
        synced = appended;
        lost = false;
        before.close();
    }

    AuditHead synced() {
        return synced.head();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
