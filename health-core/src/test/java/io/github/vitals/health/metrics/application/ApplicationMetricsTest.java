package io.github.vitals.health.metrics.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class ApplicationMetricsTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final ListAppender<ILoggingEvent> told = new ListAppender<>();
    private final Logger log = (Logger) LoggerFactory.getLogger(ApplicationMetrics.class.getPackageName());

    @BeforeEach
    void listen() {
        told.start();
        log.setLevel(Level.WARN);
        log.addAppender(told);
    }

    @AfterEach
    void leave() {
        log.detachAppender(told);
        log.setLevel(null);
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    @Nested
    class OfWhom {
        @Test
        void allMetersThatFollowSayWhoseTheyAre() {
            ApplicationMetrics.builder(registry)
                    .service("orders")
                    .instance("orders-7")
                    .version("1.4.2")
                    .environment("production")
                    .build();
            assertThat(registry.counter("anything").getId().getTags())
                    .extracting(tag -> tag.getKey() + "=" + tag.getValue())
                    .containsExactlyInAnyOrder(
                            "service=orders", "service.instance=orders-7", "version=1.4.2", "environment=production");
        }

        @Test
        void theBuildTellsOfItself() {
            ApplicationMetrics.builder(registry)
                    .version("1.4.2")
                    .build("revision", "4fe1c2")
                    .build();
            Meter.Id id = registry.get("build.info").gauge().getId();
            assertThat(id.getTag("version")).isEqualTo("1.4.2");
            assertThat(id.getTag("revision")).isEqualTo("4fe1c2");
            assertThat(id.getTag("java")).isEqualTo(Runtime.version().toString());
            assertThat(registry.get("build.info").gauge().value()).isEqualTo(1);
        }

        @Test
        void saysNothingIfNothingIsKnown() {
            ApplicationMetrics.of(registry);
            assertThat(registry.getMeters()).isEmpty();
            assertThat(registry.counter("anything").getId().getTags()).isEmpty();
        }
    }

    @Nested
    class Counting {
        private final ApplicationMetrics metrics = ApplicationMetrics.of(registry);

        @Test
        void eventsAreToldApartByTheirTags() {
            EventCounter orders = metrics.counter("orders", "Orders", "channel", "country");
            orders.increment("web", "ch");
            orders.increment("web", "ch");
            orders.add(3, "shop", "ch");
            assertThat(count("orders", "channel", "web", "country", "ch")).isEqualTo(2);
            assertThat(count("orders", "channel", "shop", "country", "ch")).isEqualTo(3);
            assertThat(registry.get("orders").counter().getId().getDescription())
                    .isEqualTo("Orders");
        }

        @Test
        void whatHasNoTagsIsThereFromTheStart() {
            metrics.counter("orders", "Orders");
            assertThat(count("orders")).isZero();
        }

        @Test
        void noUseOfItThrowsAndNothingIsLost() {
            EventCounter orders = metrics.counter("orders", "Orders", "channel", "country");
            orders.increment();
            orders.increment((String[]) null);
            orders.increment("web");
            orders.increment(null, " ");
            orders.increment("web", "ch", "too much");
            orders.increment("x".repeat(1_000), "ch");
            assertThat(count("orders", "channel", "none", "country", "none")).isEqualTo(3);
            assertThat(count("orders", "channel", "web", "country", "none")).isEqualTo(1);
            assertThat(count("orders", "channel", "web", "country", "ch")).isEqualTo(1);
            assertThat(count("orders", "channel", "x".repeat(100), "country", "ch"))
                    .isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
        void whatIsNoNumberOfTimesCountsNothing(double times) {
            EventCounter orders = metrics.counter("orders", "Orders");
            AmountMeter value = metrics.amount("value", "cents", "Value");
            orders.add(times);
            value.record(times - 1);
            assertThat(count("orders")).isZero();
            assertThat(registry.get("value").summary().count()).isZero();
        }

        @Test
        void amountsAreSummedAndHaveTheirUnit() {
            AmountMeter value = metrics.amount("orders.value", "cents", "Value", "channel");
            value.record(1290, "web");
            value.record(10, "web");
            assertThat(registry.get("orders.value").summary().totalAmount()).isEqualTo(1300);
            assertThat(registry.get("orders.value").summary().count()).isEqualTo(2);
            assertThat(registry.get("orders.value").summary().getId().getBaseUnit())
                    .isEqualTo("cents");
        }

        @Test
        void durationsHaveABucketForEachObjective() {
            ApplicationMetrics strict = ApplicationMetrics.builder(registry)
                    .objectives(Duration.ofMillis(100), Duration.ofMillis(300))
                    .build();
            DurationMeter took = strict.duration("checkout", "Checkout", "channel");
            took.record(Duration.ofMillis(200), "web");
            took.record(null, "web");
            Timer timer = registry.get("checkout").tag("channel", "web").timer();
            assertThat(timer.takeSnapshot().histogramCounts())
                    .extracting(bucket -> bucket.count())
                    .containsExactly(0.0, 1.0);
            assertThat(timer.count()).isEqualTo(1);
        }

        @Test
        void errorsAreToldByWhatTheyAreAndNeverByTheirText() {
            ErrorCounter errors = metrics.errors("errors", "Errors");
            errors.record("charge", new IllegalStateException("card 4111111111111111"));
            errors.record("charge", new CompletionException(new ExecutionException(new IllegalStateException("x"))));
            errors.record("charge", "declined");
            errors.record(null, (Throwable) null);
            assertThat(count("errors", "operation", "charge", "error", "IllegalStateException"))
                    .isEqualTo(2);
            assertThat(count("errors", "operation", "charge", "error", "declined"))
                    .isEqualTo(1);
            assertThat(count("errors", "operation", "none", "error", "none")).isEqualTo(1);
            assertThat(registry.getMeters())
                    .noneMatch(meter -> meter.getId().toString().contains("4111"));
        }

        @Test
        void anExceptionThatCausesItselfIsTold() {
            ErrorCounter errors = metrics.errors("errors", "Errors");
            CompletionException one = new CompletionException("one") {
                @Override
                public synchronized Throwable getCause() {
                    return this;
                }
            };
            errors.record("charge", one);
            assertThat(count("errors", "operation", "charge")).isEqualTo(1);
        }

        @Test
        void aFunnelHasAllItsStepsFromTheStartAndInOrder() {
            Funnel checkout = metrics.funnel("checkout", "Checkout", "basket", "payment", "placed");
            checkout.reached("basket");
            checkout.reached("payment");
            checkout.reached("basket");
            assertThat(count("checkout", "step", "basket", "position", "1")).isEqualTo(2);
            assertThat(count("checkout", "step", "payment", "position", "2")).isEqualTo(1);
            assertThat(count("checkout", "step", "placed", "position", "3")).isZero();
        }

        @Test
        void aStepThatIsNoneOfTheFunnelsIsToldOnceAndNotCounted() {
            Funnel checkout = metrics.funnel("checkout", "Checkout", "basket", "placed");
            checkout.reached("payed");
            checkout.reached(null);
            assertThat(registry.get("checkout").counters()).allMatch(counter -> counter.count() == 0);
            assertThat(told.list)
                    .singleElement()
                    .satisfies(event -> assertThat(event.getKeyValuePairs())
                            .extracting(pair -> pair.key + "=" + pair.value)
                            .contains("meter=checkout", "step=payed"));
        }

        @Test
        void aRegistryThatRefusesIsToldOnceAndNobodyElseHearsOfIt() {
            registry.gauge("orders", 1);
            EventCounter orders = metrics.counter("orders", "Orders", "channel");
            registry.gauge("orders", List.of(Tag.of("channel", "web")), 1);
            orders.increment("web");
            orders.increment("web");
            assertThat(told.list)
                    .singleElement()
                    .satisfies(
                            event -> assertThat(event.getFormattedMessage()).startsWith("A meter could not be used"));
        }
    }

    @Nested
    class Bounds {
        private final ApplicationMetrics metrics =
                ApplicationMetrics.builder(registry).combinations(3).build();

        @Test
        void whatIsNewBeyondIsOtherAndTheSumIsRight() {
            EventCounter orders = metrics.counter("orders", "Orders", "customer", "country");
            for (int customer = 0; customer < 100; customer++) {
                orders.increment("customer " + customer, "ch");
            }
            orders.increment("customer 1", "ch");
            assertThat(registry.get("orders").counters()).hasSize(4);
            assertThat(registry.get("orders").counters().stream()
                            .mapToDouble(Counter::count)
                            .sum())
                    .isEqualTo(101);
            assertThat(count("orders", "customer", "other", "country", "other")).isEqualTo(97);
            assertThat(count("orders", "customer", "customer 1")).isEqualTo(2);
            assertThat(count("metrics.overflow", "meter", "orders")).isEqualTo(97);
        }

        @Test
        void theFirstOverflowOfAMeterIsToldAndNoMore() {
            EventCounter orders = metrics.counter("orders", "Orders", "customer");
            ErrorCounter errors = metrics.errors("errors", "Errors");
            for (int i = 0; i < 10; i++) {
                orders.increment("customer " + i);
                errors.record("operation " + i, "reason");
            }
            assertThat(told.list)
                    .extracting(event -> event.getKeyValuePairs().get(0).value)
                    .containsExactlyInAnyOrder("orders", "errors");
        }

        @Test
        void whatIsOtherByItselfTakesNoPlace() {
            EventCounter orders = metrics.counter("orders", "Orders", "channel");
            for (String channel : List.of("other", "a", "b", "c")) {
                orders.increment(channel);
            }
            assertThat(registry.get("orders").counters()).hasSize(4);
            assertThat(registry.find("metrics.overflow").counter()).isNull();
        }

        @Test
        void manyThreadsAtOnceKeepTheBoundAndTheSum() throws Exception {
            EventCounter orders = metrics.counter("orders", "Orders", "customer");
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                CountDownLatch start = new CountDownLatch(1);
                List<Future<?>> running = new ArrayList<>();
                for (int thread = 0; thread < 4; thread++) {
                    running.add(threads.submit(() -> {
                        start.await();
                        for (int i = 0; i < 1_000; i++) {
                            orders.increment("customer " + i);
                        }
                        return null;
                    }));
                }
                start.countDown();
                for (Future<?> each : running) {
                    each.get();
                }
            } finally {
                threads.shutdownNow();
            }
            assertThat(registry.get("orders").counters()).hasSize(4);
            assertThat(registry.get("orders").counters().stream()
                            .mapToDouble(Counter::count)
                            .sum())
                    .isEqualTo(4_000);
        }

        @Test
        void aTagOfAMeterOfOthersIsBoundedAndItsOtherTagsStay() {
            ApplicationMetrics.builder(registry)
                    .limit("http.server.requests", "uri", 2)
                    .build();
            for (int i = 0; i < 10; i++) {
                registry.counter("http.server.requests", "uri", "/" + i, "status", i % 2 == 0 ? "200" : "500")
                        .increment();
                registry.counter("http.client.requests", "uri", "/" + i).increment();
            }
            assertThat(count("http.server.requests", "uri", "other", "status", "200"))
                    .isEqualTo(4);
            assertThat(count("http.server.requests", "uri", "other", "status", "500"))
                    .isEqualTo(4);
            assertThat(count("http.server.requests", "uri", "/0")).isEqualTo(1);
            assertThat(count("metrics.overflow", "meter", "http.server.requests"))
                    .isEqualTo(8);
            assertThat(registry.get("http.client.requests").counters()).hasSize(10);
        }
    }

    @Nested
    class WhatIsRefused {
        private final ApplicationMetrics metrics = ApplicationMetrics.of(registry);

        @Test
        void theSameMeterMayBeAskedForAgain() {
            EventCounter first = metrics.counter("orders", "Orders", "channel");
            assertThat(metrics.counter("orders", "Orders", "channel")).isSameAs(first);
        }

        @Test
        void aNameThatIsTakenByAnotherShape() {
            metrics.counter("orders", "Orders", "channel");
            String expected = "name: orders (expected: one that is not taken by a meter of another kind or other tags)";
            assertThatThrownBy(() -> metrics.counter("orders", "Orders", "country"))
                    .hasMessage(expected);
            assertThatThrownBy(() -> metrics.amount("orders", "cents", "Orders", "channel"))
                    .hasMessage(expected);
            metrics.funnel("checkout", "Checkout", "a", "b");
            assertThatThrownBy(() -> metrics.funnel("checkout", "Checkout", "a", "c"))
                    .hasMessage("steps: [a, c] (expected: those it was made with, [a, b])");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "Orders", "orders total", "1orders", "orders.", "orders..x", "örders", "orders-x"})
        void aNameThatIsNone(String name) {
            assertThatThrownBy(() -> metrics.counter(name, "Orders"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("name: " + name + " (expected: at most 100 small letters");
            assertThatThrownBy(() -> metrics.counter("orders", "Orders", name))
                    .isInstanceOf(IllegalArgumentException.class);
        }

        @Test
        void tagsAndStepsThatAreTooManyOrTheSame() {
            assertThatThrownBy(() -> metrics.counter("orders", "Orders", "a", "a"))
                    .hasMessage("tagKeys: [a, a] (expected: 0 to 8 different ones)");
            assertThatThrownBy(() -> metrics.counter("orders", "Orders", "abcdefghi".split("")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> metrics.funnel("checkout", "Checkout", "a"))
                    .hasMessage("steps: [a] (expected: 2 to 50 different ones)");
            assertThatThrownBy(() -> metrics.funnel("checkout", "Checkout", "a", " "))
                    .hasMessageStartingWith("steps: \" \" (expected: 1 to 100 characters");
        }

        @Test
        void boundsAndObjectivesThatAreNone() {
            ApplicationMetricsBuilder builder = ApplicationMetrics.builder(registry);
            assertThatThrownBy(() -> builder.combinations(0)).hasMessage("combinations: 0 (expected: 1 to 10000)");
            assertThatThrownBy(() -> builder.limit("a", "b", 0)).hasMessage("most: 0 (expected: 1 to 10000)");
            assertThatThrownBy(builder::objectives).hasMessage("objectives: [] (expected: 1 to 30)");
            assertThatThrownBy(() -> builder.objectives(Duration.ofMillis(2), Duration.ofMillis(2)))
                    .hasMessage("objectives: [PT0.002S, PT0.002S] (expected: rising, and the first more than 0)");
            assertThatThrownBy(() -> builder.service(" ")).hasMessageStartingWith("service: \" \"");
        }
    }
}
