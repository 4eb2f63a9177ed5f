package io.github.vitals.health.page;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import io.github.vitals.health.history.HealthHistory;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The page, badges and the feed of incidents. Thread-safe. */
public final class HealthPage {
    private final Badges badges;
    private final IncidentFeed feed;

    private HealthPage(HealthRegistry health, HealthHistory history, Predicate<? super HealthRequest> details) {
        this.badges = new Badges(health, history, details);
        this.feed = new IncidentFeed(health, history, details);
    }

    /**
     * Starts to describe a page.
     *
     * @param health what is known
     * @return a new builder
     */
    public static Builder builder(HealthRegistry health) {
        return new Builder(health);
    }

    /**
     * Answers a request.
     *
     * @param request what is asked
     * @return empty if the path is none of the page's
     */
    public Optional<HealthResponse> respond(HealthRequest request) {
        if (request.path().equals("/")) {
            byte[] body = "<!DOCTYPE html>\n<html lang=\"en\"><head><title>Health</title></head></html>\n"
                    .getBytes(StandardCharsets.UTF_8);
            return Optional.of(HealthResponse.of(200, "text/html; charset=utf-8", body)
                    .tagged()
                    .to(request));
        }
        return badges.respond(request).or(() -> feed.respond(request));
    }

    /** Describes a {@link HealthPage}. Not thread-safe. */
    public static final class Builder {
        private final HealthRegistry health;
        private Predicate<? super HealthRequest> details = request -> false;
        private @Nullable HealthHistory history;

        private Builder(HealthRegistry health) {
            this.health = Objects.requireNonNull(health, "health: null (expected: a registry)");
        }

        /**
         * Sets what tells what has been.
         *
         * @param history stays the caller's to close
         * @return this builder
         */
        public Builder history(HealthHistory history) {
            this.history = Objects.requireNonNull(history, "history: null (expected: a history)");
            return this;
        }

        /**
         * Sets who may see more than the status; nobody if not set.
         *
         * @param allowed true for requests that may
         * @return this builder
         */
        public Builder details(Predicate<? super HealthRequest> allowed) {
            this.details = Objects.requireNonNull(allowed, "allowed: null (expected: a predicate)");
            return this;
        }

        /**
         * Makes the page.
         *
         * @return a new page
         */
        public HealthPage build() {
            return new HealthPage(
                    health, Objects.requireNonNull(history, "history: null (expected: a history)"), details);
        }
    }
}
