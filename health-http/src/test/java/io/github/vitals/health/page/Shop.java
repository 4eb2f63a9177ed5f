package io.github.vitals.health.page;

import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.alerted.RecordedAlerts;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryTier;
import io.github.vitals.health.history.InstanceHealth;
import io.github.vitals.health.history.ManualHistory;
import io.github.vitals.health.history.StoreHealth;
import io.github.vitals.health.server.HealthServer;
import io.github.vitals.health.servers.history.InventedHistory;
import io.github.vitals.health.testkit.ManualScheduler;
import io.github.vitals.health.testkit.ScriptedCheck;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A shop with a page, on a summer's day: some of what it needs does not work, and it has run for more than a year. Its
 * time passes when a test says so.
 */
final class Shop implements AutoCloseable {
    /** Every one of its checks. */
    static final List<String> CHECKS = List.of(
            "orders-db",
            "sessions",
            "search-index",
            "payments-api",
            "refunds",
            "inventory",
            "mail-relay",
            "recommendations",
            "disk",
            "heap",
            "nightly-export",
            "dns");

    private static final HealthGroup CHECKOUT = HealthGroup.of("checkout");
    private static final Instant MORNING = Instant.parse("2026-06-15T13:00:00Z");
    private static final Duration SINCE = Duration.ofMinutes(37);

    private final ManualScheduler time = new ManualScheduler();
    private final Map<String, ScriptedCheck> checks = new LinkedHashMap<>();
    private final HealthRegistry health;
    private final HealthHistory history;
    private final HealthServer server;
    private final RecordedAlerts alerts;

    private Shop(Predicate<HealthRequest> details, Map<String, HealthResult> more) {
        time.jumpWallClock(Duration.between(time.instant(), MORNING));
        CHECKS.forEach(name -> checks.put(name, check(name)));
        more.forEach((name, result) -> checks.put(name, ScriptedCheck.of(result)));
        var builder = HealthRegistry.builder().scheduler(time).clock(time).group(CHECKOUT);
        checks.forEach((name, check) -> builder.check(name, check, policy(name)));
        health = builder.start();
        health.maintain("mail-relay", Duration.ofHours(2), "new relay, until 15:00");
        time.pass(SINCE);
        history = ManualHistory.of(
                HealthHistory.builder(health)
                        .clock(time)
                        .origin("shop", "shop-1")
                        .store(past()),
                time);
        await().until(() -> history.store().filter(StoreHealth::loaded).isPresent()
                && !history.instances().isEmpty());
        pass(Duration.ofMinutes(1));
        alerts = ShopAlerts.at(time.instant());
        server = HealthServer.builder(health)
                .port(0)
                .details(details)
                .history(history)
                .alerts(alerts)
                .start();
    }

    /** To whom everything is shown. */
    static Shop open() {
        return new Shop(request -> true, Map.of());
    }

    /** With more checks, by what they say. */
    static Shop open(Map<String, HealthResult> more) {
        return new Shop(request -> true, more);
    }

    /** That shows what it has to nobody. */
    static Shop closed() {
        return new Shop(request -> false, Map.of());
    }

    /** What is up takes its time. */
    private static ScriptedCheck check(String name) {
        HealthResult result = result(name);
        return result.status() == HealthStatus.UP && result.message().isEmpty()
                ? ScriptedCheck.slow(Duration.ofMillis(3 + 7L * name.length()))
                : ScriptedCheck.of(result);
    }

    private static HealthResult result(String name) {
        return switch (name) {
            case "payments-api" -> HealthResult.down(FailureReason.STATUS, "status 503 (expected: 200)");
            case "search-index" -> HealthResult.degraded(FailureReason.SLOW, "p95 1.4 s (expected: at most 1 s)");
            case "nightly-export" -> HealthResult.unknown("has not run since it was deployed");
            case "disk" ->
                HealthResult.up("412 GB of 500 GB used")
                        .detail("path", "/var/lib")
                        .detail("free", "88 GB");
            default -> HealthResult.up();
        };
    }

    private static Consumer<CheckPolicyBuilder> policy(String name) {
        return policy -> {
            policy.failureThreshold(1).successThreshold(1);
            switch (name) {
                case "payments-api", "inventory" ->
                    policy.groups(HealthGroup.READINESS, CHECKOUT).tags("team-money", "external");
                case "refunds" ->
                    policy.groups(HealthGroup.READINESS, CHECKOUT)
                            .tags("team-money")
                            .dependsOn("payments-api");
                case "heap" -> policy.groups(HealthGroup.LIVENESS);
                case "search-index", "recommendations", "nightly-export", "mail-relay" -> policy.critical(false);
                case "orders-db", "sessions" -> policy.tags("storage");
                default -> {}
            }
        };
    }

    private InventedHistory past() {
        String refused = "status 503 (expected: 200)";
        return new InventedHistory(CHECKS, time.instant(), HistoryTier.DAYS.kept(), 253)
                .lately("payments-api", HealthStatus.DOWN, FailureReason.STATUS, refused, SINCE)
                .lately("refunds", HealthStatus.DOWN, FailureReason.DEPENDENCY, "", SINCE)
                .lately("search-index", HealthStatus.DEGRADED, FailureReason.SLOW, "p95 1.4 s", SINCE)
                .lately("mail-relay", HealthStatus.MAINTENANCE, FailureReason.ASSERTION, "", SINCE)
                .group(HealthGroup.ALL, CHECKS)
                .group(HealthGroup.READINESS, CHECKS.subList(0, 5))
                .group(HealthGroup.LIVENESS, List.of("heap"))
                .group(HealthGroup.STARTUP, CHECKS.subList(0, 5))
                .group(CHECKOUT, List.of("payments-api", "refunds", "inventory"))
                .with(instance("shop-1", Duration.ofSeconds(3), false))
                .with(instance("shop-2", Duration.ofSeconds(5), true))
                .with(instance("shop-3", Duration.ofMinutes(4), false));
    }

    private InstanceHealth instance(String name, Duration seen, boolean paid) {
        List<InstanceHealth.State> states = CHECKS.stream()
                .filter(check -> !paid || !check.equals("nightly-export"))
                .map(check -> {
                    CheckState here = health.state(check).orElseThrow();
                    boolean up = paid && here.status() == HealthStatus.DOWN;
                    return new InstanceHealth.State(
                            HistoryKey.check(check),
                            up ? HealthStatus.UP : here.status(),
                            here.since(),
                            up ? Optional.empty() : here.reason(),
                            up ? "" : here.message());
                })
                .toList();
        Instant now = time.instant();
        return new InstanceHealth(name, now.minus(Duration.ofHours(50)), now.minus(seen), states);
    }

    /** The alerts that it has, to which a test may add. */
    RecordedAlerts alerts() {
        return alerts;
    }

    /** What a check says from now on, and a moment later is judged to be. */
    void becomes(String check, HealthResult result) {
        checks.get(check).answers(result);
        pass(Duration.ofSeconds(11));
    }

    private void pass(Duration duration) {
        for (long second = 0; second < duration.toSeconds(); second++) {
            time.pass(Duration.ofSeconds(1));
            ManualHistory.beat(history);
        }
    }

    /** For so long no thread is free for its checks. */
    void starve(Duration duration) {
        time.hold();
        time.pass(duration);
    }

    URI uri(String path) {
        return server.uri().resolve(path);
    }

    /** Its server is gone; the rest goes on. */
    void vanish() {
        server.close();
    }

    @Override
    public void close() {
        server.close();
        history.close();
        health.close();
    }
}
