package io.github.vitals.health.page;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import io.github.vitals.health.endpoint.HistoryRange;
import io.github.vitals.health.history.ErrorBudget;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryWindow;
import io.github.vitals.health.history.Uptime;
import io.github.vitals.health.page.Badge.Colour;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Answers {@code /badge/{name}.svg}: the status of a group or a check, or with {@code ?of=uptime} its uptime in the last
 * 30 days or in another {@code window}. Badges of the built-in groups are for everyone, others for those who see details.
 */
final class Badges {
    private static final String PREFIX = "/badge/";
    private static final String SUFFIX = ".svg";
    private static final Duration USUAL = Duration.ofDays(30);
    private static final Set<HealthGroup> FOR_EVERYONE =
            Set.of(HealthGroup.ALL, HealthGroup.LIVENESS, HealthGroup.READINESS, HealthGroup.STARTUP);

    /** Less than this share of the error budget is little. */
    private static final double LITTLE = 0.25;

    /** What is known of more than this share of the time is said without a word on the rest. */
    private static final double NEARLY_ALL = 0.995;

    private final HealthRegistry health;
    private final HealthHistory history;
    private final Predicate<? super HealthRequest> details;

    /** {@code details} tells who may see more than the built-in groups. */
    Badges(HealthRegistry health, HealthHistory history, Predicate<? super HealthRequest> details) {
        this.health = health;
        this.history = history;
        this.details = details;
    }

    /** Empty if the path is no badge's. */
    Optional<HealthResponse> respond(HealthRequest request) {
        String path = request.path();
        if (!path.startsWith(PREFIX) || !path.endsWith(SUFFIX) || path.length() <= PREFIX.length() + SUFFIX.length()) {
            return Optional.empty();
        }
        String name = path.substring(PREFIX.length(), path.length() - SUFFIX.length());
        return Optional.of(answer(request, name).to(request));
    }

    private HealthResponse answer(HealthRequest request, String name) {
        if (!Refusal.isReading(request)) {
            return Refusal.method();
        }
        boolean open = FOR_EVERYONE.stream().anyMatch(group -> group.name().equals(name));
        if (!open && !details.test(request)) {
            return Refusal.forbidden(request);
        }
        Optional<HealthGroup> group =
                health.groups().stream().filter(it -> it.name().equals(name)).findFirst();
        Optional<HealthStatus> status =
                group.map(health::status).or(() -> health.state(name).map(CheckState::status));
        if (status.isEmpty()) {
            return Refusal.unknown("group or check");
        }
        try {
            HistoryKey key = group.map(HistoryKey::group).orElse(HistoryKey.check(name));
            return image(badge(request, key, status.get()), open);
        } catch (IllegalArgumentException mistaken) {
            return Refusal.invalid(String.valueOf(mistaken.getMessage()));
        }
    }

    private Badge badge(HealthRequest request, HistoryKey key, HealthStatus status) {
        String of = request.parameter("of").orElse("status");
        return switch (of) {
            case "status" -> status(key.name(), status);
            case "uptime" -> uptime(request, key);
            default -> throw new IllegalArgumentException("of: " + of + " (expected: status or uptime)");
        };
    }

    private static Badge status(String name, HealthStatus status) {
        String word = status.name().toLowerCase(Locale.ROOT);
        Colour colour = switch (status) {
            case UP -> Colour.GREEN;
            case MAINTENANCE -> Colour.BLUE;
            case DEGRADED -> Colour.AMBER;
            case UNKNOWN -> Colour.GREY;
            case DOWN -> Colour.RED;
        };
        return new Badge(name, word, colour, name + ": " + word);
    }

    private Badge uptime(HealthRequest request, HistoryKey key) {
        Instant now = history.now();
        HistoryRange range = HistoryRange.of(request, USUAL, now);
        HistoryWindow window = range.window(now);
        String label = key.name() + " uptime " + length(Duration.between(range.from(), range.to()));
        if (!history.keys().contains(key)) {
            return withoutData(label);
        }
        Uptime uptime = history.uptime(key, window);
        Optional<ErrorBudget> budget = uptime.errorBudget(history.target());
        if (budget.isEmpty()) {
            return withoutData(label);
        }
        String percent = percent(uptime.ratio().orElseThrow());
        String title = label + ": " + percent + known(uptime.coverage());
        return new Badge(label, percent, colour(budget.get()), title);
    }

    private static Badge withoutData(String label) {
        return new Badge(label, "no data", Colour.GREY, label + ": no data");
    }

    /** By the target: kept, kept with little of the error budget left, missed. */
    private static Colour colour(ErrorBudget budget) {
        if (budget.left() < 0) {
            return Colour.RED;
        }
        return budget.left() < LITTLE ? Colour.AMBER : Colour.GREEN;
    }

    private static String known(double coverage) {
        return coverage >= NEARLY_ALL ? "" : " of the " + percent(coverage) + " of it that are known";
    }

    /** Rounded down, so that no target looks kept that is missed. */
    static String percent(double ratio) {
        return BigDecimal.valueOf(ratio)
                        .movePointRight(2)
                        .setScale(3, RoundingMode.DOWN)
                        .stripTrailingZeros()
                        .toPlainString()
                + " %";
    }

    private static String length(Duration length) {
        if (length.toHours() >= 48) {
            return length.toDays() + " d";
        }
        return length.toMinutes() >= 120 ? length.toHours() + " h" : length.toMinutes() + " min";
    }

    /** To be asked for anew each time, which costs little where nothing has changed. */
    private static HealthResponse image(Badge badge, boolean open) {
        return HealthResponse.of(
                        200, "image/svg+xml; charset=utf-8", badge.svg().getBytes(StandardCharsets.UTF_8))
                .withHeader("Cache-Control", open ? "no-cache" : "private, no-cache")
                .withHeader("Content-Security-Policy", "default-src 'none'")
                .tagged();
    }
}
