package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.shared.RecordLimits;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryRecordsTest {
    private final MemoryRecords records = new MemoryRecords();

    @Test
    void recordsAreThereUntilTheyAreDeleted() {
        records.write("a", Map.of("2", Optional.of("two"), "1", Optional.of("one")));
        records.write("b", Map.of("1", Optional.of("another")));
        Map<String, String> before = records.read("a");
        records.write("a", Map.of("1", Optional.empty(), "3", Optional.of("three")));
        assertThat(before).containsExactly(Map.entry("1", "one"), Map.entry("2", "two"));
        assertThat(records.read("a")).containsExactly(Map.entry("2", "two"), Map.entry("3", "three"));
        assertThat(records.read("b")).containsExactly(Map.entry("1", "another"));
        assertThat(records.read("c")).isEmpty();
    }

    @Test
    void theLimitsAreThoseOfAnyStore() {
        Map<String, Optional<String>> changes =
                Map.of("a", Optional.of("x".repeat(RecordLimits.LONGEST_TEXT + 1)), "b", Optional.of("y"));
        assertThatThrownBy(() -> records.write("a", changes)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> records.read("")).isInstanceOf(IllegalArgumentException.class);
        assertThat(records.read("a")).isEmpty();
    }
}
