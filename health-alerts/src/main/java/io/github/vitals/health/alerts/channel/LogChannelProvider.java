package io.github.vitals.health.alerts.channel;

/**
 * Makes a {@link LogChannel}, which has no options.
 *
 * <p>Immutable.
 */
public final class LogChannelProvider implements AlertChannelProvider {
    /** For {@link java.util.ServiceLoader}. */
    public LogChannelProvider() {}

    @Override
    public String kind() {
        return "log";
    }

    @Override
    public AlertChannel create(ChannelSettings settings) {
        return LogChannel.of();
    }
}
