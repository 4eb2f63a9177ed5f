package io.github.vitals.health.page;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks by group, each check once: in the first of the application's own groups that it is in, else in the built-in one.
 * The group with the worst is first.
 */
final class Sections {
    private static final List<HealthGroup> BUILT_IN =
            List.of(HealthGroup.READINESS, HealthGroup.LIVENESS, HealthGroup.STARTUP);
    private static final String NONE = "no group";

    /** One group, and those of its checks that are shown here. */
    record Section(String group, List<CheckState> states) {
        HealthStatus worst() {
            return states.stream().map(CheckState::status).reduce(HealthStatus.UP, HealthStatus::worst);
        }

        /** Such as {@code 2 down, 10 up}. */
        String counts() {
            List<String> counts = new ArrayList<>();
            for (HealthStatus status : Words.WORST_FIRST) {
                long count = states.stream()
                        .filter(state -> state.status() == status)
                        .count();
                if (count > 0) {
                    counts.add(Words.grouped(count) + " " + Words.being(status));
                }
            }
            return String.join(", ", counts);
        }
    }

    private Sections() {}

    static List<Section> of(List<CheckState> states) {
        Map<String, List<CheckState>> byGroup = new LinkedHashMap<>();
        states.forEach(state -> byGroup.computeIfAbsent(group(state), group -> new ArrayList<>())
                .add(state));
        return byGroup.entrySet().stream()
                .map(entry -> new Section(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(Section::worst).reversed().thenComparing(Section::group))
                .toList();
    }

    private static String group(CheckState state) {
        Set<HealthGroup> groups = state.policy().groups();
        return groups.stream()
                .filter(group -> !BUILT_IN.contains(group) && !group.equals(HealthGroup.ALL))
                .map(HealthGroup::name)
                .sorted()
                .findFirst()
                .orElseGet(() -> BUILT_IN.stream()
                        .filter(groups::contains)
                        .map(HealthGroup::name)
                        .findFirst()
                        .orElse(NONE));
    }
}
