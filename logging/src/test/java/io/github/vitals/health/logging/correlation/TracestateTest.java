package io.github.vitals.health.logging.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TracestateTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "foo=1",
                "foo=1,bar=2",
                "foo=1 \t , \t bar=2, \t baz=3",
                "foo=1,",
                "foo=1,,,bar=2",
                "foo=1,foo=2",
                "0foo=1",
                "fw529a3039@dt=FfIxMA",
                "a-_*/@b=1",
                "foo= !\"#$%&'()*+-./0123456789:;<>?@AZ[\\]^_`az{|}~"
            })
    void whatFollowsTheStandardIsPassedOnAsItCame(String tracestate) {
        assertThat(Tracestate.of(List.of(tracestate))).isEqualTo(tracestate);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",",
                "foo",
                "foo=",
                "=1",
                "foo =1",
                "FOO=1",
                "foo.bar=1",
                "-foo=1",
                "foo=1,bar",
                "foo=bar=baz",
                "foo=1\r\nX-Evil: 1",
                "foo=\u00e9"
            })
    void whatDoesNotFollowItIsNotPassedOn(String tracestate) {
        assertThat(Tracestate.of(List.of(tracestate))).isEmpty();
    }

    @Test
    void severalHeadersAreOneListInTheirOrder() {
        assertThat(Tracestate.of(List.of("foo=1", "bar=2"))).isEqualTo("foo=1,bar=2");
        assertThat(Tracestate.of(List.of())).isEmpty();
    }

    @Test
    void thirtyTwoMembersArePassedOnAndThirtyThreeAreNot() {
        assertThat(Tracestate.of(List.of(members(32)))).isEqualTo(members(32));
        assertThat(Tracestate.of(List.of(members(33)))).isEmpty();
    }

    @Test
    void keysAndValuesHaveAtMost256Characters() {
        assertThat(Tracestate.of(List.of("k".repeat(256) + "=1"))).isNotEmpty();
        assertThat(Tracestate.of(List.of("k".repeat(257) + "=1"))).isEmpty();
        assertThat(Tracestate.of(List.of("k=" + "v".repeat(256)))).isNotEmpty();
        assertThat(Tracestate.of(List.of("k=" + "v".repeat(257)))).isEmpty();
    }

    @Test
    void beyond512CharactersLongMembersGoFirstAndThenThoseAtTheEnd() {
        String head = "head=" + "h".repeat(200);
        String middle = "middle=" + "m".repeat(100);
        String tail = "tail=" + "t".repeat(250);
        assertThat(Tracestate.of(List.of("a=" + "v".repeat(251), "b=" + "v".repeat(256))))
                .hasSize(512);
        assertThat(Tracestate.of(List.of(head, middle, tail))).isEqualTo(head + ',' + middle);
        String hundred = "s=" + "v".repeat(98);
        String four = String.join(",", hundred, hundred, hundred, hundred);
        assertThat(Tracestate.of(List.of("long=" + "v".repeat(245), four))).isEqualTo(four);
        String short1 = "s=" + "v".repeat(120);
        String five = String.join(",", short1, short1, short1, short1, short1);
        assertThat(Tracestate.of(List.of(five))).isEqualTo(String.join(",", short1, short1, short1, short1));
    }

    private static String members(int number) {
        return IntStream.range(0, number).mapToObj(i -> "k" + i + "=" + i).collect(Collectors.joining(","));
    }
}
