package io.github.vitals.health.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.compatibility.OrderService.Ending;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** A real HAProxy, configured as the guide says, in front of two instances. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class HaproxyIT {
    private static final ConditionFactory SOON =
            await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(20));

    /** Longer than HAProxy takes to notice (0.75 s at most, see the guide's sum) and the longest order of the load. */
    private static final Duration DRAIN = Duration.ofSeconds(3);

    private static final int MANY = 50;

    @TempDir
    private Path folder;

    private Path binary;

    @BeforeEach
    void find() {
        binary = Tools.require("haproxy", "haproxy");
    }

    private static Guide configuration() throws IOException {
        return Guide.sample("haproxy", "option httpchk")
                .with("inter 2s fastinter 500ms", "inter 250ms fastinter 250ms")
                .with("check port 8081", "check");
    }

    private Haproxy before(OrderInstance a, OrderInstance b) throws IOException {
        Haproxy haproxy = Haproxy.start(
                binary,
                folder,
                configuration().with("10.0.0.11:8080", server(a)).with("10.0.0.12:8080", server(b)));
        awaitBothUp(haproxy);
        return haproxy;
    }

    /** It takes servers for half up before it has probed them. */
    private static void awaitBothUp(Haproxy haproxy) {
        SOON.untilAsserted(() -> {
            assertThat(haproxy.status("a")).isEqualTo("UP");
            assertThat(haproxy.status("b")).isEqualTo("UP");
        });
    }

    private static String server(OrderInstance instance) {
        return "127.0.0.1:" + instance.port() + " port " + instance.healthPort();
    }

    @Test
    void aCheckThatFailsTakesAnInstanceOutUntilItIsMended() throws Exception {
        try (Shop first = Shop.open();
                Shop second = Shop.open();
                Haproxy haproxy = Haproxy.start(
                        binary,
                        folder,
                        configuration()
                                .with("10.0.0.11:8080", first.uri().getAuthority())
                                .with("10.0.0.12:8080", second.uri().getAuthority()))) {
            awaitBothUp(haproxy);
            first.breakDatabase();
            SOON.untilAsserted(() -> assertThat(haproxy.status("a")).isEqualTo("DOWN"));
            assertThat(haproxy.about("a"))
                    .containsEntry("check_status", "L7STS")
                    .containsEntry("check_code", "503");
            assertThat(haproxy.status("b")).startsWith("UP");
            first.mend();
            SOON.untilAsserted(() -> assertThat(haproxy.status("a")).isEqualTo("UP"));
        }
    }

    @Test
    void aRollingRestartLosesNotOneRequest() throws Exception {
        try (OrderInstance a = new OrderInstance(folder, "a", Ending.DRAIN_ON_SHUTDOWN, DRAIN);
                OrderInstance b = new OrderInstance(folder, "b", Ending.DRAIN_AND_FINISH, DRAIN);
                Haproxy haproxy = before(a, b);
                OrderLoad load = new OrderLoad(haproxy.uri().resolve("/orders"))) {
            awaitAnswers(load, a, b);
            restart(a, haproxy);
            awaitAnswers(load, a, b);
            CompletableFuture<HttpResponse<String>> longest = longOrder(b);
            restart(b, haproxy);
            awaitAnswers(load, a, b);
            load.close();

            assertThat(load.lost()).isEmpty();
            assertThat(load.answered()).containsOnlyKeys("a-1", "a-2", "b-1", "b-2");
            assertThat(load.answered().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .isEqualTo(load.sent());
            assertThat(longest).isCompletedWithValueMatching(answer -> answer.statusCode() == 200);
            assertThat(haproxy.about("BACKEND"))
                    .as("HAProxy had nothing to repair")
                    .containsEntry("wretr", "0")
                    .containsEntry("wredis", "0")
                    .containsEntry("econ", "0")
                    .containsEntry("eresp", "0")
                    .containsEntry("hrsp_5xx", "0");
        }
    }

    /** Those that run now have answered many. */
    private static void awaitAnswers(OrderLoad load, OrderInstance a, OrderInstance b) {
        SOON.untilAsserted(() -> {
            assertThat(load.answeredBy(a.servedBy())).isGreaterThan(MANY);
            assertThat(load.answeredBy(b.servedBy())).isGreaterThan(MANY);
        });
    }

    /** Under way when its instance is told to end, and for longer than that drains. */
    private static CompletableFuture<HttpResponse<String>> longOrder(OrderInstance instance) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return instance.order(DRAIN.plusSeconds(1));
            } catch (IOException | InterruptedException lost) {
                throw new IllegalStateException(lost);
            }
        });
    }

    private static void restart(OrderInstance instance, Haproxy haproxy) throws Exception {
        instance.terminate();
        SOON.untilAsserted(() -> assertThat(haproxy.status(instance.name())).isEqualTo("DOWN"));
        assertThat(haproxy.about(instance.name()))
                .as("told to go elsewhere, not found dead")
                .containsEntry("check_status", "L7STS")
                .containsEntry("check_code", "503");
        assertThat(instance.order(Duration.ZERO).statusCode())
                .as("it still answers what comes")
                .isEqualTo(200);
        instance.awaitEnd();
        instance.startAgain();
        SOON.untilAsserted(() -> assertThat(haproxy.status(instance.name())).isEqualTo("UP"));
    }

    /** What the other test would look like if the drain did nothing. */
    @Test
    void withoutADrainRequestsAreLost() throws Exception {
        try (OrderInstance a = new OrderInstance(folder, "a", Ending.AT_ONCE, Duration.ZERO);
                OrderInstance b = new OrderInstance(folder, "b", Ending.AT_ONCE, Duration.ZERO);
                Haproxy haproxy = before(a, b);
                OrderLoad load = new OrderLoad(haproxy.uri().resolve("/orders"))) {
            awaitAnswers(load, a, b);
            a.terminate();
            a.awaitEnd();
            SOON.untilAsserted(() -> assertThat(haproxy.status("a")).isEqualTo("DOWN"));
            load.close();
            assertThat(load.lost()).isNotEmpty();
        }
    }

    @Test
    void theConfigurationOfTheGuideIsValidAsItStands() throws Exception {
        Path file = Guide.sample("haproxy", "option httpchk").writeTo(folder.resolve("guide.cfg"));
        Child check = Child.start(folder.resolve("check.log"), List.of(binary.toString(), "-c", "-f", file.toString()));
        assertThat(check.exit(Duration.ofSeconds(20))).as(check.said()).isZero();
        assertThat(check.said()).doesNotContain("WARNING", "ALERT");
    }
}
