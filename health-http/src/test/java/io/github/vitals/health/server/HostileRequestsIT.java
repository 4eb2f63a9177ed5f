package io.github.vitals.health.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.endpoint.Access;
import io.github.vitals.health.endpoint.HealthEndpoint;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Whatever is asked, the answer is a valid one, or none and the end of the connection. */
class HostileRequestsIT {
    private static final int OVER_THE_LINE = 1500;
    private static final int IN_PROCESS = 10_000;
    private static final String TOKEN = "0123456789abcdef";
    private static final Pattern ANSWER = Pattern.compile("(?s)HTTP/1\\.1 (\\d{3}) .*?\r\n\r\n(.*)");
    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HealthRegistry health = HealthRegistry.builder()
            .group(HealthGroup.of("core"))
            .check("it", context -> HealthResult.up("well"))
            .build();
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    @BeforeEach
    void listen() {
        health.check();
        events.start();
        logger.addAppender(events);
    }

    @AfterEach
    void close() {
        logger.detachAppender(events);
        health.close();
        meters.close();
        assertThat(events.list).noneMatch(event -> event.getLevel() == Level.ERROR);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void overTheLine(long seed) throws Exception {
        HostileRequests requests = new HostileRequests(seed);
        int answered = 0;
        try (HealthServer server = HealthServer.builder(health)
                .port(0)
                .meters(meters)
                .details(Access.loopback())
                .endpoint(it -> it.admin(Access.token(TOKEN)))
                .start()) {
            for (int i = 0; i < OVER_THE_LINE; i++) {
                String request = requests.text();
                String said = said(server, request);
                answered += said.isEmpty() ? 0 : 1;
                assertValid(said, request, "seed " + seed + ", request " + i + ": " + request);
            }
            assertThat(Http.probe(server.uri().resolve("/livez"), Duration.ofSeconds(20)))
                    .isEqualTo(200);
        }
        assertThat(answered).isGreaterThan(OVER_THE_LINE / 2);
    }

    private static String said(HealthServer server, String request) throws IOException {
        try (Socket socket = new Socket(server.uri().getHost(), server.port())) {
            socket.setSoTimeout(20_000);
            ByteArrayOutputStream said = new ByteArrayOutputStream();
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
                // So that the server does not wait for what was said to follow, nor for another request.
                socket.shutdownOutput();
                InputStream in = socket.getInputStream();
                for (int b = in.read(); b >= 0 && !streams(said); b = in.read()) {
                    said.write(b);
                }
            } catch (SocketException reset) {
                // It has not read to the end, and says so.
                return said.size() == 0 ? "" : said.toString(StandardCharsets.ISO_8859_1);
            }
            return said.toString(StandardCharsets.ISO_8859_1);
        }
    }

    /** Whether what follows would have no end. */
    private static boolean streams(ByteArrayOutputStream said) {
        return said.size() < 1000
                && said.toString(StandardCharsets.ISO_8859_1).contains("text/event-stream")
                && said.toString(StandardCharsets.ISO_8859_1).contains("\r\n\r\n");
    }

    private static void assertValid(String said, String request, String description) {
        if (said.isEmpty()) {
            return;
        }
        Matcher answer =
                ANSWER.matcher(said.startsWith("HTTP/1.1 100") ? said.substring(said.indexOf("\r\n\r\n") + 4) : said);
        assertThat(answer.matches()).as(description + " -> " + said).isTrue();
        int code = Integer.parseInt(answer.group(1));
        assertThat(code).as(description).isBetween(200, 599).isNotEqualTo(500);
        Matcher length = LENGTH.matcher(said);
        if (!request.startsWith("HEAD") && code != 304 && length.find()) {
            assertThat(answer.group(2).length())
                    .as(description)
                    .isGreaterThanOrEqualTo(Integer.parseInt(length.group(1)));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void inProcess(long seed) throws Exception {
        HostileRequests requests = new HostileRequests(seed);
        try (HealthEndpoint endpoint = HealthEndpoint.builder(health)
                .meters(meters)
                .details(request -> request.path().length() % 2 == 0)
                .admin(Access.token(TOKEN))
                .build()) {
            for (int i = 0; i < IN_PROCESS; i++) {
                Map<String, String> headers = requests.headers();
                HealthRequest request = HealthRequest.of(requests.method(), requests.path())
                        .withQuery(requests.query())
                        .withHeaders(headers::get)
                        .withRemoteAddress(InetAddress.getLoopbackAddress());
                HealthResponse response = endpoint.respond(request);
                String description = "seed " + seed + ", request " + i + ": " + request + " " + headers;
                assertThat(response.statusCode())
                        .as(description)
                        .isBetween(200, 599)
                        .isNotEqualTo(500);
                assertThat(response.headers().values())
                        .as(description)
                        .allMatch(value -> value.chars().allMatch(c -> c >= ' ' && c < 0x7f));
                if (!headers.containsKey("Accept-Encoding")) {
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(response.body()));
                }
            }
        }
    }
}
