package io.github.vitals.health.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.http.RawServer;
import io.github.vitals.health.server.HealthServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packed jar, alone, in processes of its own. */
class HealthProbeJarIT {
    @TempDir
    private static Path folder;

    private static Path jar;
    private static HealthRegistry health;
    private static HealthServer server;

    @BeforeAll
    static void start() throws IOException {
        try (Stream<Path> built = Files.list(Path.of("target"))) {
            jar = built.filter(file -> file.toString().endsWith("-cli.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("target/*-cli.jar: none (expected: one, of mvn package)"));
        }
        health = HealthRegistry.builder()
                .check("orders-db", context -> HealthResult.up())
                .check("ledger", context -> HealthResult.down("gone"), policy -> policy.critical(false))
                .build();
        health.check();
        server = HealthServer.start(0, health);
    }

    @AfterAll
    static void stop() {
        server.close();
        health.close();
    }

    private static Process start(List<String> jvmOptions, Object... words) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toString()));
        Stream.of(words).map(Object::toString).forEach(command::add);
        command.add("--timeout=20s");
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
        return builder.start();
    }

    private static void assertEnds(Process process, int code, String said) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output).matches(said);
        assertThat(process.waitFor()).isEqualTo(code);
    }

    @Test
    void exitsWith0IfAllIsAsExpected() throws Exception {
        URI url = server.uri().resolve("/health/ready");
        assertEnds(start(List.of(), "probe", url, "--expect", "DEGRADED"), 0, "DEGRADED " + url + " \\d+ ms\n");
    }

    @Test
    void exitsWith1IfItIsNot() throws Exception {
        URI url = server.uri().resolve("/health/check/ledger");
        assertEnds(start(List.of(), url), 1, "DOWN " + url + " \\d+ ms: status code 503 \\(expected: 2xx\\)\n");
    }

    @Test
    void exitsWith2IfNothingCanBeAsked() throws Exception {
        assertEnds(
                start(List.of(), server.uri(), "--format", "xml"),
                2,
                "probe: --format: xml \\(expected: summary, text, json or none\\)\n");
    }

    @Test
    void sendsTheHeaderHostThatItIsGiven() throws Exception {
        try (MockWebServer target = new MockWebServer()) {
            target.enqueue(new MockResponse.Builder().build());
            target.start();
            Process process = start(List.of(), target.url("/"), "--format=none", "--header", "Host: orders.example");
            assertEnds(process, 0, "");
            assertThat(target.takeRequest().getHeaders().values("Host")).containsExactly("orders.example");
        }
    }

    @Test
    void asksThroughNoProxy() throws Exception {
        List<String> proxy = List.of("-Dhttp.proxyHost=127.0.0.1", "-Dhttp.proxyPort=1", "-Dhttp.nonProxyHosts=");
        assertEnds(start(proxy, server.uri().resolve("/livez"), "--format", "none"), 0, "");
    }

    @Test
    void asksOnANewConnectionEachTimeAlsoWhereTheServerKeepsThemOpen() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        try (RawServer target = new RawServer(connection -> RawServer.say(
                connection,
                "HTTP/1.1 " + (requests.incrementAndGet() < 3 ? 503 : 200) + " x\r\nContent-Length: 0\r\n\r\n"))) {
            Process process = start(List.of(), target.uri(), "--format=none", "--wait=20s", "--interval=1ms");
            assertEnds(process, 0, "");
            assertThat(target.accepted()).isEqualTo(3);
        }
    }

    /** The JVM would remember for 10 s that there is no such name. */
    @Test
    void findsANameThatIsKnownLate() throws Exception {
        Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 elsewhere.test\n");
        String url = "http://orders.test:" + server.port() + "/health/ready";
        Process process = start(List.of("-Djdk.net.hosts.file=" + hosts), url, "--wait", "9s", "--interval", "50ms");
        byte[] first = process.getInputStream().readNBytes("waiting: no-answer".length());
        assertThat(first).asString(StandardCharsets.UTF_8).isEqualTo("waiting: no-answer");
        Files.writeString(hosts, "127.0.0.1 orders.test\n");
        assertEnds(process, 0, " " + url + " \\d+ ms: unknown host: orders.test .*\nDEGRADED " + url + " \\d+ ms\n");
    }

    @Test
    void knowsItsVersion() throws Exception {
        assertEnds(start(List.of(), "--version"), 0, "vitals-probe \\d+\\.\\d+\\.\\d+.*\n");
    }

    @Test
    void isSmallAndHoldsNothingElse() throws Exception {
        assertThat(Files.size(jar)).isLessThan(100 * 1024);
        try (JarFile file = new JarFile(jar.toFile())) {
            assertThat(file.stream().filter(entry -> !entry.isDirectory()).map(ZipEntry::getName))
                    .allMatch(name ->
                            name.startsWith("io/github/vitals/health/probe/") || name.equals("META-INF/MANIFEST.MF"));
        }
    }
}
