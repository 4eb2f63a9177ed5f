package io.github.vitals.ops.logs;

import io.github.vitals.ops.Tools;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The programs that look after the store: {@code apply} and {@code retain}. */
record StoreScript(URI store) {
    /** The lines that one says; what it fails with is thrown. */
    List<String> run(String name, String... arguments) throws IOException, InterruptedException {
        Tools.require("curl", "curl");
        Tools.require("jq", "jq");
        List<String> command =
                new ArrayList<>(List.of("bash", Shipped.OPENSEARCH.resolve(name).toString()));
        command.addAll(Stream.of(arguments).toList());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("VITALS_LOG_STORE", store.toString());
        builder.environment().put("VITALS_LOG_REPLICAS", "0");
        Process process = builder.start();
        process.getOutputStream().close();
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (process.waitFor() != 0) {
            throw new IOException(name + ": exit " + process.exitValue() + " (expected: 0): " + lines);
        }
        return lines;
    }
}
