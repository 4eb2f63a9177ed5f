package io.github.vitals.health.examples;

import java.io.PrintStream;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.LoggerFactory;

/**
 * Runs the demo: an embedded PostgreSQL, an embedded Redis, a payment service, the order service with a small load, and
 * its health server. {@code bin/demo} builds and calls it, and its {@code --help} lists the options.
 *
 * <p>Ends on Ctrl-C, on SIGTERM, or after {@code --for}, and leaves nothing running. Exits with 0 after {@code --for} and 2
 * if it could not be started.
 *
 * <p>Its folder, with the logs and the pids that {@code bin/demo break} needs, is {@code target/demo}, or what the system
 * property {@code vitals.demo.dir} says.
 */
public final class DemoMain {
    private static final int ENDED = 0;
    private static final int FAILED = 1;
    private static final int REFUSED = 2;

    private final PrintStream out;
    private final PrintStream err;
    private final Path folder;

    private DemoMain(PrintStream out, PrintStream err, Path folder) {
        this.out = out;
        this.err = err;
        this.folder = folder;
    }

    /**
     * Runs the demo.
     *
     * @param arguments see {@code bin/demo --help}
     */
    @SuppressWarnings("SystemOut") // a program for people at a console
    public static void main(String... arguments) {
        Path folder = Path.of(System.getProperty("vitals.demo.dir", "target/demo"));
        // Read when the first logger is made, which is after this.
        System.setProperty("vitals.log.dir", DemoFolder.logs(folder).toString());
        System.exit(new DemoMain(System.out, System.err, folder).run(arguments));
    }

    private int run(String... arguments) {
        try {
            return run(DemoOptions.parse(arguments));
        } catch (IllegalArgumentException bad) {
            err.println("demo: " + bad.getMessage());
            err.println(DemoOptions.USAGE);
            return REFUSED;
        }
    }

    private int run(DemoOptions options) {
        Demo demo = new Demo(options, folder, out);
        AtomicBoolean signalled = new AtomicBoolean();
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            signalled.set(true);
                            demo.close();
                        },
                        "demo-end"));
        try (demo) {
            tell(demo.start());
            TimeUnit.MILLISECONDS.sleep(
                    options.lasting().map(Duration::toMillis).orElse(Long.MAX_VALUE));
            return ENDED;
        } catch (Refusal refused) {
            err.println("demo: " + refused.getMessage());
            return REFUSED;
        } catch (Exception failed) {
            if (signalled.get()) {
                // Whoever ends it while it starts knows why it did not come up.
                return FAILED;
            }
            if (failed instanceof BindException || failed.getCause() instanceof BindException) {
                err.println("demo: --port or --app-port was taken meanwhile (expected: free ports)");
                return REFUSED;
            }
            LoggerFactory.getLogger(DemoMain.class).error("The demo could not be started", failed);
            err.println("demo: " + failed + "; more in " + DemoFolder.logs(folder));
            return FAILED;
        }
    }

    private void tell(Demo.Addresses at) {
        out.println();
        out.println("order service  " + at.orders() + "  (a built-in load sends about 3 orders a second)");
        out.println(
                "  curl -i -d '{\"item\":\"coffee\",\"quantity\":2,\"amountCents\":1290}' " + at.orders() + "/orders");
        out.println("the page       " + at.health() + "/  (status, history, trend: open it in a browser)");
        out.println("health         " + at.health() + "/health");
        out.println("readiness      " + at.health() + "/health/ready  and  " + at.health() + "/readyz?verbose");
        out.println("metrics        " + at.health() + "/metrics");
        out.println("alerts         " + at.health() + "/alerts  and  " + at.health() + "/health/alerts");
        out.println("  told 5 s after a failure, and 5 s after it is over; 30 s where nothing else is said");
        at.prometheus().ifPresent(uri -> out.println("prometheus     " + uri));
        out.println("database       PGPASSFILE=%s psql -h 127.0.0.1 -p %d -U %s"
                .formatted(
                        at.database().passwordFile(),
                        at.database().port(),
                        at.database().user()));
        out.println("logs           " + DemoFolder.logs(folder));
        out.println("break it       bin/demo break postgres|redis|payments");
        out.println("mend it        bin/demo mend postgres|redis|payments");
        out.println("end it         Ctrl-C");
        out.println();
        out.println("health: " + at.health());
        out.flush();
    }
}
