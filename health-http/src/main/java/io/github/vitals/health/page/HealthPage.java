package io.github.vitals.health.page;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.alerting.AlertBoard;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import io.github.vitals.health.history.HealthHistory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The page that people open: what is up and what is not, since when and why; what has been; and where it tends to.
 *
 * <table>
 *   <caption>Paths, for GET and HEAD</caption>
 *   <tr><th>path</th><th>shows</th></tr>
 *   <tr><td>{@code /}</td><td>status: every check, failing first</td></tr>
 *   <tr><td>{@code /alerts}</td><td>alerts, where {@linkplain Builder#alerts they were given}: those that are active,
 *     silences, channels and the latest deliveries</td></tr>
 *   <tr><td>{@code /history}, {@code /history/{check}}, {@code /history/group/{name}}</td><td>what has been, in time
 *     buckets; incidents; uptime and error budget</td></tr>
 *   <tr><td>{@code /trend}, {@code /trend/{check}}</td><td>latency, uptime, failures by reason, error budget, disks</td></tr>
 *   <tr><td>{@code /fleet}</td><td>all instances of the service, where a store is shared</td></tr>
 *   <tr><td>{@code /badge/{name}.svg}, {@code /feed.atom}</td><td>a status or an uptime as a picture; the incidents of the
 *     last 30 days</td></tr>
 *   <tr><td>{@code /assets/…}</td><td>style, script and icons, from the jar</td></tr>
 * </table>
 *
 * <p>It is HTML with SVG in it, complete without JavaScript; with it, the page follows what happens by itself. Nothing is
 * loaded from elsewhere, and a strict content security policy sees to that. {@code ?embed} shows a screen without its
 * header, and allows others to frame it.
 *
 * <p>Private by default: whoever the predicate given to {@link Builder#details details} does not allow more sees the
 * overall status and that of the built-in groups; no names, messages or reasons.
 *
 * <p>Opening it runs no check and waits for nothing: what is shown is what the registry and its history know.
 *
 * <pre>{@code
 * HealthPage page = HealthPage.builder(health).history(history).details(Access.loopback()).build();
 * HealthResponse response = page.respond(request).orElseGet(() -> endpoint.respond(request));
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class HealthPage {
    private static final Logger log = LoggerFactory.getLogger(HealthPage.class);

    private final Predicate<? super HealthRequest> details;
    private final List<Function<HealthRequest, Optional<HealthResponse>>> parts;
    private final AtomicBoolean refused = new AtomicBoolean();

    private HealthPage(Builder built) {
        this.details = built.details;
        this.parts = new ArrayList<>();
        Assets assets = new Assets();
        Past past = built.past;
        HealthHistory history = built.history;
        parts.add(assets::respond);
        Frame frame = new Frame(assets, past, built.alerts.kept());
        parts.add(new Screens(built.health, past, built.alerts, frame, this::allowed)::respond);
        if (history != null) {
            parts.add(new Badges(built.health, history, this::allowed)::respond);
            parts.add(new IncidentFeed(history, this::allowed)::respond);
        }
    }

    /**
     * Starts to describe a page.
     *
     * @param health what is known
     * @return a new builder
     */
    public static Builder builder(HealthRegistry health) {
        return new Builder(Objects.requireNonNull(health, "health: null (expected: a registry)"));
    }

    /**
     * Answers a request from what is known. Runs no check, throws nothing and waits for nothing.
     *
     * @param request what is asked
     * @return what to answer; empty if the path is not one of the page's
     */
    @SuppressWarnings("CatchingUnchecked") // containment: whatever goes wrong, the caller gets an answer, not a stack
    public Optional<HealthResponse> respond(HealthRequest request) {
        Objects.requireNonNull(request, "request: null (expected: a request)");
        try {
            return answer(request);
        } catch (Throwable thrown) {
            log.atError()
                    .addKeyValue("url.path", request.path())
                    .setCause(thrown)
                    .log("Health page failed to answer a request");
            return Optional.of(HealthResponse.of(
                    500, "text/plain; charset=utf-8", "internal error\n".getBytes(StandardCharsets.UTF_8)));
        }
    }

    private Optional<HealthResponse> answer(HealthRequest request) {
        for (Function<HealthRequest, Optional<HealthResponse>> part : parts) {
            Optional<HealthResponse> response = part.apply(request);
            if (response.isPresent()) {
                return Refusal.isReading(request) ? response : Optional.of(Refusal.method());
            }
        }
        return Optional.empty();
    }

    @SuppressWarnings("CatchingUnchecked") // containment: a predicate that throws has not said yes
    private boolean allowed(HealthRequest request) {
        try {
            return details.test(request);
        } catch (Throwable thrown) {
            if (refused.compareAndSet(false, true)) {
                log.atError()
                        .setCause(thrown)
                        .log("A predicate that allows callers details failed, which counts as no; logged once");
            }
            return false;
        }
    }

    /** Describes a {@link HealthPage}. Not thread-safe. */
    public static final class Builder {
        private final HealthRegistry health;
        private Past past = Past.NONE;
        private Alerts alerts = Alerts.NONE;
        private @Nullable HealthHistory history;
        private Predicate<? super HealthRequest> details = request -> false;

        private Builder(HealthRegistry health) {
            this.health = health;
        }

        /**
         * Shows what has been; only what is now, if not set.
         *
         * @param history the history of the same registry; it stays the caller's to close
         * @return this builder
         */
        public Builder history(HealthHistory history) {
            this.history = Objects.requireNonNull(history, "history: null (expected: a history)");
            return past(new Recall(history));
        }

        Builder past(Past past) {
            this.past = past;
            return this;
        }

        /**
         * Shows alerts; there is no such screen if not set.
         *
         * @param alerts those of the same registry; they stay the caller's to close
         * @return this builder
         */
        public Builder alerts(AlertBoard alerts) {
            this.alerts = Alerts.of(Objects.requireNonNull(alerts, "alerts: null (expected: alerts)"));
            return this;
        }

        /**
         * Sets who may see more than the status; nobody if not set.
         *
         * @param allowed true for requests that may; one that throws means no
         * @return this builder
         */
        public Builder details(Predicate<? super HealthRequest> allowed) {
            this.details = Objects.requireNonNull(allowed, "allowed: null (expected: a predicate)");
            return this;
        }

        /**
         * Makes the page.
         *
         * @return a page
         */
        public HealthPage build() {
            return new HealthPage(this);
        }
    }
}
