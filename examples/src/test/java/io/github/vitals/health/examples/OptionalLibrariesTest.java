package io.github.vitals.health.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.http.HttpExpectation;
import io.github.vitals.health.logging.mask.Masker;
import io.github.vitals.health.net.DnsHealthCheck;
import io.github.vitals.health.net.TcpHealthCheck;
import org.junit.jupiter.api.Test;

/** What needs a library says so where the library is missing, as it is on this module's class path. */
class OptionalLibrariesTest {
    @Test
    void aRegularExpressionNamesTheOneItNeeds() {
        assertThatThrownBy(() -> HttpExpectation.bodyMatches("a+"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "a regular expression needs the library com.google.re2j:re2j, an optional dependency: add it to yours");
        assertThatThrownBy(() -> TcpHealthCheck.builder("127.0.0.1", 1).expectMatching("a+"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("com.google.re2j:re2j");
    }

    @Test
    void aPatternToMaskNamesTheOneItNeeds() {
        assertThatThrownBy(() -> Masker.of(it -> it.pattern("a+")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("com.google.re2j:re2j");
        assertThat(Masker.standard().mask("password=hunter2")).isEqualTo("password=***");
    }

    @Test
    void aJsonPathNamesTheOneItNeeds() {
        assertThatThrownBy(() -> HttpExpectation.json("$.a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("com.jayway.jsonpath:json-path");
    }

    @Test
    void aQuestionToANameServerNamesTheOneItNeeds() {
        assertThatThrownBy(() -> DnsHealthCheck.of("payments.example"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dnsjava:dnsjava");
    }
}
