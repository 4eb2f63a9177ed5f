package io.github.vitals.health.logging.levels;

import io.github.vitals.health.logging.audit.AuditEvent;
import io.github.vitals.health.logging.audit.AuditFailedException;
import io.github.vitals.health.logging.audit.AuditLog;
import io.github.vitals.health.logging.audit.AuditOutcome;
import io.github.vitals.health.logging.mask.Masker;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Tells the log, and the audit log if there is one, of each change and of each return. */
final class LevelNews {
    private static final Logger log = LoggerFactory.getLogger(LogLevels.class);
    private static final String PARENT = "parent";
    private static final String CHANGED = "log-level-changed";
    private static final String RETURNED = "log-level-returned";

    private final Optional<AuditLog> audit;

    LevelNews(Optional<AuditLog> audit) {
        this.audit = audit;
    }

    /** @throws AuditFailedException if it cannot be recorded */
    void audit(Change change, Duration duration) {
        record(CHANGED, changed(change, duration), change.by(), AuditOutcome.SUCCESS);
    }

    /** Said before a change that may silence it, else afterwards. */
    void around(Change change, Duration duration, Runnable doing) {
        boolean early = log.isInfoEnabled();
        if (early) {
            changedTo(change, duration);
        }
        doing.run();
        if (!early) {
            changedTo(change, duration);
        }
    }

    private static void changedTo(Change change, Duration duration) {
        say(CHANGED, changed(change, duration), change.by(), AuditOutcome.SUCCESS, "Log level changed");
    }

    private static Map<String, Object> changed(Change change, Duration duration) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("labels.logger", change.logger().getName());
        fields.put("labels.level", change.set().name());
        fields.put("labels.level_before", change.beforeName().orElse(PARENT));
        fields.put("labels.seconds", duration.toSeconds());
        fields.put("labels.reason", Masker.standard().mask(change.reason()));
        return fields;
    }

    /** A return is not held up by an audit log that cannot be written to: that is an error of its own. */
    void returned(Change change, boolean undone, String by, String why) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("labels.logger", change.logger().getName());
        fields.put(
                "labels.level",
                undone
                        ? change.beforeName().orElse(PARENT)
                        : String.valueOf(change.logger().getLevel()));
        fields.put("labels.level_before", change.set().name());
        fields.put("labels.reason", why);
        AuditOutcome outcome = undone ? AuditOutcome.SUCCESS : AuditOutcome.FAILURE;
        say(
                RETURNED,
                fields,
                by,
                outcome,
                undone ? "Log level returned" : "Log level was set by somebody else meanwhile, and stays");
        try {
            record(RETURNED, fields, by, outcome);
        } catch (AuditFailedException failure) {
            log.atError()
                    .addKeyValue("event.action", "audit-failed")
                    .setCause(failure)
                    .log("The return of a log level could not be recorded");
        }
    }

    private void record(String action, Map<String, Object> fields, String by, AuditOutcome outcome) {
        audit.ifPresent(it -> {
            AuditEvent event = AuditEvent.of(action).outcome(outcome).user(by).category("configuration");
            for (Map.Entry<String, Object> field : fields.entrySet()) {
                event = event.with(field.getKey(), field.getValue());
            }
            it.record(event);
        });
    }

    private static void say(
            String action, Map<String, Object> fields, String by, AuditOutcome outcome, String message) {
        LoggingEventBuilder event = log.atInfo()
                .addKeyValue("event.action", action)
                .addKeyValue("event.outcome", outcome.name().toLowerCase(Locale.ROOT))
                .addKeyValue("user.name", Masker.standard().mask(by));
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            event = event.addKeyValue(field.getKey(), field.getValue());
        }
        event.log(message);
    }
}
