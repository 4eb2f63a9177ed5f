package io.github.vitals.health.alerts.channel;

import java.time.Duration;
import java.util.Optional;

/**
 * What a far side answered. Immutable.
 *
 * @param status the status code
 * @param retryAfter how long it asks to be left alone
 * @param text the first 64 KiB of the body, without the secrets that were sent
 */
record Answer(int status, Optional<Duration> retryAfter, String text) {
    private static final Duration PAUSE = Duration.ofSeconds(60);
    private static final int SHOWN = 300;

    boolean successful() {
        return status >= 200 && status < 300;
    }

    /** What to tell a person. */
    String said() {
        return said(text);
    }

    String said(String instead) {
        String line = Text.line(instead, SHOWN);
        return "HTTP " + status + (line.isEmpty() ? "" : ": " + line);
    }

    /** What follows from a status code that is no success. */
    DeliveryFailure failure() {
        return failure(text);
    }

    DeliveryFailure failure(String instead) {
        String said = said(instead);
        if (status == 429) {
            return DeliveryFailure.busy(said, retryAfter.orElse(PAUSE));
        }
        if (status == 408 || status == 425 || status >= 500) {
            return retryAfter
                    .map(pause -> DeliveryFailure.busy(said, pause))
                    .orElseGet(() -> DeliveryFailure.unavailable(said));
        }
        boolean redirect = status >= 300 && status < 400;
        return DeliveryFailure.rejected(redirect ? said + " (expected: no redirect)" : said);
    }
}
