package io.github.vitals.health.alerting;

import java.time.Instant;
import java.util.Optional;

/**
 * How well a channel works. Immutable.
 *
 * @param name its name
 * @param kind what it is: slack, pagerduty, mail, webhook, alertmanager, log or the user's own
 * @param waiting how many messages wait for it
 * @param oldest since when the oldest of them waits
 * @param lastAccepted when the far side last took a message
 * @param failing what the last attempt failed with, without secrets; empty if it did not
 */
public record AlertChannelHealth(
        String name,
        String kind,
        int waiting,
        Optional<Instant> oldest,
        Optional<Instant> lastAccepted,
        Optional<String> failing) {}
