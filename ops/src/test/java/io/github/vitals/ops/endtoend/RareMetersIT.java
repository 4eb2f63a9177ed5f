package io.github.vitals.ops.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.jdbc.ReplicationHealthCheck;
import io.github.vitals.health.logging.LogMetrics;
import io.github.vitals.health.logging.audit.AuditLog;
import io.github.vitals.health.logging.levels.LogLevels;
import io.github.vitals.health.logging.suppress.RepeatFilter;
import io.github.vitals.health.metrics.HealthMetrics;
import io.github.vitals.health.metrics.application.ApplicationMetrics;
import io.github.vitals.health.net.TlsHealthCheck;
import io.github.vitals.health.redis.RedisHealthCheck;
import io.github.vitals.health.servers.PostgresServer;
import io.github.vitals.health.servers.RedisServer;
import io.github.vitals.health.system.SystemMetrics;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.LoggerFactory;

/** The meters that dashboards and rules read and the demo has no cause for are in a scrape of who has. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class RareMetersIT {
    /** By their names in Prometheus, without what comes of them by rules. */
    static final Set<String> NAMES = Set.of(
            "container_cpu_periods_total",
            "container_cpu_throttled_periods_total",
            "container_cpu_throttled_time_seconds_total",
            "container_cpu_time_seconds_total",
            "container_memory_usage_bytes",
            "container_pressure_waiting_seconds_total",
            "container_tasks",
            "container_tasks_limit",
            "health_redis_cluster_nodes",
            "health_redis_cluster_nodes_unreachable",
            "health_redis_cluster_slots_uncovered",
            "health_redis_keys_evicted",
            "health_redis_memory_limit_bytes",
            "health_redis_memory_used_bytes",
            "health_redis_replication_backlog_bytes",
            "health_redis_replication_lag_seconds",
            "health_replication_backlog_bytes",
            "health_replication_lag_seconds",
            "health_replication_replicas",
            "health_tcp_phase_seconds_count",
            "health_tls_certificate_expiry_seconds",
            "health_tls_info",
            "log_audit_failed_total",
            "log_audit_recorded_total",
            "log_held_back_total",
            "log_levels_changed",
            "metrics_overflow_total",
            "system_filesystem_inodes",
            "system_filesystem_inodes_free");

    private static final Pattern NAME = Pattern.compile("(?m)^[a-z0-9_]+");

    @TempDir
    private Path folder;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    private <T extends AutoCloseable> T open(T part) {
        opened.push(part);
        return part;
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable part : opened) {
            part.close();
        }
    }

    @Test
    void eachIsInAScrape() throws Exception {
        overflow();
        PostgresServer primary = open(PostgresServer.embedded());
        PostgresServer replica = open(primary.replica());
        RedisServer master = open(RedisServer.embedded("--maxmemory", "64mb"));
        RedisServer copy = open(RedisServer.embedded("--replicaof", "127.0.0.1 " + master.port()));
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        RedisServer secret = open(speaking(certificate));
        HealthRegistry health = open(HealthRegistry.builder()
                .check("primary", ReplicationHealthCheck.of(source(primary)), RareMetersIT::often)
                .check("replica", ReplicationHealthCheck.of(source(replica)), RareMetersIT::often)
                .check(
                        "sessions",
                        RedisHealthCheck.builder(client(master)).details().build(),
                        RareMetersIT::often)
                .check("copy", RedisHealthCheck.builder(client(copy)).details().build(), RareMetersIT::often)
                .check("cluster", RedisHealthCheck.of(cluster()), RareMetersIT::often)
                .check("certificate", trusting(certificate, secret.tlsPort()), RareMetersIT::often)
                .start());
        HealthMetrics checks = new HealthMetrics(health);
        checks.bindTo(meters);
        open(checks::close);
        open(log()).bindTo(meters);
        open(SystemMetrics.bindTo(meters));
        open(SystemMetrics.builder().jvm(false).proc(container()).bindTo(meters));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(scraped()).containsAll(NAMES));
        assertThat(Questions.ofAllThatIsShipped().unread(scraped()))
                .as("read, or in unused.txt with a reason")
                .isEmpty();
    }

    /** Levels that are changed at run time, an audit log, and floods that are held back. */
    private LogMetrics log() {
        RepeatFilter repeats = new RepeatFilter();
        LoggerContext logback = (LoggerContext) LoggerFactory.getILoggerFactory();
        repeats.setContext(logback);
        repeats.start();
        logback.addTurboFilter(repeats);
        open(() -> {
            logback.getTurboFilterList().remove(repeats);
            repeats.stop();
        });
        AuditLog audit = open(AuditLog.builder(folder, "audit").open());
        return LogMetrics.of().levels(open(LogLevels.logback())).audit("orders", audit);
    }

    /** More callers than there are time series for. */
    private void overflow() {
        ApplicationMetrics.builder(meters)
                .service("orders")
                .limit("http.server.requests", "caller", 1)
                .build();
        List.of("one", "another").forEach(caller -> meters.timer("http.server.requests", "caller", caller));
    }

    private Set<String> scraped() {
        return NAME.matcher(meters.scrape()).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    private static CheckPolicyBuilder often(CheckPolicyBuilder policy) {
        return policy.period(Duration.ofSeconds(3));
    }

    private static DataSource source(PostgresServer server) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(server.jdbcUrl());
        source.setUser(server.user());
        source.setPassword(server.password());
        return source;
    }

    private RedisClient client(RedisServer server) {
        RedisClient client = RedisClient.create(server.uri());
        open(() -> client.shutdown(Duration.ZERO, Duration.ofSeconds(2)));
        return client;
    }

    private RedisServer speaking(HeldCertificate certificate) throws IOException {
        Path chain = folder.resolve("chain.pem");
        Path key = folder.resolve("key.pem");
        write(chain, certificate.certificatePem());
        write(key, certificate.privateKeyPkcs8Pem());
        return RedisServer.tls(
                "--tls-cert-file",
                chain.toString(),
                "--tls-key-file",
                key.toString(),
                "--tls-ca-cert-file",
                chain.toString(),
                "--tls-auth-clients",
                "no");
    }

    private static TlsHealthCheck trusting(HeldCertificate certificate, int port) {
        HandshakeCertificates trusted = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        return TlsHealthCheck.builder("127.0.0.1", port)
                .sslContext(trusted.sslContext())
                .build();
    }

    /** Of one node, which has all slots. */
    private RedisClusterClient cluster() {
        RedisServer node = open(RedisServer.clusterNode());
        client(node).connect().sync().clusterAddSlots(IntStream.range(0, 16_384).toArray());
        RedisClusterClient cluster = RedisClusterClient.create(node.uri());
        open(() -> cluster.shutdown(Duration.ZERO, Duration.ofSeconds(2)));
        return cluster;
    }

    /** What the kernel tells in a container with limits. */
    private Path container() throws IOException {
        Path group = folder.resolve("cgroup");
        Path proc = folder.resolve("proc");
        write(proc.resolve("stat"), "cpu  1 0 1 9 0 0 0 0 0 0\ncpu0 1 0 1 9 0 0 0 0 0 0\n");
        write(proc.resolve("meminfo"), "MemTotal:       16777216 kB\n");
        write(proc.resolve("self/status"), "Cpus_allowed_list:\t0\n");
        write(proc.resolve("self/cgroup"), "0::/\n");
        write(proc.resolve("self/mountinfo"), "31 23 0:28 / " + group + " rw shared:9 - cgroup2 cgroup2 rw\n");
        write(group.resolve("cgroup.procs"), "1\n");
        write(group.resolve("cgroup.events"), "populated 1\n");
        write(group.resolve("cpu.max"), "50000 100000\n");
        write(
                group.resolve("cpu.stat"),
                "usage_usec 3\nuser_usec 2\nsystem_usec 1\nnr_periods 4\nnr_throttled 3\nthrottled_usec 2\n");
        write(group.resolve("cpu.pressure"), "some avg10=0.00 avg60=0.00 avg300=0.00 total=3\n");
        write(group.resolve("memory.max"), "536870912\n");
        write(group.resolve("memory.current"), "314572800\n");
        write(group.resolve("memory.stat"), "anon 1\ninactive_file 1\n");
        write(group.resolve("memory.events"), "max 1\noom_kill 1\n");
        write(group.resolve("pids.max"), "100\n");
        write(group.resolve("pids.current"), "42\n");
        return proc;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
