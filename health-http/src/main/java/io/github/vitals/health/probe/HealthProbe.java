package io.github.vitals.health.probe;

import java.io.PrintStream;
import java.security.Security;

/**
 * Asks a health endpoint and says in its exit code whether it answers as expected: 0 if it does, 1 if it does not,
 * which includes no answer at all, 2 if nothing could be asked, because of an argument or a file that one names.
 *
 * <pre>{@code
 * java -jar health-http-...-cli.jar http://127.0.0.1:8081/health/ready
 * java -cp ... io.github.vitals.health.probe.HealthProbe https://orders.example/health --expect UP --wait 60s
 * }</pre>
 *
 * <p>With {@code logger} as its first word it changes what a logger writes, for some time, by the endpoint's admin
 * action, with {@code loggers} it tells what is changed. {@code --help} names the options.
 *
 * <p>Thread-safe.
 */
public final class HealthProbe {
    static final int EXPECTED = 0;
    static final int NOT_EXPECTED = 1;
    static final int NOT_ASKED = 2;

    private HealthProbe() {}

    /**
     * The program. Ends the JVM.
     *
     * @param words the URL and the options
     * @throws InterruptedException if the main thread is interrupted, which nothing does
     */
    public static void main(String[] words) throws InterruptedException {
        // The JDK's client would leave out a header Host that it is given,
        System.setProperty("sun.net.http.allowRestrictedHeaders", "true");
        // and ask again on the same connection where a server keeps it open although told to close it.
        System.setProperty("http.keepAlive", "false");
        for (String word : words) {
            if (word.startsWith("--wait")) {
                // A name may be known at the next request; the JVM would remember for 10 s that it was not.
                Security.setProperty("networkaddress.cache.negative.ttl", "0");
            }
        }
        System.exit(run(words, System.out, System.err));
    }

    /** The program, without what it does to the JVM; returns the exit code. */
    static int run(String[] words, PrintStream out, PrintStream err) throws InterruptedException {
        try {
            if (words.length > 0 && words[0].equals("logger")) {
                return LoggerCommand.run(words, out);
            }
            if (words.length > 0 && words[0].equals("loggers")) {
                return LoggersCommand.run(words, out);
            }
            CommandLine line = CommandLine.of(words);
            if (line.help() || line.version()) {
                out.print(line.help() ? Help.TEXT : Help.version());
                return EXPECTED;
            }
            Verdict verdict = line.patience().ask(line.probe(), line.format(), err);
            if (line.format() != Format.NONE) {
                out.println(line.format().tell(verdict));
            }
            return verdict.asExpected() ? EXPECTED : NOT_EXPECTED;
        } catch (BadUsage wrong) {
            err.println("probe: " + wrong.getMessage());
            return NOT_ASKED;
        }
    }
}
