package io.github.vitals.health.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.servers.PostgresServer;
import io.github.vitals.health.servers.RedisServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * Breaks everything once and tells what was seen, as the table of {@code docs/guides/faults.md}; with the system property
 * {@code faults.page} it is written there.
 */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "a table is made once, on the older JDK")
class FaultTableIT {
    private static final Path PAGE = Path.of("..", "docs", "guides", "faults.md");
    private static final String BEGIN = "<!-- begin of what the test run wrote -->\n";
    private static final String END = "<!-- end of what the test run wrote -->\n";
    /** Busy machines are late; how late the quiet one was that the page was made on is in the page. */
    private static final Duration LENIENT = Duration.ofSeconds(2);

    private static final List<FaultRun.Seen> SEEN = new ArrayList<>();
    private static PostgresServer postgres;
    private static RedisServer redis;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.embedded();
        redis = RedisServer.embedded();
    }

    @AfterAll
    static void stop() throws IOException {
        redis.close();
        postgres.close();
        String page = System.getProperty("faults.page");
        if (page != null) {
            write(Path.of(page));
        }
    }

    @TestFactory
    Stream<DynamicTest> everyFaultIsToldByItsReasonAndLeavesNothingBehind() {
        return Stream.of(
                        new DatabaseFaults(postgres).all(),
                        new RedisFaults(redis).all(),
                        new SeveralRedisFaults().all(),
                        new ServiceFaults().all())
                .flatMap(List::stream)
                .map(fault -> DynamicTest.dynamicTest(fault.name(), () -> verify(fault)));
    }

    private static void verify(Fault fault) throws Exception {
        FaultRun.Seen seen = FaultRun.of(fault);
        SEEN.add(seen);
        String state = seen.broken().toString() + seen.broken().message();
        assertThat(seen.broken().status()).as(state).isEqualTo(fault.status());
        assertThat(seen.broken().reason().orElse(null)).as(state).isEqualTo(fault.reason());
        assertThat(seen.longest()).isLessThan(fault.timeout().plus(LENIENT));
        assertThat(seen.connections()).as("connections left").isZero();
        assertThat(seen.threads()).as("threads left").isEmpty();
        if (System.getProperty("faults.page") == null) {
            assertThat(Files.readString(PAGE)).as("the page").contains("| " + told(seen) + " |");
        }
    }

    /** Fault, reason and status, which are the same in each run. */
    private static String told(FaultRun.Seen seen) {
        return seen.fault().name()
                + " | " + seen.broken().reason().map(FailureReason::label).orElse("")
                + " | " + seen.broken().status();
    }

    private static String row(FaultRun.Seen seen) {
        boolean mended = !seen.recovered().isZero() && seen.broken().status() != HealthStatus.UP;
        return "| " + told(seen)
                + " | " + (mended ? seconds(seen.noticed()) : "")
                + " | " + (mended ? seconds(seen.recovered()) : "")
                + " | " + seconds(seen.fault().timeout())
                + " | " + seconds(seen.longest())
                + " | " + seen.threads().size()
                + " | " + seen.connections() + " |\n";
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2f s", duration.toNanos() / 1e9);
    }

    private static void write(Path page) throws IOException {
        String text = Files.readString(page);
        StringBuilder table = new StringBuilder(BEGIN)
                .append("| fault | reason | status | noticed | recovered | timeout | longest run | threads left |"
                        + " connections left |\n|---|---|---|---|---|---|---|---|---|\n");
        SEEN.forEach(seen -> table.append(row(seen)));
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        Files.writeString(page, text.substring(0, begin) + table + text.substring(end));
    }
}
