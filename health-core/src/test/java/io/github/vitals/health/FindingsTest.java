package io.github.vitals.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final GroupView.Ruling DRAINING = new GroupView.Ruling(HealthStatus.DOWN, "draining");

    /** What was told, and what the report said then. */
    private record Heard(HealthStatus told, HealthStatus seen) {}

    /** The many groups make the moment long in which a group has changed and the others have not been looked at. */
    @Test
    void whoIsToldThatAGroupHasChangedDoesNotFindTheReportFromBefore() throws Exception {
        List<HealthGroup> groups = new ArrayList<>(List.of(HealthGroup.READINESS));
        for (int i = 0; i < 20_000; i++) {
            groups.add(HealthGroup.of("group-" + i));
        }
        ManualTime time = new ManualTime();
        Findings findings = new Findings(time, time, groups, task -> {}, Duration.ofHours(1));
        GroupView readiness = findings.view(HealthGroup.READINESS);
        List<Heard> heard = new CopyOnWriteArrayList<>();
        findings.open(
                List.of(),
                List.of(change -> heard.add(
                        new Heard(change.to(), findings.report(readiness).status()))));
        AtomicBoolean done = new AtomicBoolean();
        Thread teller = new Thread(() -> {
            while (!done.get()) {
                findings.deliverHere();
            }
        });
        teller.start();
        for (int i = 1; i <= 20; i++) {
            findings.report(readiness);
            findings.rule(HealthGroup.READINESS, i % 2 == 0 ? null : DRAINING);
            await().pollInterval(Duration.ofMillis(1)).until(heard::size, Predicate.isEqual(i));
        }
        done.set(true);
        teller.join();
        assertThat(heard)
                .isNotEmpty()
                .allSatisfy(each -> assertThat(each.seen()).isEqualTo(each.told()));
    }
}
