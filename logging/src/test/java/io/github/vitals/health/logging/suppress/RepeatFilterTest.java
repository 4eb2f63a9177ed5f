package io.github.vitals.health.logging.suppress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.read.ListAppender;
import ch.qos.logback.core.spi.FilterReply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;
import org.slf4j.event.Level;

class RepeatFilterTest {
    private static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final AtomicLong ticks = new AtomicLong(Long.MAX_VALUE - 5);
    private final LoggerContext context = new LoggerContext();
    private final Logger log = context.getLogger("orders");
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final RepeatFilter filter = new RepeatFilter(
            ticks::get, () -> NOON.plusNanos(ticks.get() - (Long.MAX_VALUE - 5)), telling -> new Thread(() -> {}));

    @BeforeEach
    void start() {
        written.setContext(context);
        written.start();
        log.addAppender(written);
        log.setLevel(ch.qos.logback.classic.Level.INFO);
        filter.setContext(context);
        filter.setBurst(3);
        filter.setPerSecond(1);
        filter.setErrorBurst(5);
        filter.setErrorPerSecond(2);
        filter.setSites(20);
        filter.start();
        context.addTurboFilter(filter);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void pass(Duration time) {
        ticks.addAndGet(time.toNanos());
    }

    private void repeat(int times, Runnable logging) {
        for (int i = 0; i < times; i++) {
            logging.run();
        }
    }

    @Test
    void whoLogsDoesNotSufferIfThereCanBeNoThreadNow() {
        AtomicBoolean exhausted = new AtomicBoolean(true);
        AtomicInteger threads = new AtomicInteger();
        RepeatFilter starved = new RepeatFilter(ticks::get, () -> NOON, telling -> {
            if (exhausted.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            threads.incrementAndGet();
            return new Thread(() -> {});
        });
        context.resetTurboFilterList();
        starved.setContext(context);
        starved.setBurst(1);
        starved.start();
        context.addTurboFilter(starved);
        repeat(3, () -> log.info("again"));
        assertThat(messages()).containsExactly("again");
        exhausted.set(false);
        repeat(3, () -> log.info("another"));
        assertThat(threads).hasValue(1);
        starved.stop();
        assertThat(messages()).filteredOn("Log events were held back"::equals).hasSize(2);
    }

    @Test
    void whatIsHeldBackInTheMomentOfTheStopIsTold() {
        AtomicReference<RepeatFilter> itself = new AtomicReference<>(filter);
        RepeatFilter stopping = new RepeatFilter(
                ticks::get,
                () -> {
                    itself.get().stop();
                    return NOON;
                },
                telling -> new Thread(() -> {}));
        itself.set(stopping);
        context.resetTurboFilterList();
        stopping.setContext(context);
        stopping.setBurst(1);
        stopping.start();
        context.addTurboFilter(stopping);
        repeat(2, () -> log.info("again"));
        assertThat(messages()).containsExactly("again", "Log events were held back");
    }

    private List<String> messages() {
        return written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private static Map<String, Object> fields(ILoggingEvent event) {
        return event.getKeyValuePairs().stream().collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
    }

    @Nested
    class EventsOfASite {
        @Test
        void passUntilTheBurstIsUsedUpAndThenAtTheRate() {
            repeat(10, () -> log.info("paid"));
            assertThat(messages()).hasSize(3);
            pass(Duration.ofSeconds(1));
            repeat(10, () -> log.info("paid"));
            assertThat(messages()).hasSize(4);
            pass(Duration.ofHours(1));
            repeat(10, () -> log.info("paid"));
            assertThat(messages()).hasSize(7);
            assertThat(filter.held(Level.INFO)).isEqualTo(7 + 9 + 7);
        }

        @Test
        void areToldFromOthersByLoggerLevelAndMessageButNotByArguments() {
            Logger other = context.getLogger("orders.other");
            repeat(4, () -> log.info("paid {}", System.nanoTime()));
            assertThat(messages()).hasSize(3);
            repeat(4, () -> log.warn("paid {}", 1));
            repeat(4, () -> log.info("paid {} {}", 1, 2));
            repeat(4, () -> log.info("paid {} {} {}", 1, 2, 3));
            repeat(4, () -> other.info("paid {}", 1));
            assertThat(messages()).hasSize(15);
        }

        @Test
        void areToldFromOthersByTheClassOfWhatWasThrown() {
            repeat(4, () -> log.info("failed", new IOException()));
            repeat(4, () -> log.info("failed", new IllegalStateException()));
            assertThat(messages()).hasSize(6);
            repeat(4, () -> log.info("failed {}", 1, new IOException()));
            repeat(4, () -> log.info("failed {}", 1, new IllegalStateException()));
            assertThat(messages()).hasSize(12);
        }

        @Test
        void areLimitedAlsoWithMarkersAndThroughTheFluentApi() {
            repeat(4, () -> log.info(MarkerFactory.getMarker("money"), "paid"));
            assertThat(messages()).hasSize(3);
            repeat(
                    4,
                    () -> log.atInfo()
                            .addMarker(MarkerFactory.getMarker("money"))
                            .addKeyValue("amount", 120)
                            .log("refunded {}", 1));
            assertThat(messages()).hasSize(6);
            repeat(4, () -> log.atInfo().setCause(new IOException()).log("refunded {}", 1));
            repeat(4, () -> log.atInfo().addKeyValue("amount", 120).log());
            assertThat(messages()).hasSize(12);
        }

        @Test
        void haveALimitOfTheirOwnIfTheyAreErrors() {
            repeat(10, () -> log.error("failed"));
            assertThat(messages()).hasSize(5);
            pass(Duration.ofSeconds(1));
            repeat(10, () -> log.error("failed"));
            assertThat(messages()).hasSize(7);
            assertThat(filter.held(Level.ERROR)).isEqualTo(13);
        }
    }

    @Nested
    class WhatIsNotCounted {
        @Test
        void isAnEventOfADisabledLevel() {
            repeat(10, () -> log.debug("detail"));
            assertThat(filter.sites()).isZero();
            assertThat(filter.held(Level.DEBUG)).isZero();
        }

        @Test
        void isTheQuestionWhetherALevelIsEnabled() {
            repeat(10, () -> assertThat(log.isInfoEnabled()).isTrue());
            assertThat(log.isDebugEnabled()).isFalse();
            repeat(10, log::atInfo);
            assertThat(filter.sites()).isZero();
        }
    }

    @Nested
    class WhatWasHeldBack {
        @Test
        void isToldOnceWhenTheWindowEnds() {
            pass(Duration.ofSeconds(7));
            MDC.put("order", "4711");
            repeat(10, () -> log.warn("paid {}", 1));
            MDC.remove("order");
            filter.tellEnded();
            pass(WINDOW.minusNanos(1));
            filter.tellEnded();
            assertThat(messages()).hasSize(3);
            pass(Duration.ofNanos(1));
            filter.tellEnded();
            filter.tellEnded();
            assertThat(messages()).hasSize(4).last().isEqualTo("Log events were held back");
            ILoggingEvent told = written.list.get(3);
            assertThat(told.getLevel()).hasToString("WARN");
            assertThat(told.getLoggerName()).isEqualTo("orders");
            assertThat(told.getMDCPropertyMap()).isEmpty();
            assertThat(fields(told))
                    .isEqualTo(Map.of(
                            "event.action", "log-repeated",
                            "log.repeated.count", 7L,
                            "log.repeated.since", "2026-03-14T12:00:07Z",
                            "log.repeated.template", "paid {}"));
        }

        @Test
        void isToldAgainOfTheNextWindow() {
            repeat(4, () -> log.info("failed", new IOException()));
            pass(WINDOW);
            filter.tellEnded();
            repeat(5, () -> log.info("failed", new IOException()));
            pass(WINDOW);
            filter.tellEnded();
            assertThat(fields(written.list.get(7)))
                    .containsEntry("log.repeated.count", 2L)
                    .containsEntry("log.repeated.error_type", "java.io.IOException");
        }

        @Test
        void isToldWhenTheContextStopsBeforeItsAppendersDo() {
            repeat(5, () -> log.info("paid"));
            repeat(5, () -> log.info("refunded"));
            context.stop();
            assertThat(messages()).hasSize(8);
            assertThat(fields(written.list.get(6))).containsEntry("log.repeated.count", 2L);
        }

        @Test
        void isToldWhenItsSiteIsForgotten() {
            repeat(5, () -> log.info("paid"));
            for (int i = 0; i < 40; i++) {
                pass(Duration.ofMillis(1));
                log.info("put together by hand " + i);
            }
            assertThat(filter.sites()).isEqualTo(20);
            assertThat(filter.evicted()).isEqualTo(21);
            assertThat(written.list)
                    .filteredOn(event -> event.getMessage().equals("Log events were held back"))
                    .singleElement()
                    .satisfies(told -> assertThat(fields(told)).containsEntry("log.repeated.template", "paid"));
            written.list.clear();
            repeat(5, () -> log.info("paid"));
            assertThat(messages()).containsExactly("paid", "paid", "paid");
        }

        @Test
        void isToldByAThreadThatIsThereOnlyMeanwhile() {
            RepeatFilter real = new RepeatFilter();
            real.setBurst(1);
            real.setWindow(ch.qos.logback.core.util.Duration.buildByMilliseconds(50));
            real.start();
            for (int round = 1; round <= 2; round++) {
                repeat(2, () -> real.decide(null, log, ch.qos.logback.classic.Level.INFO, "paid", null, null));
                int told = round;
                await().until(() -> written.list.size() == told);
                await().until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("vitals-log-repeats")));
            }
            assertThat(messages()).containsOnly("Log events were held back");
            real.stop();
        }
    }

    @Nested
    class Settings {
        @Test
        void areReadFromAConfiguration() throws JoranException {
            LoggerContext configured = new LoggerContext();
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(configured);
            String xml = "<configuration><turboFilter class=\"" + RepeatFilter.class.getName()
                    + "\"><burst>2</burst><perSecond>0.5</perSecond><errorBurst>9</errorBurst>"
                    + "<errorPerSecond>9</errorPerSecond><window>30 seconds</window><sites>50</sites>"
                    + "</turboFilter></configuration>";
            configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
            assertThat(configured.getStatusManager().getCopyOfStatusList()).noneMatch(status -> status.getLevel() > 0);
            RepeatFilter read = (RepeatFilter) configured.getTurboFilterList().get(0);
            Logger any = configured.getLogger("any");
            for (int i = 0; i < 3; i++) {
                assertThat(read.decide(null, any, ch.qos.logback.classic.Level.INFO, "paid", null, null))
                        .isEqualTo(i < 2 ? FilterReply.NEUTRAL : FilterReply.DENY);
            }
            configured.stop();
        }

        @Test
        void areRefusedIfTheyAreNone() {
            assertThatThrownBy(() -> filter.setBurst(0)).hasMessage("burst: 0 (expected: at least 1)");
            assertThatThrownBy(() -> filter.setPerSecond(Double.NaN))
                    .hasMessage("perSecond: NaN (expected: 0.001 to 1000000)");
            assertThatThrownBy(() -> filter.setSites(0)).hasMessage("sites: 0 (expected: 1 to 1000000)");
            assertThatThrownBy(() -> filter.setWindow(ch.qos.logback.core.util.Duration.buildByMilliseconds(0)))
                    .hasMessageStartingWith("window: ");
        }
    }
}
