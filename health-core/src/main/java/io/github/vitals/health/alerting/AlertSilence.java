package io.github.vitals.health.alerting;

import java.time.Instant;
import java.util.Optional;

/**
 * That no new alerts are to be sent about something, until a time. Immutable.
 *
 * @param id what it is ended by
 * @param target what it is about
 * @param until when it ends by itself
 * @param by who asked for it
 * @param reason why; possibly empty
 */
public record AlertSilence(String id, Target target, Instant until, String by, String reason) {
    /**
     * What a silence is about: alerts for which all that is given holds. Immutable.
     *
     * @param name the name of a check or group; empty for any
     * @param tag a tag of the check; empty for any
     * @param rule the name of a rule; empty for any
     */
    public record Target(Optional<String> name, Optional<String> tag, Optional<String> rule) {
        /**
         * Everything.
         *
         * @return a target that every alert is of
         */
        public static Target all() {
            return new Target(Optional.empty(), Optional.empty(), Optional.empty());
        }

        /**
         * One check or group.
         *
         * @param name its name
         * @return a target
         */
        public static Target named(String name) {
            return new Target(Optional.of(name), Optional.empty(), Optional.empty());
        }
    }
}
