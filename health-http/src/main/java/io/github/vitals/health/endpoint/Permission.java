package io.github.vitals.health.endpoint;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who may do something, by a predicate of the user's: one that throws has not said yes. */
final class Permission {
    private static final Logger log = LoggerFactory.getLogger(HealthEndpoint.class);

    private final String what;
    private final Predicate<? super HealthRequest> allowed;
    private final AtomicBoolean failed = new AtomicBoolean();

    Permission(String what, Predicate<? super HealthRequest> allowed) {
        this.what = what;
        this.allowed = Objects.requireNonNull(allowed, "allowed: null (expected: a predicate)");
    }

    @SuppressWarnings("CatchingUnchecked") // containment
    boolean granted(HealthRequest request) {
        try {
            return allowed.test(request);
        } catch (Throwable thrown) {
            if (failed.compareAndSet(false, true)) {
                log.atError()
                        .addKeyValue("health.permission", what)
                        .setCause(thrown)
                        .log("A predicate that allows callers something failed, which counts as no; logged once");
            }
            return false;
        }
    }
}
