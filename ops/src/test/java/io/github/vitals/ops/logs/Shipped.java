package io.github.vitals.ops.logs;

import java.nio.file.Path;

/** Where the files are that a deployment copies. */
final class Shipped {
    static final Path LOGS = Path.of("logs");
    static final Path OPENSEARCH = LOGS.resolve("opensearch");
    static final Path AGENTS = LOGS.resolve("agents");

    private Shipped() {}
}
