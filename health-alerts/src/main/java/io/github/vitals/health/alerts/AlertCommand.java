package io.github.vitals.health.alerts;

import io.github.vitals.health.HealthConfiguration;
import io.github.vitals.health.alerting.AlertTestAnswer;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Tries the channels of a configuration from a command line, without the application: what
 * {@link HealthConfiguration#system()} finds is read, so it is given the same system properties, environment and file.
 *
 * <pre>{@code
 * java -cp ... io.github.vitals.health.alerts.AlertCommand check
 * java -cp ... io.github.vitals.health.alerts.AlertCommand test ops
 * java -cp ... io.github.vitals.health.alerts.AlertCommand test --all
 * }</pre>
 *
 * <p>The exit code is 0 if all is well, 1 if a channel did not take its message, and 2 if nothing was tried, because of
 * an argument or the configuration.
 *
 * <p>Thread-safe.
 */
public final class AlertCommand {
    static final int WELL = 0;
    static final int NOT_ACCEPTED = 1;
    static final int NOT_TRIED = 2;

    private static final String SCOPE = "command-line";
    private static final String HELP = """
            Tries the alert channels of a configuration.

              check            reads the configuration and lists its channels and rules
              test CHANNEL...  sends a message that says it is a test, and prints what the far side answered
              test --all       the same for every channel
              --help           prints this

            The configuration is what the application reads: system properties vitals.health.alerts.*,
            environment variables VITALS_HEALTH_ALERTS_*, and the file of vitals.health.config or
            VITALS_HEALTH_CONFIG. Channels that only the code gives are not known here.

            Exit code: 0 if all is well, 1 if a channel did not take its message, 2 if nothing was tried.
            """;

    private final ConfiguredAlerts configured;
    private final PrintStream out;

    private AlertCommand(ConfiguredAlerts configured, PrintStream out) {
        this.configured = configured;
        this.out = out;
    }

    /**
     * The program. Ends the JVM.
     *
     * @param words what to do, see {@code --help}
     */
    public static void main(String[] words) {
        System.exit(run(List.of(words), HealthConfiguration::system, System.out, System.err));
    }

    /** The program, without what it does to the JVM; returns the exit code. */
    static int run(List<String> words, Supplier<HealthConfiguration> configuration, PrintStream out, PrintStream err) {
        try {
            if (words.equals(List.of("--help"))) {
                out.print(HELP);
                return WELL;
            }
            if (!words.equals(List.of("check"))
                    && !(words.size() > 1 && words.get(0).equals("test"))) {
                throw Arguments.invalid("arguments", words, "check, test CHANNEL..., test --all or --help");
            }
            ConfiguredAlerts configured =
                    ConfiguredAlerts.read(configuration.get()).throwIfFaulty();
            return new AlertCommand(configured, out).run(words);
        } catch (IllegalArgumentException | IllegalStateException wrong) {
            err.println("alerts: " + wrong.getMessage());
            return NOT_TRIED;
        }
    }

    private int run(List<String> words) {
        try {
            if (words.get(0).equals("check")) {
                list();
                return WELL;
            }
            return test(words.subList(1, words.size())) ? WELL : NOT_ACCEPTED;
        } finally {
            configured.channels().values().forEach(each -> each.channel().close());
        }
    }

    private void list() {
        if (!configured.enabled()) {
            out.println("alerts are switched off: nothing is sent");
        }
        out.println("channels: " + configured.channels().size());
        configured
                .channels()
                .forEach((name, channel) -> out.println(
                        "  " + name + ": " + channel.channel().kind() + ", " + described(channel.policy())));
        out.println("rules: " + configured.rules().size());
        for (AlertRule rule : configured.rules()) {
            out.println("  " + rule);
            for (String name : rule.channels) {
                if (!configured.channels().containsKey(name)) {
                    out.println("    channel " + name + " is not of this configuration: the code has to give it");
                }
            }
        }
    }

    private static String described(ChannelPolicy policy) {
        return "at least " + policy.atLeast().label() + ", timeout "
                + policy.timeout().toMillis() + " ms, " + policy.perMinute() + " a minute"
                + (policy.reminders() ? "" : ", no reminders");
    }

    private boolean test(List<String> names) {
        Map<String, HealthAlertsBuilder.Channel> channels = configured.channels();
        List<String> wanted = names.equals(List.of("--all")) ? List.copyOf(channels.keySet()) : names;
        for (String name : wanted) {
            if (!channels.containsKey(name)) {
                throw Arguments.invalid("channel", name, "one of " + channels.keySet());
            }
        }
        if (wanted.isEmpty()) {
            throw Arguments.invalid("channels", "none", "at least one in the configuration");
        }
        boolean accepted = true;
        for (Map.Entry<String, HealthAlertsBuilder.Channel> each : channels.entrySet()) {
            accepted &= !wanted.contains(each.getKey()) || test(each.getKey(), each.getValue());
        }
        return accepted;
    }

    private boolean test(String name, HealthAlertsBuilder.Channel channel) {
        String service = configured.service().orElse("application");
        AlertTestAnswer answer = TestMessage.send(
                name,
                channel.channel(),
                channel.policy().timeout(),
                service,
                configured.instance().orElse(SCOPE),
                InstantSource.system());
        out.println(name + " (" + channel.channel().kind() + "): "
                + (answer.accepted() ? "accepted in " : "NOT accepted after ")
                + answer.took().toMillis() + " ms" + (answer.answer().isEmpty() ? "" : ": " + answer.answer()));
        return answer.accepted();
    }
}
