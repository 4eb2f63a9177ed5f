package io.github.vitals.health.alerts.channel;

/**
 * Makes channels of one kind from a configuration. Found with {@link java.util.ServiceLoader}. Implementations have a
 * public constructor without parameters.
 */
public interface AlertChannelProvider {
    /**
     * The kind, as a configuration writes it.
     *
     * @return a word in lower case, for example {@code slack}
     */
    String kind();

    /**
     * Makes a channel.
     *
     * @param settings what the configuration says of it
     * @return a channel that has opened nothing
     * @throws IllegalArgumentException if a setting is missing or wrong
     */
    AlertChannel create(ChannelSettings settings);
}
