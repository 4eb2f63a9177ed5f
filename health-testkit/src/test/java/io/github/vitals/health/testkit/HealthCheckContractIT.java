package io.github.vitals.health.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.servers.RedisServer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HealthCheckContractIT {
    private static final String SECRET = "hunter2-7f3a";

    private static RedisServer server;

    @BeforeAll
    static void start() {
        server = RedisServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** The contract over a real server, for any check of it. */
    private static class OverRedis extends HealthCheckContract {
        private final Supplier<HealthCheck> check;

        OverRedis(Supplier<HealthCheck> check) {
            this.check = check;
        }

        @Override
        protected HealthCheck newCheck() {
            return check.get();
        }

        @Override
        protected void freeze() {
            server.freeze();
        }

        @Override
        protected void thaw() {
            server.thaw();
        }

        @Override
        protected void kill() {
            server.kill();
        }

        @Override
        protected void restart() {
            server.restart();
        }

        @Override
        protected Set<String> secrets() {
            return Set.of(SECRET);
        }

        @Override
        protected Duration timeout() {
            return Duration.ofMillis(500);
        }

        @Override
        protected boolean endsWhenInterrupted() {
            return false;
        }
    }

    @Nested
    class KeptByAGoodCheck extends OverRedis {
        KeptByAGoodCheck() {
            super(() -> new PingCheck(server.port()));
        }

        @Override
        protected Optional<HealthCheck> checkOfTargetThatThrows(Throwable thrown) {
            return Optional.of(new PingCheck(server.port()) {
                @Override
                public HealthResult check(CheckContext context) throws Exception {
                    if (thrown instanceof Error error) {
                        throw error;
                    }
                    throw (Exception) thrown;
                }
            });
        }

        @Override
        @SuppressWarnings("NullAway") // what is tested is a check that breaks its own contract
        protected Optional<HealthCheck> checkOfTargetThatAnswersNull() {
            return Optional.of(context -> null);
        }
    }

    @Nested
    class NoticesACheckThat {
        private OverRedis contract;

        @AfterEach
        void mend() {
            contract.mend();
        }

        private void assertRefused(Answer answer, BrokenPromise promise, String expected) {
            contract = new OverRedis(() -> new PingCheck(server.port()) {
                @Override
                public HealthResult check(CheckContext context) throws Exception {
                    return answer.to(context, super.check(context));
                }
            });
            assertRefused(() -> promise.test(contract), expected);
        }

        private void assertRefused(ThrowingCallable test, String expected) {
            assertThatThrownBy(test).isInstanceOf(AssertionError.class).hasMessageContaining(expected);
        }

        @Test
        void saysUpWhateverItFinds() {
            assertRefused(
                    (context, found) -> HealthResult.up(),
                    HealthCheckContract::downWithAFittingReasonWhenTheTargetGoes,
                    "expected: <DOWN> but was: <UP>");
        }

        @Test
        void saysDownWhateverItFinds() {
            assertRefused(
                    (context, found) -> HealthResult.down("no"),
                    HealthCheckContract::upWhenTheTargetAnswers,
                    "expected: <UP> but was: <DOWN>");
        }

        @Test
        void givesNoFittingReason() {
            assertRefused(
                    (context, found) ->
                            found.reason().isEmpty() ? found : HealthResult.down(FailureReason.EXCEPTION, "failed"),
                    HealthCheckContract::downWithAFittingReasonWhenTheTargetWasNeverThere,
                    "expected: one of "
                            + EnumSet.of(
                                    FailureReason.CONNECT_REFUSED,
                                    FailureReason.CONNECT_TIMEOUT,
                                    FailureReason.CONNECTION_LOST));
        }

        @Test
        void showsASecret() {
            assertRefused(
                    (context, found) -> found.detail("tried", "with " + SECRET),
                    HealthCheckContract::noTextShowsASecret,
                    "shows a secret");
        }

        @Test
        void startsAThreadForEachRun() {
            CountDownLatch over = new CountDownLatch(1);
            try {
                assertRefused(
                        (context, found) -> {
                            Thread thread = new Thread(() -> await(over), "left behind");
                            thread.start();
                            return found;
                        },
                        HealthCheckContract::threadsDoNotPileUpWhileTheTargetIsFrozen,
                        "threads: ");
            } finally {
                over.countDown();
            }
        }

        @Test
        void hangsWhateverItIsTold() {
            CountDownLatch over = new CountDownLatch(1);
            try {
                assertRefused(
                        (context, found) -> {
                            if (found.reason().isPresent()) {
                                await(over);
                            }
                            return found;
                        },
                        HealthCheckContract::anInterruptedRunEndsAndTheNextOneWorks,
                        "an interrupted run still runs");
            } finally {
                over.countDown();
            }
        }

        @Test
        void doesNotTellThatItIsExternal() {
            contract = new OverRedis(() -> context -> HealthResult.up());
            assertRefused(contract::tellsThatItIsExternal, "external: false");
        }

        private void await(CountDownLatch latch) {
            boolean done = false;
            while (!done) {
                try {
                    latch.await();
                    done = true;
                } catch (InterruptedException ignoredOnPurpose) {
                    done = false;
                }
            }
        }
    }

    private interface Answer {
        HealthResult to(CheckContext context, HealthResult found) throws Exception;
    }

    private interface BrokenPromise {
        void test(HealthCheckContract contract) throws Exception;
    }
}
