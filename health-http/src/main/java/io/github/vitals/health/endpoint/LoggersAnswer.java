package io.github.vitals.health.endpoint;

import io.github.vitals.health.Secrets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The answer to {@code GET /admin/loggers}: at most 100, by their names, in JSON whatever is asked for. */
final class LoggersAnswer {
    private static final int MOST = 100;
    private static final int LONGEST = 200;

    private LoggersAnswer() {}

    static HealthResponse of(List<ChangedLevel> changed) {
        List<ChangedLevel> sorted = new ArrayList<>(changed);
        sorted.sort(Comparator.comparing(ChangedLevel::logger));
        List<String> told =
                sorted.stream().limit(MOST).map(LoggersAnswer::object).toList();
        return HealthResponse.owning(200, Problem.JSON, Json.document(json -> {
            json.objects("loggers", told);
            if (sorted.size() > MOST) {
                json.field("leftOut", sorted.size() - MOST);
            }
        }));
    }

    private static String object(ChangedLevel changed) {
        return Json.object(json -> {
            json.field("logger", within(changed.logger()));
            json.field("level", changed.level().name());
            json.field("until", changed.until());
            json.present("by", within(Secrets.scrub(changed.by())));
            json.present("reason", within(Secrets.scrub(changed.reason())));
        });
    }

    private static String within(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
    }
}
