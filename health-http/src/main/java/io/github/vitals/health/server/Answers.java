package io.github.vitals.health.server;

import io.github.vitals.health.endpoint.HealthEndpoint;
import io.github.vitals.health.endpoint.HealthEvents;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import io.github.vitals.health.page.HealthPage;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who answers what is asked: the page what is its own, the endpoint everything else. */
final class Answers {
    private static final Logger log = LoggerFactory.getLogger(HealthServer.class);

    private final HealthEndpoint endpoint;
    private final @Nullable Supplier<HealthPage> page;

    /** {@code page} is asked for the page whenever it may be wanted, and not before; null for none. */
    Answers(HealthEndpoint endpoint, @Nullable Supplier<HealthPage> page) {
        this.endpoint = endpoint;
        this.page = page;
    }

    boolean havePage() {
        return page != null;
    }

    /** The endpoint's, see there. */
    Optional<HealthEvents> stream(HealthRequest request) {
        return endpoint.stream(request);
    }

    HealthResponse respond(HealthRequest request) {
        Optional<HealthResponse> shown = shown(request);
        return shown.isPresent() ? shown.get() : endpoint.respond(request);
    }

    /** The endpoint's, see there; what the page answers is there at once. */
    CompletionStage<HealthResponse> await(HealthRequest request) {
        Optional<HealthResponse> shown = shown(request);
        return shown.isPresent() ? CompletableFuture.completedFuture(shown.get()) : endpoint.await(request);
    }

    @SuppressWarnings("CatchingUnchecked") // containment: whatever goes wrong, the caller gets an answer, not a stack
    private Optional<HealthResponse> shown(HealthRequest request) {
        if (page == null || isProbed(request.path())) {
            return Optional.empty();
        }
        try {
            return page.get().respond(request);
        } catch (Throwable thrown) {
            log.atError()
                    .addKeyValue("url.path", request.path())
                    .setCause(thrown)
                    .log("Health page failed to answer a request");
            byte[] body = "internal error\n".getBytes(StandardCharsets.US_ASCII);
            return Optional.of(
                    HealthResponse.of(500, "text/plain; charset=utf-8", body).to(request));
        }
    }

    /** Paths of which the page has none: a probe does not wait for it to be made. */
    private static boolean isProbed(String path) {
        return path.startsWith("/health") || path.equals("/livez") || path.equals("/readyz");
    }
}
