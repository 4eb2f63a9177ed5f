package io.github.vitals.health.logging.audit;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows a chain line by line, until a line is not the one that was written there. Not thread-safe. */
final class Chain {
    private final Seal seal;
    private final long from;
    private AuditHead head = AuditHead.START;
    private long lines;
    private boolean gap;
    private TornLine.@Nullable Reader torn;
    private Place tornPlace = new Place("", 0);

    /** A line of a file, from 1. */
    record Place(String file, long line) {
        AuditVerdict.Broken broken(AuditFault fault, String why) {
            return new AuditVerdict.Broken(file, line, fault, why);
        }
    }

    /** Begins with a line of that number, whichever it follows; the first of all follows none. */
    Chain(Seal seal, long from) {
        this.seal = seal;
        this.from = from;
    }

    AuditHead head() {
        return head;
    }

    long lines() {
        return lines;
    }

    /** Whether the line that was last looked at has too high a number. */
    boolean gap() {
        return gap;
    }

    /** Takes the next line, unless something is wrong with it or what was before. */
    Optional<AuditVerdict.Broken> next(Place place, Lines.Line line) {
        ChainLine read = ChainLine.read(line.bytes(), seal);
        if (read == null) {
            keep(place, line);
            return Optional.empty();
        }
        Optional<AuditVerdict.Broken> broken = check(place, line, read);
        if (broken.isEmpty()) {
            head = read.head();
            lines++;
            torn = null;
        }
        return broken;
    }

    private void keep(Place place, Lines.Line line) {
        if (torn == null) {
            torn = new TornLine.Reader();
            tornPlace = place;
        }
        torn.add(line);
    }

    private Optional<AuditVerdict.Broken> check(Place place, Lines.Line line, ChainLine read) {
        if (!read.sealed()) {
            return told(place.broken(AuditFault.EDITED, "does not say what was written, or the key is another"));
        }
        Optional<TornLine> before = Optional.ofNullable(torn).map(TornLine.Reader::read);
        if (before.isPresent() && !before.equals(read.torn())) {
            return Optional.of(tornPlace.broken(AuditFault.UNKNOWN, "is no line of this log, and none tells of it"));
        }
        if (before.isEmpty() && read.torn().isPresent()) {
            return Optional.of(place.broken(AuditFault.MISSING, "tells of a torn line that is not before it"));
        }
        if (!line.ended()) {
            return Optional.of(place.broken(AuditFault.TRUNCATED, "has no newline"));
        }
        return misplaced(place, read);
    }

    /** What is no line comes first, if there is something. */
    private Optional<AuditVerdict.Broken> told(AuditVerdict.Broken broken) {
        return Optional.of(torn == null ? broken : tornPlace.broken(AuditFault.UNKNOWN, "is no line of this log"));
    }

    private Optional<AuditVerdict.Broken> misplaced(Place place, ChainLine read) {
        long expected = lines == 0 ? from : head.sequence() + 1;
        long sequence = read.head().sequence();
        String numbers = "has number " + sequence + " (expected: " + expected + ")";
        if (sequence < expected) {
            return Optional.of(place.broken(AuditFault.REORDERED, numbers));
        }
        if (sequence > expected) {
            gap = true;
            return Optional.of(place.broken(AuditFault.MISSING, numbers));
        }
        boolean anchored = lines > 0 || from == 1;
        if (anchored && !read.previous().equals(head.hash())) {
            return Optional.of(place.broken(AuditFault.EDITED, "follows another line than the one before it"));
        }
        return Optional.empty();
    }

    /** What is wrong when no line comes any more. */
    Optional<AuditVerdict.Broken> end() {
        TornLine.Reader rest = torn;
        if (rest == null) {
            return Optional.empty();
        }
        return Optional.of(
                rest.ended()
                        ? tornPlace.broken(AuditFault.UNKNOWN, "is no line of this log")
                        : tornPlace.broken(AuditFault.TRUNCATED, "is not written to its end"));
    }
}
