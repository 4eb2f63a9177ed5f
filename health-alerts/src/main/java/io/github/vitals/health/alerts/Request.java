package io.github.vitals.health.alerts;

import io.github.vitals.health.alerting.AlertSilence;
import java.time.Instant;

/** What an operator asks for; another instance may be the one to do it. */
sealed interface Request {
    /** Somebody looks after an alert. */
    record Acknowledge(String key, String by) implements Request {}

    /** Nothing is to be begun about something. */
    record Silence(AlertSilence silence) implements Request {}

    /** A silence is to end. */
    record EndSilence(String id) implements Request {}

    default void on(Desk desk, Instant now) {
        if (this instanceof Acknowledge acknowledge) {
            desk.acknowledge(acknowledge.key(), acknowledge.by(), now);
        } else if (this instanceof Silence silence) {
            desk.silence(silence.silence());
        } else if (this instanceof EndSilence end) {
            desk.endSilence(end.id());
        }
    }

    default Fields fields() {
        if (this instanceof Acknowledge acknowledge) {
            return Fields.empty().put("acknowledge", acknowledge.key()).put("by", acknowledge.by());
        }
        if (this instanceof Silence silence) {
            return Fields.empty().put("silence", Silences.fields(silence.silence()));
        }
        return Fields.empty().put("endSilence", ((EndSilence) this).id());
    }

    static Request of(Fields fields) {
        if (fields.text("acknowledge").isPresent()) {
            return new Acknowledge(fields.required("acknowledge"), fields.required("by"));
        }
        return fields.text("endSilence")
                .<Request>map(EndSilence::new)
                .orElseGet(() -> new Silence(Silences.of(fields.fields("silence"))));
    }
}
