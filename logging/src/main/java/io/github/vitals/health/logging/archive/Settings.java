package io.github.vitals.health.logging.archive;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/** How closed files of one name are archived. Immutable. */
record Settings(
        LogDirectory logs,
        String name,
        String logClass,
        Duration after,
        Path directory,
        ArchiveStore store,
        Duration retention,
        long totalSizeCap,
        InstantSource clock,
        Consumer<Step> steps) {}
