package io.github.vitals.ops.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.servers.AlertmanagerServer;
import io.github.vitals.health.servers.SmallDisk;
import io.github.vitals.health.servers.alerting.PagerDutyServer;
import io.github.vitals.ops.Tools;
import io.github.vitals.ops.alertmanager.FarSides;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.opentest4j.TestAbortedException;
import tools.jackson.databind.json.JsonMapper;

/** The demo is broken, and Prometheus and Alertmanager as shipped tell everybody, and that it is over. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class) // some questions have an answer during a fault only
class EndToEndIT {
    private static final int LAST = Order.DEFAULT + 1;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final ConditionFactory SOON = await().atMost(Duration.ofSeconds(60));

    @TempDir
    private static Path folder;

    private static FarSides far;
    private static AlertmanagerServer alertmanager;
    private static RunningDemo demo;
    private static RulingPrometheus prometheus;
    private static Optional<SmallDisk> disk = Optional.empty();
    private static Connection locking;
    private static Questions questions;

    @BeforeAll
    static void start() throws Exception {
        Tools.require("prometheus-alertmanager", "prometheus-alertmanager");
        questions = Questions.ofAllThatIsShipped();
        disk = SmallDisk.image(16);
        far = FarSides.start(folder);
        alertmanager = far.alertmanager(false);
        demo = RunningDemo.start(folder.resolve("demo"));
        prometheus = RulingPrometheus.start(folder.resolve("prometheus"), demo.instance(), alertmanager.uri());
    }

    @AfterAll
    static void stop() throws Exception {
        disk.ifPresent(SmallDisk::close);
        for (AutoCloseable part : new AutoCloseable[] {locking, prometheus, demo, alertmanager, far}) {
            if (part != null) {
                part.close();
            }
        }
    }

    /** What stops the whole process comes last: it is late for a while after it. */
    static List<Fault> faults() {
        return List.of(
                new Fault(
                        "the database is frozen",
                        () -> demo.breakIt("postgres"),
                        () -> demo.mend("postgres"),
                        "HealthReadinessDown",
                        "is not ready",
                        List.of("PoolTimeouts")),
                new Fault(
                        "a lock holds all connections",
                        EndToEndIT::lock,
                        () -> locking.close(),
                        "PoolExhausted",
                        "connections of the pool orders",
                        List.of("PoolPending")),
                new Fault(
                        "requests fail",
                        () -> demo.sql("ALTER TABLE orders RENAME TO elsewhere"),
                        () -> demo.sql("ALTER TABLE elsewhere RENAME TO orders"),
                        "HttpErrors",
                        "of the requests fail",
                        List.of()),
                disk.map(EndToEndIT::full).orElseGet(EndToEndIT::noDisk),
                new Fault(
                        "the process hangs",
                        () -> demo.signal("STOP"),
                        () -> demo.signal("CONT"),
                        "TargetDown",
                        "does not answer",
                        List.of()));
    }

    private static void lock() throws Exception {
        locking = demo.database().getConnection();
        locking.setAutoCommit(false);
        try (Statement lock = locking.createStatement()) {
            lock.execute("LOCK TABLE orders IN ACCESS EXCLUSIVE MODE");
        }
    }

    private static Fault full(SmallDisk disk) {
        Path file = disk.folder().resolve("file");
        return new Fault(
                "a disk is full",
                () -> disk.fill(file),
                () -> Files.delete(file),
                "DiskSpaceLow",
                "of " + disk.folder() + " of",
                List.of());
    }

    private static Fault noDisk() {
        Fault.Step nowhere = () -> {
            throw new TestAbortedException(
                    "no file system may be mounted here (expected: root, and a free loop device)");
        };
        return new Fault("a disk is full", nowhere, () -> {}, "DiskSpaceLow", "", List.of());
    }

    /** The alerts that Alertmanager tells to nobody, because of others. */
    private static List<String> suppressed() {
        return JSON.readTree(alertmanager.alerts())
                .valueStream()
                .filter(alert -> alert.at("/status/state").asString().equals("suppressed"))
                .map(alert -> alert.at("/labels/alertname").asString())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void everybodyIsToldAndThatItIsOver(Fault fault) throws Exception {
        SOON.untilAsserted(() -> {
            assertThat(prometheus.firing("critical|none")).containsExactly("Watchdog");
            assertThat(far.pagerDuty().incidents().values()).noneMatch(PagerDutyServer.Incident::open);
        });
        Told told = Told.fromNow(far);
        Moments moments = new Moments(fault.name());
        fault.cause().run();
        try {
            SOON.untilAsserted(() -> assertThat(prometheus.firing("critical")).contains(fault.alert()));
            moments.passed("fires");
            SOON.untilAsserted(() -> told.everybodyKnows(fault.told()));
            moments.passed("everybody knows");
            for (String follows : fault.suppressed()) {
                SOON.untilAsserted(() -> assertThat(suppressed()).contains(follows));
            }
            questions.ask(prometheus);
        } finally {
            moments.again();
            fault.mend().run();
        }
        SOON.untilAsserted(told::everybodyKnowsItIsOver);
        moments.passed("everybody knows that it is over");
        moments.write(Path.of("target", "end-to-end.txt"));
        assertThat(far.slack().events()).allMatch(event -> event.error().isEmpty());
    }

    @Test
    @Order(LAST)
    void everyQuestionOfDashboardsAndRulesHasHadAnAnswer() throws Exception {
        questions.ask(prometheus);
        assertThat(questions.unanswered()).isEmpty();
    }

    @Test
    @Order(LAST)
    void everyMeterIsOnADashboardOrInARuleOrListedAsUnused() throws Exception {
        Set<String> scraped = prometheus.namesOf("applications");
        assertThat(scraped).contains("orders_total");
        assertThat(questions.unread(scraped))
                .as("read, or in unused.txt with a reason")
                .isEmpty();
        scraped.addAll(RareMetersIT.NAMES);
        assertThat(questions.wronglyUnused(scraped)).as("in unused.txt").isEmpty();
    }
}
