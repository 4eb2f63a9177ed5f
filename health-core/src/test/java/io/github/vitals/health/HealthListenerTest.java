package io.github.vitals.health;

import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UNKNOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HealthListenerTest {
    private static final CheckPolicy EXACT =
            Bench.exact().failureThreshold(2).successThreshold(1).build();

    private final Scripted check = Scripted.up();
    private final List<HealthTransition> heard = new ArrayList<>();

    @Test
    void aChangeOfACheckAndOfItsGroupsIsToldOnceInOrder() {
        try (Bench bench =
                Bench.started(health -> health.check("db", check, EXACT).listener(heard::add))) {
            check.answers(HealthResult.down(FailureReason.CONNECT_REFUSED, "nobody there"));
            bench.pass(ofSeconds(60));
            assertThat(heard)
                    .extracting(HealthTransition::name, HealthTransition::from, HealthTransition::to)
                    .containsExactly(
                            tuple("db", UNKNOWN, UP),
                            tuple("all", UNKNOWN, UP),
                            tuple("readiness", UNKNOWN, UP),
                            tuple("startup", UNKNOWN, UP),
                            tuple("db", UP, DOWN),
                            tuple("all", UP, DOWN),
                            tuple("readiness", UP, DOWN));
            HealthTransition down = heard.get(4);
            assertThat(down.subject()).isEqualTo(HealthTransition.Subject.CHECK);
            assertThat(down.reason()).contains(FailureReason.CONNECT_REFUSED);
            assertThat(down.message()).isEqualTo("nobody there");
            assertThat(down.rootCause()).isEmpty();
            assertThat(down.lasted()).isEqualTo(ofSeconds(11));
            assertThat(down.at()).isEqualTo(bench.state("db").since());
            assertThat(heard.get(6).lasted()).isEqualTo(ofSeconds(11));
            assertThat(heard.get(6).subject()).isEqualTo(HealthTransition.Subject.GROUP);
        }
    }

    private static org.assertj.core.groups.Tuple tuple(Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    @Test
    void aListenerThatComesLateIsToldWhatIsThere() {
        List<String> events = new ArrayList<>();
        HealthListener everything = new HealthListener() {
            @Override
            public void onTransition(HealthTransition transition) {
                if (transition.subject() == HealthTransition.Subject.CHECK) {
                    events.add(transition.name() + " " + transition.to());
                }
            }

            @Override
            public void onAdded(CheckState state) {
                events.add("added " + state.name());
            }

            @Override
            public void onRemoved(CheckState state) {
                events.add("removed " + state.name());
            }

            @Override
            public void onRun(CheckState state) {
                events.add("ran " + state.name());
            }
        };
        try (Bench bench = Bench.started(health -> health.check("db", check, EXACT))) {
            bench.health.listen(everything);
            bench.pass(ofSeconds(10));
            bench.health.add(
                    "late",
                    Scripted.up(),
                    CheckPolicy.builder().groups().jitter(0).critical(false).build());
            bench.pass(ofMillis(1));
            bench.health.remove("late");
            assertThat(events)
                    .containsExactly("added db", "ran db", "added late", "late UP", "ran late", "removed late");
            bench.health.unlisten(everything);
            bench.pass(ofSeconds(30));
            assertThat(events).hasSize(6);
        }
    }

    @Test
    void aListenerThatThrowsIsLoggedAndCalledAgainAndTheOthersAreTold() {
        AtomicInteger calls = new AtomicInteger();
        HealthListener broken = transition -> {
            calls.incrementAndGet();
            throw new AssertionError("broken listener");
        };
        try (LogCapture log = new LogCapture(HealthListener.class);
                Bench bench = Bench.started(
                        health -> health.listener(broken).listener(heard::add).check("db", check, EXACT))) {
            assertThat(calls).hasValue(4);
            assertThat(heard).hasSize(4);
            assertThat(bench.status("db")).isEqualTo(UP);
            assertThat(log.messages()).contains("Health listener failed");
        }
    }

    @Test
    void nobodyIsToldOnTheThreadThatAsks() {
        Thread asking = Thread.currentThread();
        List<Thread> telling = new CopyOnWriteArrayList<>();
        HealthListener listener = new HealthListener() {
            @Override
            public void onTransition(HealthTransition transition) {}

            @Override
            public void onRun(CheckState state) {
                telling.add(Thread.currentThread());
            }
        };
        try (HealthRegistry health = HealthRegistry.builder()
                .check(
                        "inline",
                        context -> HealthResult.up(),
                        policy -> policy.inline(true).maxAge(Duration.ofNanos(1)))
                .listener(listener)
                .build()) {
            health.check();
            await().until(() -> telling.size() == 1);
            health.check();
            await().until(() -> telling.size() == 2);
        }
        assertThat(telling).doesNotContain(asking);
    }

    @Test
    void aListenerThatHangsHoldsUpOnlyItself() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger entered = new AtomicInteger();
        List<HealthTransition> others = new CopyOnWriteArrayList<>();
        HealthListener hung = transition -> {
            entered.incrementAndGet();
            try {
                release.await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        };
        CheckPolicy quick = CheckPolicy.builder()
                .period(ofMillis(20))
                .timeout(ofMillis(10))
                .failureThreshold(1)
                .successThreshold(1)
                .build();
        AtomicInteger runs = new AtomicInteger();
        HealthCheck flapping =
                context -> runs.incrementAndGet() % 2 == 0 ? HealthResult.up() : HealthResult.down("odd");
        try (HealthRegistry health = HealthRegistry.builder()
                .listener(hung)
                .listener(others::add)
                .check("flapping", flapping, quick)
                .start()) {
            await().until(() -> others.size() > 30);
            assertThat(entered).hasValue(1);
            release.countDown();
            await().until(() -> entered.get() > 30);
        }
    }

    @Test
    void whatDoesNotFitTheMailboxIsCountedAndLogged() {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger told = new AtomicInteger();
        HealthListener slow = new HealthListener() {
            @Override
            public void onTransition(HealthTransition transition) {}

            @Override
            public void onAdded(CheckState state) {
                try {
                    release.await();
                } catch (InterruptedException closing) {
                    Thread.currentThread().interrupt();
                }
                told.incrementAndGet();
            }
        };
        try (LogCapture log = new LogCapture(HealthListener.class);
                HealthRegistry health = HealthRegistry.builder().listener(slow).build()) {
            for (int i = 0; i < 5_100; i++) {
                health.add("x", check);
                health.remove("x");
            }
            for (int i = 0; i < 5_000; i++) {
                health.add("y" + i, check, CheckPolicy.builder().groups().build());
            }
            release.countDown();
            await().until(() -> log.messages().contains("Health events dropped: the listener was too slow"));
            assertThat(told.get()).isLessThanOrEqualTo(10_001);
        }
    }

    @Nested
    class Logging {
        @Test
        void eachChangeIsOneEventWithItsFactsAsKeyValues() {
            try (LogCapture log = new LogCapture(HealthTransition.class);
                    Bench bench = Bench.started(health -> health.check("db", check, EXACT)
                            .check(
                                    "orders",
                                    Scripted.up(),
                                    Bench.exact().dependsOn("db").build()))) {
                log.clear();
                check.answers(HealthResult.down(FailureReason.AUTH, "password=hunter2 refused"));
                bench.pass(ofSeconds(60));
                assertThat(log.messages())
                        .containsExactly("Health check changed", "Health check changed", "Health group changed");
                ILoggingEvent down = log.events().get(0);
                assertThat(down.getLevel()).isEqualTo(Level.ERROR);
                assertThat(down.getThrowableProxy()).isNull();
                assertThat(down.getKeyValuePairs())
                        .extracting(pair -> pair.key + "=" + pair.value)
                        .containsExactly(
                                "event.action=health-status-changed",
                                "health.check.name=db",
                                "health.status=DOWN",
                                "health.previous_status=UP",
                                "health.previous_seconds=11.0",
                                "health.reason=auth",
                                "health.message=password=*** refused");
                assertThat(log.events().get(1).getKeyValuePairs())
                        .extracting(pair -> pair.key + "=" + pair.value)
                        .contains("health.reason=dependency", "health.root_cause=db");
                log.clear();
                check.answers(HealthResult.up());
                bench.pass(ofSeconds(10));
                assertThat(log.events()).extracting(ILoggingEvent::getLevel).containsOnly(Level.INFO);
            }
        }

        @Test
        void aFailureThatLastsIsNotLoggedAgainAndAgain() {
            try (LogCapture log = new LogCapture(HealthTransition.class);
                    Bench bench = Bench.started(health -> health.check("db", Scripted.down(), EXACT))) {
                int before = log.events().size();
                bench.pass(java.time.Duration.ofMinutes(59));
                assertThat(log.events()).hasSize(before);
            }
        }

        @Test
        void aFailureThatLastsIsRemindedOfAtTheInterval() {
            try (LogCapture log = new LogCapture(HealthTransition.class);
                    Bench bench = Bench.started(health -> health.check("db", Scripted.down(), EXACT)
                            .check("good", Scripted.up(), EXACT)
                            .reminder(java.time.Duration.ofMinutes(10)))) {
                int before = log.events().size();
                bench.pass(java.time.Duration.ofMinutes(31));
                assertThat(log.events().subList(before, log.events().size()))
                        .hasSize(3)
                        .allSatisfy(event -> {
                            assertThat(event.getMessage()).isEqualTo("Health check still not up");
                            assertThat(event.getKeyValuePairs())
                                    .extracting(pair -> pair.key + "=" + pair.value)
                                    .contains("health.check.name=db", "health.status=DOWN", "health.reason=assertion");
                        });
            }
        }
    }

    @Test
    void closingIsTheLastThatIsHeard() {
        for (int i = 0; i < 50; i++) {
            List<HealthLifecycle.Phase> heard = new CopyOnWriteArrayList<>();
            HealthListener listener = new HealthListener() {
                @Override
                public void onTransition(HealthTransition transition) {}

                @Override
                public void onLifecycle(HealthLifecycle event) {
                    heard.add(event.phase());
                }
            };
            HealthRegistry.builder()
                    .check("db", Scripted.up())
                    .listener(listener)
                    .start()
                    .close();
            assertThat(heard).containsExactly(HealthLifecycle.Phase.STARTED, HealthLifecycle.Phase.CLOSED);
        }
    }

    /** Collects what one logger writes. */
    private static final class LogCapture implements AutoCloseable {
        private final Logger logger;
        private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

        LogCapture(Class<?> name) {
            logger = (Logger) LoggerFactory.getLogger(name);
            logger.setLevel(Level.INFO);
            logger.setAdditive(false);
            appender.list = new CopyOnWriteArrayList<>();
            appender.start();
            logger.addAppender(appender);
        }

        List<ILoggingEvent> events() {
            return appender.list;
        }

        List<String> messages() {
            return events().stream().map(ILoggingEvent::getMessage).toList();
        }

        void clear() {
            appender.list.clear();
        }

        @Override
        public void close() {
            logger.detachAppender(appender);
            logger.setAdditive(true);
            logger.setLevel(Level.OFF);
        }
    }
}
