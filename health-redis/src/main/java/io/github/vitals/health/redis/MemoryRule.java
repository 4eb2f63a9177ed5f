package io.github.vitals.health.redis;

import io.github.vitals.health.FailureReason;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Memory is not near its limit, where nothing would be evicted to make room. */
final class MemoryRule implements Rule {
    private static final double HUNDRED = 100;

    private final double percent;

    MemoryRule(double percent) {
        this.percent = percent;
    }

    @Override
    public Set<Request> asks() {
        return Set.of(Request.MEMORY);
    }

    @Override
    public Optional<Finding> judge(Facts facts) {
        OptionalLong used = facts.number("used_memory");
        OptionalLong limit = facts.number("maxmemory");
        if (used.isEmpty() || limit.orElse(0) == 0 || !facts.is("maxmemory_policy", "noeviction")) {
            return Optional.empty();
        }
        double filled = HUNDRED * (double) used.getAsLong() / (double) limit.getAsLong();
        return filled < percent ? Optional.empty() : Optional.of(finding(used.getAsLong(), limit.getAsLong(), filled));
    }

    private Finding finding(long used, long limit, double filled) {
        String message = String.format(
                Locale.ROOT,
                "memory is %.1f %% full (limit: %.1f %%): %d of %d bytes, and noeviction refuses writes when it is full",
                filled,
                percent,
                used,
                limit);
        return Finding.degraded(FailureReason.SATURATED, message);
    }
}
