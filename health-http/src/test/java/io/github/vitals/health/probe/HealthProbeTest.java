package io.github.vitals.health.probe;

import static io.github.vitals.health.probe.Running.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.probe.Running.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK")
class HealthProbeTest {
    private static final String URL = "http://127.0.0.1:1/";

    @Nested
    class AskedForItself {
        @Test
        void namesItsOptionsAndExitCodes() throws Exception {
            Ended help = words("probe", "--help");
            assertThat(help.code()).isZero();
            assertThat(help.out()).startsWith("usage: [probe] URL [options]").contains("--token-file FILE");
            assertThat(help.err()).isEmpty();
            assertThat(words(URL, "-h")).isEqualTo(help);
        }

        @Test
        void namesItsVersion() throws Exception {
            assertThat(words("--version")).isEqualTo(new Ended(0, "vitals-probe of unknown version\n", ""));
        }
    }

    @Nested
    class AWrongArgument {
        @ParameterizedTest
        @CsvSource(delimiter = '|', textBlock = """
                --expect UPP             | --expect: UPP (expected: UP, DEGRADED, MAINTENANCE, UNKNOWN or DOWN, or several with commas)
                --expect UP,             | --expect: UP, (expected: UP, DEGRADED, MAINTENANCE, UNKNOWN or DOWN, or several with commas)
                --expect=                | --expect:  (expected: UP, DEGRADED, MAINTENANCE, UNKNOWN or DOWN, or several with commas)
                --wait 60                | --wait: 60 (expected: a time of at most 24h, such as 500ms, 60s, 2m or 1h)
                --wait s                 | --wait: s (expected: a time of at most 24h, such as 500ms, 60s, 2m or 1h)
                --wait -1s               | --wait: -1s (expected: a time of at most 24h, such as 500ms, 60s, 2m or 1h)
                --wait 25h               | --wait: 25h (expected: a time of at most 24h, such as 500ms, 60s, 2m or 1h)
                --wait 123456789ms       | --wait: 123456789ms (expected: a time of at most 24h, such as 500ms, 60s, 2m or 1h)
                --wait 99999999999999999999s | --wait: 99999999999999999999s (expected: a time of at most 24h, such as 500ms, 60s, 2m or 1h)
                --timeout 0s             | --timeout: 0s (expected: > 0)
                --interval=0ms           | --interval: 0ms (expected: > 0)
                --format xml             | --format: xml (expected: summary, text, json or none)
                --header                 | --header: nothing (expected: a value)
                --wiat 3s                | --wiat: unknown (expected: an option that --help names)
                --insecure --ca x.pem    | --insecure: beside --ca (expected: one of them)
                --ca no-such.pem         | --ca: no-such.pem (expected: a readable file of certificates in PEM)
                --token-file no-such     | --token-file: no-such (expected: a readable file with a token)
                http://127.0.0.1:2/      | URL: more than one (expected: one, and values with blanks in quotes)
                """)
        void isNamedWithItsValueAndWhatIsExpected(String options, String message) throws Exception {
            assertThat(words((URL + " " + options).split(" ", -1)))
                    .isEqualTo(new Ended(2, "", "probe: " + message + "\n"));
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', commentCharacter = '%', textBlock = """
                orders:8081/health                    | orders:8081/health
                ftp://me:s3cret@orders/               | orders/
                http://                               | http://
                http://me:s3cret@                     | ''
                http://me:s3@cret@orders:8081/?t=s3cr | orders:8081/?...
                http://me:s3?cret@orders/             | orders/
                http://me:s3/cret@orders/             | orders/
                http://me:s3#cret@orders/             | orders/
                http://orders:port/                   | http://orders:port/
                http://orders/a b                     | http://orders/a b
                http://orders/%zz?token=s3cret        | http://orders/%zz?...
                """)
        void orAUrlThatIsNoneIsShownWithoutSecrets(String url, String shown) throws Exception {
            assertThat(words(url))
                    .isEqualTo(new Ended(2, "", "probe: URL: " + shown + " (expected: http://... or https://...)\n"));
        }

        @Test
        void orNoneAtAllPointsToTheHelp() throws Exception {
            assertThat(words("probe").err())
                    .isEqualTo("probe: URL: none (expected: http://... or https://...; see --help)\n");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "s3cret",
                    "Authorization:",
                    ": s3cret",
                    "My Header: s3cret",
                    "X: s3cr\u00e9t",
                    "X: s3cret\r\nY: z",
                    "X\r\nY: s3cret"
                })
        void inAHeaderIsNotShown(String header) throws Exception {
            assertThat(words(URL, "--header", header))
                    .isEqualTo(new Ended(2, "", "probe: --header: *** (expected: 'Name: value', in visible ASCII)\n"));
        }
    }

    @Nested
    class AFile {
        @TempDir
        private Path folder;

        @ParameterizedTest
        @CsvSource({"''", "' \n'", "two words", "s3cret\u00e9"})
        void withoutATokenIsRefusedAndNotShown(String content) throws Exception {
            Path file = Files.writeString(folder.resolve("token"), content);
            assertThat(words(URL, "--token-file", file.toString()))
                    .isEqualTo(new Ended(
                            2, "", "probe: --token-file: " + file + " (expected: a readable file with a token)\n"));
        }

        @Test
        void ofTokensThatNeverEndsIsRefused() throws Exception {
            assertThat(words(URL, "--token-file", longer(64 * 1024 + 1)).code()).isEqualTo(2);
            assertThat(words(URL, "--token-file", longer(64 * 1024)).code()).isEqualTo(1);
        }

        private String longer(int length) throws IOException {
            return Files.writeString(folder.resolve("long"), "x".repeat(length)).toString();
        }

        @ParameterizedTest
        @CsvSource({"''", "no certificate", "'-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'"})
        void withoutACertificateIsRefused(String content) throws Exception {
            Path file = Files.writeString(folder.resolve("ca.pem"), content);
            assertThat(words(URL, "--ca", file.toString()))
                    .isEqualTo(new Ended(
                            2, "", "probe: --ca: " + file + " (expected: a readable file of certificates in PEM)\n"));
        }
    }

    @ParameterizedTest
    @CsvSource({"500ms, 500ms", "60s, 60s", "0s, 0s", "2m, 120s", "24h, 86400s", "86400000ms, 86400s", "1500ms, 1500ms"
    })
    void timesAreReadAndWritten(String text, String shown) throws Exception {
        Duration time = Times.parse("--wait", text);
        assertThat(Times.text(time)).isEqualTo(shown);
    }
}
