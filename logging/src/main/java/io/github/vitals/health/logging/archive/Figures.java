package io.github.vitals.health.logging.archive;

import java.time.Instant;
import java.util.Optional;

/** What was seen in a log file while it was read to its end. Immutable. */
record Figures(
        String rawSha256,
        long rawBytes,
        String archiveSha256,
        long archiveBytes,
        long lines,
        boolean torn,
        Optional<Instant> first,
        Optional<Instant> last) {}
