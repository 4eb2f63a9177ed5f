package io.github.vitals.health.system;

import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.CheckPolicy;
import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.Measurement;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MachineChecksTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final long MIB = 1 << 20;

    @TempDir
    private Path folder;

    private final ManualTicker ticker = new ManualTicker();
    private final ScriptedContainer container = new ScriptedContainer();
    private ProcTree proc;
    private MachineChecks checks;

    @BeforeEach
    void begin() {
        proc = new ProcTree(folder);
        checks = new MachineChecks(proc.machine(), container, ticker);
        container.present = false;
    }

    private HealthResult after(Duration passed, HealthCheck check) throws Exception {
        ticker.pass(passed);
        return Run.once(check);
    }

    @Nested
    class Cpu {
        /** Of 600 s of two processors in five minutes. */
        private HealthResult spend(double user, double iowait, double steal) throws Exception {
            proc.processors(1_000, 5_000, 40, 20);
            HealthCheck check = checks.cpu().build();
            proc.processors(1_000 + user, 5_600 - user - iowait - steal, 40 + iowait, 20 + steal);
            return after(FIVE_MINUTES, check);
        }

        @Test
        void nineTenthsUsedAreDegradedAndNothingIsDown() throws Exception {
            assertThat(spend(539, 0, 0).status()).isEqualTo(UP);
            assertThat(spend(540, 0, 0).status()).isEqualTo(DEGRADED);
            HealthResult all = spend(600, 0, 0);
            assertThat(all.status()).isEqualTo(DEGRADED);
            assertThat(all.reason()).contains(FailureReason.SATURATED);
            assertThat(all.message()).isEqualTo("100 % of 2 processors used over PT5M (DEGRADED at 90 %)");
            assertThat(all.measurements()).containsExactly(Measurement.gauge("health.system.cpu.used", "percent", 100));
        }

        @Test
        void whatTheHypervisorGaveToOthersIsUsedAndNamedWhenItIsMuch() throws Exception {
            assertThat(spend(520, 0, 29).message())
                    .isEqualTo("91.5 % of 2 processors used over PT5M (DEGRADED at 90 %)");
            assertThat(spend(520, 0, 30).message())
                    .isEqualTo("91.7 % of 2 processors used over PT5M, steal 5 % (DEGRADED at 90 %)");
        }

        @Test
        void waitingForADiskIsNotUsedAndNamedWhenItIsMuch() throws Exception {
            HealthResult result = spend(540, 60, 0);
            assertThat(result.message())
                    .isEqualTo("90 % of 2 processors used over PT5M, iowait 10 % (DEGRADED at 90 %)");
            assertThat(result.details())
                    .containsEntry("of", "machine")
                    .containsEntry("processors", 2.0)
                    .containsEntry("iowaitPercent", 10.0)
                    .containsEntry("stealPercent", 0.0)
                    .containsEntry("over", "PT5M");
            assertThat(spend(0, 600, 0).status()).isEqualTo(UP);
        }

        @Test
        void aRunInBetweenDoesNotShortenTheWindow() throws Exception {
            proc.processors(0, 0, 0, 0);
            HealthCheck check = checks.cpu().build();
            proc.processors(10, 589, 0, 0);
            Duration almost = FIVE_MINUTES.minusSeconds(1);
            assertThat(after(almost, check).message()).isEqualTo("not known yet");
            proc.processors(12, 589, 0, 0);
            assertThat(after(Duration.ofSeconds(1), check).status()).isEqualTo(UP);
        }

        @Test
        void processorTimeThatFallsIsNoUse() throws Exception {
            proc.processors(50_000, 50_000, 0, 0);
            HealthCheck check = checks.cpu().build();
            proc.processors(10, 10, 0, 0);
            assertThat(after(FIVE_MINUTES, check).message()).isEqualTo("not known yet");
            proc.processors(70, 550, 0, 0);
            assertThat(after(FIVE_MINUTES, check).details()).containsEntry("value", 10.0);
        }

        @Test
        void iowaitThatFallsByALittleChangesNothing() throws Exception {
            proc.processors(0, 0, 500, 0);
            HealthCheck check = checks.cpu().build();
            proc.processors(570, 30, 499, 0);
            HealthResult result = after(FIVE_MINUTES, check);
            assertThat(result.status()).isEqualTo(DEGRADED);
            assertThat(result.details()).containsEntry("iowaitPercent", 0.0);
        }

        @Test
        void theLimitOfTheContainerCountsWhereItIsLower() throws Exception {
            container.present = true;
            container.cpuLimit = 0.5;
            container.cpuSeconds = 1_000;
            proc.processors(0, 0, 0, 0);
            HealthCheck check = checks.cpu().build();
            container.cpuSeconds += 0.95 * 0.5 * 300;
            proc.processors(150, 450, 0, 0);
            HealthResult result = after(FIVE_MINUTES, check);
            assertThat(result.message()).isEqualTo("95 % of 0.5 processors used over PT5M (DEGRADED at 90 %)");
            assertThat(result.details()).containsEntry("of", "container");
        }

        @Test
        void aContainerThatMayUseAllIsJudgedByTheMachine() throws Exception {
            container.present = true;
            container.cpuLimit = 2;
            container.cpuSeconds = 0;
            proc.processors(0, 0, 0, 0);
            HealthCheck check = checks.cpu().build();
            proc.processors(570, 30, 0, 0);
            assertThat(after(FIVE_MINUTES, check).details())
                    .containsEntry("of", "machine")
                    .containsEntry("value", 95.0);
        }

        @Test
        void aContainerThatHidesTheMachineIsJudgedByItsLimit() throws Exception {
            container.present = true;
            container.cpuLimit = 1;
            container.cpuSeconds = 0;
            HealthCheck check = checks.cpu().build();
            container.cpuSeconds = 30;
            assertThat(after(FIVE_MINUTES, check).details()).containsEntry("value", 10.0);
        }

        @Test
        void limitsAndWindowAreTheUsers() throws Exception {
            proc.processors(0, 0, 0, 0);
            HealthCheck check =
                    checks.cpu().window(MINUTE).degradedAt(50).downAt(70).build();
            proc.processors(84, 36, 0, 0);
            HealthResult result = after(MINUTE, check);
            assertThat(result.message()).isEqualTo("70 % of 2 processors used over PT1M (DOWN at 70 %)");
        }

        @Test
        void aMachineThatDoesNotTellIsUp() throws Exception {
            HealthResult result = after(FIVE_MINUTES, checks.cpu().build());
            assertThat(result.status()).isEqualTo(UP);
            assertThat(result.message()).isEqualTo("this system does not tell");
            assertThat(result.details()).containsEntry("supported", false);
        }
    }

    @Nested
    class Memory {
        private HealthCheck check() {
            return checks.memory().build();
        }

        @Test
        void whatIsLeftOfTheMachineDecides() throws Exception {
            proc.memory(1_000, 101);
            assertThat(Run.once(check()).status()).isEqualTo(UP);
            proc.memory(1_000, 100);
            HealthResult result = Run.once(check());
            assertThat(result.message()).isEqualTo("10 % of the memory of the machine is left (DEGRADED at 10 %)");
            assertThat(result.details())
                    .containsEntry("of", "machine")
                    .containsEntry("leftBytes", 100L * 1024)
                    .containsEntry("totalBytes", 1_000L * 1024);
            proc.memory(1_000, 31);
            assertThat(Run.once(check()).status()).isEqualTo(DEGRADED);
            proc.memory(1_000, 30);
            assertThat(Run.once(check()).status()).isEqualTo(DOWN);
        }

        @Test
        void whicheverIsNearerCounts() throws Exception {
            container.present = true;
            container.memory = new Container.Memory(95 * MIB, 80 * MIB, 100 * MIB);
            proc.memory(1_000, 300);
            HealthResult result = Run.once(check());
            assertThat(result.details())
                    .containsEntry("of", "container")
                    .containsEntry("value", 20.0)
                    .containsEntry("leftBytes", 20 * MIB);
            proc.memory(1_000, 190);
            assertThat(Run.once(check()).details())
                    .containsEntry("of", "machine")
                    .containsEntry("value", 19.0);
        }

        @Test
        void aContainerThatDoesNotTellIsJudgedByTheMachine() throws Exception {
            container.present = true;
            proc.memory(1_000, 300);
            assertThat(Run.once(check()).details()).containsEntry("of", "machine");
        }

        @Test
        void aContainerThatHasMoreThanItMayHasNothingLeft() throws Exception {
            container.present = true;
            container.memory = new Container.Memory(110 * MIB, 105 * MIB, 100 * MIB);
            HealthResult result = Run.once(check());
            assertThat(result.status()).isEqualTo(DOWN);
            assertThat(result.details()).containsEntry("value", 0.0);
        }

        @Test
        void memoryThatWillSoonBeGoneIsDegraded() throws Exception {
            HealthCheck check = check();
            HealthResult result = HealthResult.up();
            for (int look = 0; look <= 60; look++) {
                proc.memory(100_000, 73_000 - 1_000L * look);
                result = after(Duration.ofMinutes(2), check);
            }
            assertThat(result.status()).isEqualTo(DEGRADED);
            assertThat(result.details()).containsEntry("reachedIn", "PT20M");
            assertThat(result.message())
                    .isEqualTo("13 % of the memory of the machine is left, and at this rate 3 % in PT20M");
        }

        @Test
        void aHeapThatGrowsAfterTheStartIsNotForeseen() throws Exception {
            HealthCheck check = check();
            for (int minute = 0; minute < 300; minute += 2) {
                proc.memory(100_000, 80_000 - 2_400L * Math.min(minute, 25));
                assertThat(after(Duration.ofMinutes(2), check).status())
                        .as("minute " + minute)
                        .isEqualTo(UP);
            }
        }

        @Test
        void aMachineThatDoesNotTellIsUp() throws Exception {
            assertThat(Run.once(check()).details()).containsEntry("supported", false);
        }

        @Test
        void aMachineThatTellsItsSizeAloneIsUp() throws Exception {
            MachineChecks others = new MachineChecks(new JdkMachine(), container, ticker);
            assertThat(Run.once(others.memory().build()).details()).containsEntry("supported", false);
        }

        @Test
        void itHasNoWindow() {
            assertThatThrownBy(() -> checks.memory().window(MINUTE))
                    .hasMessage("window: PT1M (expected: none, since memory looks at what is at the moment)");
        }
    }

    @Nested
    class Swap {
        @Test
        void fourFifthsUsedAreDegraded() throws Exception {
            proc.swap(1_000, 201);
            assertThat(Run.once(checks.swap().build()).status()).isEqualTo(UP);
            proc.swap(1_000, 200);
            HealthResult result = Run.once(checks.swap().build());
            assertThat(result.message()).isEqualTo("80 % of the swap is used (DEGRADED at 80 %)");
            assertThat(result.details()).containsEntry("freeBytes", 200L * 1024);
        }

        @Test
        void noSwapIsNothingWrong() throws Exception {
            proc.swap(0, 0);
            HealthResult result = Run.once(checks.swap().build());
            assertThat(result.status()).isEqualTo(UP);
            assertThat(result.message()).isEqualTo("there is no swap");
        }

        @Test
        void aMachineThatDoesNotTellIsUp() throws Exception {
            assertThat(Run.once(checks.swap().build()).details()).containsEntry("supported", false);
        }
    }

    @Nested
    class Waiting {
        private HealthResult wait(Pressure.Of resource, double seconds) throws Exception {
            proc.pressure(resource, 1_000);
            HealthCheck check = checks.pressure(resource).build();
            proc.pressure(resource, 1_000 + seconds);
            return after(MINUTE, check);
        }

        @Test
        void theShareOfTheLastMinuteDecides() throws Exception {
            assertThat(wait(Pressure.Of.CPU, 47.99).status()).isEqualTo(UP);
            assertThat(wait(Pressure.Of.CPU, 48).status()).isEqualTo(DEGRADED);
            assertThat(wait(Pressure.Of.MEMORY, 11.99).status()).isEqualTo(UP);
            assertThat(wait(Pressure.Of.MEMORY, 12).status()).isEqualTo(DEGRADED);
            assertThat(wait(Pressure.Of.IO, 35.99).status()).isEqualTo(UP);
            assertThat(wait(Pressure.Of.IO, 36).message())
                    .isEqualTo(
                            "some of the machine's tasks waited for io 60 % of the time over PT1M (DEGRADED at 60 %)");
        }

        @Test
        void theContainersOwnCountsWhereItIsTold() throws Exception {
            container.present = true;
            container.pressure.put(Pressure.Of.MEMORY, new Pressure(0, 0));
            proc.pressure(Pressure.Of.MEMORY, 0);
            HealthCheck check = checks.pressure(Pressure.Of.MEMORY).build();
            container.pressure.put(Pressure.Of.MEMORY, new Pressure(6, 0));
            proc.pressure(Pressure.Of.MEMORY, 60);
            assertThat(after(MINUTE, check).details())
                    .containsEntry("of", "container")
                    .containsEntry("value", 10.0);
        }

        @ParameterizedTest
        @EnumSource(Pressure.Of.class)
        void aKernelThatDoesNotMeasureItIsUp(Pressure.Of resource) throws Exception {
            assertThat(after(MINUTE, checks.pressure(resource).build()).details())
                    .containsEntry("supported", false);
        }
    }

    @Nested
    class Throttling {
        private HealthResult throttle(double periods, double throttled) throws Exception {
            container.present = true;
            container.throttling = new Container.Throttling(5_000, 4_000, 1);
            HealthCheck check = checks.throttling().build();
            container.throttling = new Container.Throttling(5_000 + periods, 4_000 + throttled, 2);
            return after(FIVE_MINUTES, check);
        }

        @Test
        void aQuarterOfThePeriodsIsDegraded() throws Exception {
            assertThat(throttle(1_000, 249).status()).isEqualTo(UP);
            HealthResult result = throttle(1_000, 250);
            assertThat(result.message())
                    .isEqualTo("the container was throttled in 25 % of its periods over PT5M (DEGRADED at 25 %)");
        }

        @Test
        void aContainerThatHardlyWorksIsNotJudged() throws Exception {
            assertThat(throttle(99, 99).message()).isEqualTo("too little to judge over PT5M");
            assertThat(throttle(100, 100).status()).isEqualTo(DEGRADED);
        }

        @Test
        void aContainerThatWasStartedAgainBeginsAnew() throws Exception {
            container.present = true;
            container.throttling = new Container.Throttling(5_000, 4_000, 1);
            HealthCheck check = checks.throttling().build();
            container.throttling = new Container.Throttling(200, 100, 1);
            assertThat(after(FIVE_MINUTES, check).message()).isEqualTo("not known yet");
        }

        @Test
        void withoutAContainerItIsUp() throws Exception {
            container.throttling = new Container.Throttling(5_000, 4_000, 1);
            assertThat(after(FIVE_MINUTES, checks.throttling().build()).details())
                    .containsEntry("supported", false);
        }
    }

    @Nested
    class Kills {
        @Test
        void aKillIsToldForAnHour() throws Exception {
            proc.oomKills(3);
            HealthCheck check = checks.oomKills().build();
            assertThat(after(MINUTE, check).status()).isEqualTo(UP);
            proc.oomKills(4);
            HealthResult result = after(MINUTE, check);
            assertThat(result.status()).isEqualTo(DEGRADED);
            assertThat(result.message())
                    .isEqualTo("processes of the machine killed for want of memory in PT1H: 1 (DEGRADED at 1)");
            for (int minute = 1; minute < 60; minute++) {
                assertThat(after(MINUTE, check).status()).as("minute " + minute).isEqualTo(DEGRADED);
            }
            assertThat(after(FIVE_MINUTES, check).status()).isEqualTo(UP);
        }

        @Test
        void thoseOfTheContainerCountWhereItCounts() throws Exception {
            container.present = true;
            container.oomKills = 0;
            proc.oomKills(0);
            HealthCheck check = checks.oomKills().build();
            proc.oomKills(9);
            assertThat(after(MINUTE, check).status()).isEqualTo(UP);
            container.oomKills = 2;
            assertThat(after(MINUTE, check).details())
                    .containsEntry("of", "container")
                    .containsEntry("value", 2.0);
        }

        @Test
        void thoseOfTheMachineCountWhereTheContainerDoesNot() throws Exception {
            proc.oomKills(0);
            container.present = true;
            HealthCheck untold = checks.oomKills().build();
            container.present = false;
            container.oomKills = 0;
            HealthCheck absent = checks.oomKills().build();
            proc.oomKills(1);
            assertThat(after(MINUTE, untold).details()).containsEntry("of", "machine");
            assertThat(after(MINUTE, absent).status()).isEqualTo(DEGRADED);
        }

        @Test
        void aCountThatFallsIsNoKill() throws Exception {
            proc.oomKills(5);
            HealthCheck check = checks.oomKills().build();
            proc.oomKills(1);
            assertThat(after(MINUTE, check).status()).isEqualTo(UP);
        }

        @Test
        void aMachineThatDoesNotTellIsUp() throws Exception {
            assertThat(Run.once(checks.oomKills().build()).details()).containsEntry("supported", false);
        }
    }

    @Nested
    class Devices {
        @Test
        void theBusiestDiskCounts() throws Exception {
            proc.disks(100, 100);
            HealthCheck check = checks.diskBusy().build();
            proc.disks(110, 100 + 284.9);
            assertThat(after(FIVE_MINUTES, check).status()).isEqualTo(UP);
            proc.disks(120, 100 + 284.9 + 285);
            HealthResult result = after(FIVE_MINUTES, check);
            assertThat(result.message()).isEqualTo("sdb was busy 95 % of the time over PT5M (DEGRADED at 95 %)");
        }

        @Test
        void aHundredthOfThePacketsIsDegraded() throws Exception {
            proc.network("eth0", 50_000, 7_000);
            HealthCheck check = checks.networkErrors().build();
            proc.network("eth0", 50_000 + 9_901, 7_000 + 99);
            assertThat(after(FIVE_MINUTES, check).status()).isEqualTo(UP);
            proc.network("eth0", 50_000 + 9_901 + 9_900, 7_000 + 99 + 100);
            HealthResult result = after(FIVE_MINUTES, check);
            assertThat(result.reason()).contains(FailureReason.ASSERTION);
            assertThat(result.message())
                    .isEqualTo("1 % of the packets of eth0 were wrong or dropped over PT5M (DEGRADED at 1 %)");
        }

        @Test
        void anInterfaceWithFewPacketsIsNotJudged() throws Exception {
            proc.network("eth0", 0, 0);
            HealthCheck check = checks.networkErrors().build();
            proc.network("eth0", 5_000, 4_999);
            assertThat(after(FIVE_MINUTES, check).message()).isEqualTo("too little to judge over PT5M");
        }

        @Test
        void interfacesOfContainersAreNotLookedAt() throws Exception {
            proc.network("veth1", 0, 0);
            HealthCheck check = checks.networkErrors().build();
            proc.network("veth1", 20_000, 10_000);
            assertThat(after(FIVE_MINUTES, check).details()).containsEntry("supported", false);
        }

        @Test
        void oneInTwentySegmentsSentAgainIsDegraded() throws Exception {
            proc.tcp(1_000_000, 500_000);
            HealthCheck check = checks.tcpRetransmissions().build();
            proc.tcp(1_000_000 + 951, 500_000 + 49);
            assertThat(after(FIVE_MINUTES, check).status()).isEqualTo(UP);
            proc.tcp(1_000_000 + 951 + 950, 500_000 + 49 + 50);
            HealthResult result = after(FIVE_MINUTES, check);
            assertThat(result.message())
                    .isEqualTo("5 % of the TCP segments were sent again over PT5M (DEGRADED at 5 %)");
            proc.tcp(1_000_000 + 951 + 950 + 900, 500_000 + 49 + 50 + 99);
            assertThat(after(FIVE_MINUTES, check).message()).isEqualTo("too little to judge over PT5M");
        }

        @Test
        void aMachineThatDoesNotTellIsUp() throws Exception {
            for (SystemCheckBuilder untold :
                    new SystemCheckBuilder[] {checks.diskBusy(), checks.networkErrors(), checks.tcpRetransmissions()}) {
                assertThat(after(FIVE_MINUTES, untold.build()).details()).containsEntry("supported", false);
            }
        }
    }

    @Nested
    class Policies {
        private CheckPolicy policy(SystemCheckBuilder builder) {
            CheckPolicyBuilder policy = CheckPolicy.builder();
            builder.build().defaults(policy);
            return policy.build();
        }

        @Test
        void noneIsCriticalAndAllAreAskedEveryHalfMinute() {
            for (SystemCheckBuilder builder : new SystemCheckBuilder[] {
                checks.cpu(), checks.memory(), checks.oomKills(), checks.inodes(folder), checks.diskBusy()
            }) {
                assertThat(policy(builder).critical()).isFalse();
                assertThat(policy(builder).period()).isEqualTo(Duration.ofSeconds(30));
            }
        }

        @Test
        void whatOnlyReadsFilesOfTheKernelIsInline() {
            assertThat(policy(checks.cpu()).inline()).isTrue();
            assertThat(policy(checks.memory()).inline()).isTrue();
            assertThat(policy(checks.inodes(folder)).inline()).isFalse();
            MachineChecks others = new MachineChecks(new JdkMachine(), container, ticker);
            assertThat(policy(others.cpu()).inline()).isFalse();
        }

        @Test
        void badInputIsRefused() {
            assertThatThrownBy(() -> checks.cpu().window(Duration.ZERO))
                    .hasMessage("window: PT0S (expected: > 0, at most PT720H)");
            assertThatThrownBy(() -> checks.cpu().downAt(80).build())
                    .hasMessage("downAt: 80 (expected: at least degradedAt, 90)");
            assertThatThrownBy(() -> checks.memory().trend(Duration.ZERO).build())
                    .hasMessage("trend: PT0S (expected: > 0)");
        }
    }
}
