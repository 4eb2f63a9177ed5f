package io.github.vitals.health.alerts.channel;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a configuration says of one channel. Every option that is there and is not asked for is an error at start, so a
 * provider asks for all it knows.
 */
public interface ChannelSettings {
    /**
     * A text.
     *
     * @param option its name, for example {@code user}
     * @return empty if it is not set
     */
    Optional<String> text(String option);

    /**
     * A text that has to be there.
     *
     * @param option its name
     * @return the text
     * @throws IllegalArgumentException if it is not set; the text names the key
     */
    String required(String option);

    /**
     * A secret: {@code env:NAME}, {@code file:/path}, or the secret itself.
     *
     * @param option its name
     * @return empty if it is not set
     * @throws IllegalArgumentException if there is no such variable; the text names the key
     */
    Optional<Secret> secret(String option);

    /**
     * A secret that has to be there.
     *
     * @param option its name
     * @return the secret
     * @throws IllegalArgumentException if it is not set; the text names the key
     */
    Secret requiredSecret(String option);

    /**
     * A duration.
     *
     * @param option its name
     * @return empty if it is not set
     * @throws IllegalArgumentException if it is none; the text names the key
     */
    Optional<Duration> duration(String option);

    /**
     * A whole number.
     *
     * @param option its name
     * @return empty if it is not set
     * @throws IllegalArgumentException if it is none; the text names the key
     */
    Optional<Integer> whole(String option);

    /**
     * A yes or no.
     *
     * @param option its name
     * @return empty if it is not set
     * @throws IllegalArgumentException if it is neither {@code true} nor {@code false}; the text names the key
     */
    Optional<Boolean> truth(String option);

    /**
     * All texts whose option begins with a word and a dot.
     *
     * @param option the word, for example {@code header}
     * @return by what follows the dot; empty if none is set
     */
    Map<String, String> each(String option);
}
