package io.github.vitals.health.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.vitals.health.examples.payments.PaymentService;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The payment service in a JVM of its own. It ends with ours, also if ours is killed: it then finds its input closed. */
final class PaymentProcess implements AutoCloseable {
    private static final String GREETING = "payments: ";

    private final Process process;
    private final URI uri;

    private PaymentProcess(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    static PaymentProcess start() throws IOException, InterruptedException {
        Process process = ChildProcess.command(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PaymentService.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader output = process.inputReader(UTF_8);
        @Nullable String line = output.readLine();
        if (line == null || !line.startsWith(GREETING)) {
            throw ChildProcess.early("the payment service", process);
        }
        int port = Integer.parseInt(line.substring(GREETING.length()));
        return new PaymentProcess(process, URI.create("http://127.0.0.1:" + port));
    }

    URI uri() {
        return uri;
    }

    long pid() {
        return process.pid();
    }

    /** Ends it at once: it keeps nothing, and it may be frozen. */
    @Override
    public void close() {
        ChildProcess.kill(process);
    }
}
