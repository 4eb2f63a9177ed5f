package io.github.vitals.health.probe;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** {@code loggers URL}: tells which loggers have another level for a while, and until when. */
final class LoggersCommand {
    private static final String PATH = "/admin/loggers";

    private LoggersCommand() {}

    /** {@code words} begin with the command's own name. */
    static int run(String[] words, PrintStream out) throws BadUsage, InterruptedException {
        CommandLine line = CommandLine.of(Arrays.copyOfRange(words, 1, words.length));
        if (line.help() || line.version()) {
            out.print(line.help() ? Help.TEXT : Help.version());
            return HealthProbe.EXPECTED;
        }
        Probe probe = line.probe();
        Request request = probe.request().below(PATH);
        Answer answer = Ask.of(request, line.patience().timeout());
        if (answer.code() / 100 == 2 && JsonReader.object(answer.body()).get("loggers") instanceof List<?> loggers) {
            boolean all = !JsonReader.object(answer.body()).containsKey("leftOut");
            tell(loggers, all, probe.shown(), out);
            return HealthProbe.EXPECTED;
        }
        String said =
                answer.failure() == null ? answer.code() + " " + answer.body().strip() : answer.failure();
        out.println("loggers " + request.target() + ": " + probe.shown().of(said));
        return HealthProbe.NOT_EXPECTED;
    }

    private static void tell(List<?> loggers, boolean all, Shown shown, PrintStream out) {
        if (loggers.isEmpty()) {
            out.println("no level is changed");
        }
        for (Object each : loggers) {
            if (each instanceof Map<?, ?> logger) {
                out.println(text(logger, "", "logger", shown)
                        + text(logger, " ", "level", shown)
                        + text(logger, " until ", "until", shown)
                        + text(logger, " by ", "by", shown)
                        + text(logger, ": ", "reason", shown));
            }
        }
        if (!all) {
            out.println("and more");
        }
    }

    private static String text(Map<?, ?> logger, String before, String field, Shown shown) {
        return logger.get(field) instanceof String text ? before + shown.of(text) : "";
    }
}
