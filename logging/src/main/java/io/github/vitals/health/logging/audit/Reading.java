package io.github.vitals.health.logging.audit;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;

/** One pass through the files of a log. Not thread-safe. */
final class Reading {
    private final List<AuditFiles.Numbered> files;
    private final Seal seal;
    private final Optional<String> expected;
    private final Chain chain;
    private boolean met;
    private Chain.Place place = new Chain.Place("", 0);

    Reading(List<AuditFiles.Numbered> files, Seal seal, Optional<String> expected, Chain chain) {
        this.files = files;
        this.seal = seal;
        this.expected = expected;
        this.chain = chain;
        this.met = expected.isEmpty();
    }

    AuditVerdict verdict() throws IOException {
        Optional<AuditVerdict.Broken> broken = Optional.empty();
        for (AuditFiles.Numbered file : files) {
            broken = read(file);
            if (broken.isPresent()) {
                break;
            }
        }
        broken = broken.or(chain::end).or(this::end);
        return new AuditVerdict(chain.lines(), chain.head(), sorted(broken));
    }

    private Optional<AuditVerdict.Broken> read(AuditFiles.Numbered file) throws IOException {
        place = new Chain.Place(String.valueOf(file.path().getFileName()), 0);
        try (Lines lines = file.lines()) {
            for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
                place = new Chain.Place(place.file(), place.line() + 1);
                Optional<AuditVerdict.Broken> broken = chain.next(place, line);
                if (broken.isPresent()) {
                    return broken;
                }
                met = met || chain.head().hash().equals(expected.orElse(""));
            }
            return Optional.empty();
        } catch (ZipException | EOFException damaged) {
            return Optional.of(place.broken(AuditFault.EDITED, "is not packed as it was: " + damaged.getMessage()));
        }
    }

    private Optional<AuditVerdict.Broken> end() {
        if (chain.lines() == 0) {
            return Optional.of(place.broken(AuditFault.MISSING, "no line (expected: at least one)"));
        }
        return met
                ? Optional.empty()
                : Optional.of(place.broken(
                        AuditFault.TRUNCATED, "no line has the head that was noted: what came after is cut off"));
    }

    /** A line that is not in its place, but is further on, is not missing. */
    private Optional<AuditVerdict.Broken> sorted(Optional<AuditVerdict.Broken> broken) throws IOException {
        if (broken.isEmpty() || !chain.gap() || chain.lines() == 0) {
            return broken;
        }
        long wanted = chain.head().sequence() + 1;
        for (AuditFiles.Numbered file : files) {
            if (has(file, wanted)) {
                AuditVerdict.Broken found = broken.get();
                return Optional.of(
                        new AuditVerdict.Broken(found.file(), found.line(), AuditFault.REORDERED, found.why()));
            }
        }
        return broken;
    }

    private boolean has(AuditFiles.Numbered file, long wanted) throws IOException {
        try (Lines lines = file.lines()) {
            for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
                ChainLine read = ChainLine.read(line.bytes(), seal);
                if (read != null && read.sealed() && read.head().sequence() == wanted) {
                    return true;
                }
            }
            return false;
        } catch (ZipException | EOFException damaged) {
            return false;
        }
    }
}
