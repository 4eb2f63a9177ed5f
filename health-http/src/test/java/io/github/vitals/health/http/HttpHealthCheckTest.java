package io.github.vitals.health.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.net.URI;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpHealthCheckTest {
    private static final URI PAYMENTS = URI.create("https://payments.example:8443/health?key=s3cret");

    @Test
    void isExternal() {
        assertThat(HttpHealthCheck.of(PAYMENTS).external()).isTrue();
    }

    @Test
    void namesItsTargetWithoutTheQuery() {
        assertThat(HttpHealthCheck.builder(PAYMENTS)
                        .header("Authorization", "Bearer s3cret")
                        .method("HEAD")
                        .build())
                .hasToString("HttpHealthCheck[HEAD https://payments.example:8443/health]");
    }

    @Nested
    class RefusesAUri {
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "payments/health | uri: payments/health (expected: http://… or https://…)",
                    "ftp://files.example/x | uri: ftp://files.example/x (expected: http://… or https://…)",
                    "http:opaque | uri: http:… (expected: http://… or https://…)",
                    "mailto:me@here | uri: mailto:… (expected: http://… or https://…)",
                    "http:///health | uri: http:///health (expected: a host of letters, digits, '-' and '.', or an IP address)",
                    "http://my_service/ | uri: http://my_service/ (expected: a host of letters, digits, '-' and '.', or an IP address)",
                    "http://host:70000/ | uri: http://host:70000/ (expected: a port of 1 to 65535)"
                })
        void thatCannotBeAsked(String uri, String message) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HttpHealthCheck.of(URI.create(uri)))
                    .withMessage(message);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "https://user:s3cret@payments.example/health",
                    "https://s3cret@payments.example/health",
                    "https://user:s3cret@my_service/health",
                    "ftp://user:s3cret@payments.example/health"
                })
        void withUserInfoAndDoesNotShowIt(String uri) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HttpHealthCheck.of(URI.create(uri)))
                    .satisfies(refused -> assertThat(refused.getMessage())
                            .contains("***@")
                            .doesNotContain("s3cret")
                            .doesNotContain("user:"));
        }

        @Test
        @SuppressWarnings("NullAway")
        void thatIsNull() {
            assertThatNullPointerException()
                    .isThrownBy(() -> HttpHealthCheck.of(null))
                    .withMessage("uri: null (expected: an http or https URI)");
        }
    }

    @Nested
    class RefusesAnOption {
        private final HttpHealthCheckBuilder builder = HttpHealthCheck.builder(PAYMENTS);

        @Test
        void aStatusThatIsNone() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.expectStatus(200, 99))
                    .withMessage("status: 99 (expected: 100 to 599)");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.expectStatus(600))
                    .withMessage("status: 600 (expected: 100 to 599)");
        }

        @Test
        void noStatusAtAll() {
            assertThatIllegalArgumentException()
                    .isThrownBy(builder::expectStatus)
                    .withMessage("statuses: [] (expected: one or more statuses)");
        }

        @Test
        void aMethodThatIsNotOneToAskWith() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.method("TRACE"))
                    .withMessage("method: TRACE (expected: GET, HEAD, OPTIONS, POST, PUT, PATCH or DELETE)");
        }

        @Test
        void aHeaderThatHttpForbidsWithoutShowingItsValue() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.header("X-Key", "s3cret\r\nX-Other: y"))
                    .withMessageStartingWith("header: X-Key (expected: ")
                    .satisfies(refused -> assertThat(refused).hasNoCause())
                    .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("s3cret"));
        }

        @Test
        void aHeaderThatTheClientSetsItself() {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> builder.header("Host", "elsewhere"))
                    .withMessageStartingWith("header: Host (expected: ");
        }
    }
}
