package io.github.vitals.health.probe;

import static io.github.vitals.health.probe.Running.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.endpoint.Access;
import io.github.vitals.health.endpoint.ChangedLevel;
import io.github.vitals.health.probe.Running.Ended;
import io.github.vitals.health.server.HealthServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

class LoggerCommandIT {
    private static final String TOKEN = "t0ken-of-the-operators";

    @TempDir
    private Path folder;

    private final List<String> asked = new ArrayList<>();
    private final List<ChangedLevel> changed = new ArrayList<>();
    private final HealthRegistry health = HealthRegistry.builder().build();
    private HealthServer server;
    private String url;
    private String token;

    @BeforeEach
    void start() throws IOException {
        server = HealthServer.builder(health)
                .port(0)
                .endpoint(it -> it.admin(Access.token(TOKEN))
                        .logLevels(
                                (logger, level, duration, by, reason) ->
                                        asked.add(logger + " " + level + " " + duration + " " + by + " " + reason),
                                () -> changed))
                .start();
        String address = server.uri().toString();
        url = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        token = Files.writeString(folder.resolve("token"), TOKEN + "\n").toString();
    }

    @AfterEach
    void stop() {
        server.close();
        health.close();
    }

    @Test
    void setsALevelForSomeTimeAndSaysWhoAndWhy() throws Exception {
        Ended ended = words(
                "logger",
                url,
                "com.example.Orders$Cart",
                "DEBUG",
                "--for",
                "15m",
                "--token-file",
                token,
                "--by",
                "jane",
                "--reason=ticket \"4711\"\t\\");
        assertThat(ended)
                .isEqualTo(new Ended(
                        0,
                        "logger " + url + "/admin/logger/com.example.Orders$Cart: 200 "
                                + "{\"logger\":\"com.example.Orders$Cart\",\"level\":\"DEBUG\",\"forSeconds\":900}\n",
                        ""));
        assertThat(asked)
                .containsExactly("com.example.Orders$Cart Optional[DEBUG] PT15M jane (127.0.0.1) ticket \"4711\" \\");
    }

    @Test
    void letsALevelGoBackAtOnce() throws Exception {
        Ended ended = words("logger", url + "/", "ROOT", "reset", "--token-file", token);
        assertThat(ended.code()).isZero();
        assertThat(asked).containsExactly("ROOT Optional.empty PT10M 127.0.0.1 ");
    }

    @Test
    void saysWhatTheEndpointAnswersToWhomItDoesNotKnow() throws Exception {
        Ended ended = words("logger", url, "ROOT", "debug", "--header", "Authorization: Bearer wrong-token-0123");
        assertThat(ended.code()).isOne();
        assertThat(ended.out())
                .startsWith("logger " + url + "/admin/logger/ROOT: 403 ")
                .doesNotContain("wrong");
        assertThat(asked).isEmpty();
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        server.close();
        Ended ended = words("logger", url, "ROOT", "debug");
        assertThat(ended.code()).isOne();
        assertThat(ended.out()).startsWith("logger " + url + "/admin/logger/ROOT: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            logger URL ROOT             | logger: 2 words (expected: URL, NAME and LEVEL; see --help)
            logger URL ROOT loud        | LEVEL: loud (expected: error, warn, info, debug, trace, reset)
            logger URL ../check debug   | NAME: ../check (expected: a logger's name, or ROOT)
            logger URL ROOT debug --for | --for: nothing (expected: a value)
            logger URL ROOT debug --for 25h | --for: 25h (expected: a time of at most 24h, such as 500ms, 60s, 2m or 1h)
            logger URL ROOT debug --fro 1h | --fro: unknown (expected: an option that --help names)
            """)
    void namesAWrongArgumentAndWhatIsExpected(String words, String message) throws Exception {
        assertThat(words(words.replace("URL", url).split(" "))).isEqualTo(new Ended(2, "", "probe: " + message + "\n"));
        assertThat(asked).isEmpty();
    }

    @Test
    void tellsWhichLevelsAreChanged() throws Exception {
        assertThat(words("loggers", url + "/", "--token-file", token))
                .isEqualTo(new Ended(0, "no level is changed\n", ""));
        Instant until = Instant.parse("2026-03-05T12:00:00Z");
        changed.add(new ChangedLevel("com.example.Orders", Level.DEBUG, until, "jane (127.0.0.1)", "ticket 4711"));
        changed.add(new ChangedLevel("ROOT", Level.WARN, until, "", ""));
        assertThat(words("loggers", url, "--token-file", token))
                .isEqualTo(new Ended(
                        0,
                        "ROOT WARN until 2026-03-05T12:00:00Z\n"
                                + "com.example.Orders DEBUG until 2026-03-05T12:00:00Z by jane (127.0.0.1): ticket 4711\n",
                        ""));
    }

    @Test
    void saysWhyItCannotTellWhichLevelsAreChanged() throws Exception {
        Ended refused = words("loggers", url, "--header", "Authorization: Bearer wrong-token-0123");
        assertThat(refused.code()).isOne();
        assertThat(refused.out()).startsWith("loggers " + url + "/admin/loggers: 403 ");
        assertThat(words("loggers").err()).startsWith("probe: URL: none (expected: http://");
        server.close();
        Ended nobody = words("loggers", url, "--token-file", token);
        assertThat(nobody.code()).isOne();
        assertThat(nobody.out()).startsWith("loggers " + url + "/admin/loggers: ");
    }

    @Test
    void namesItsOptions() throws Exception {
        assertThat(words("logger", "--help").out()).contains("usage: logger URL NAME LEVEL [options]", "--for TIME");
    }
}
