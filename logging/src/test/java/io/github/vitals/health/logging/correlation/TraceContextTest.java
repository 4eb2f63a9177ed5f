package io.github.vitals.health.logging.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @ParameterizedTest
    @CsvSource({
        "00, false, false",
        "01, true, false",
        "02, false, true",
        "03, true, true",
        "ff, true, true",
        "f8, false, false"
    })
    void flagsAreReadAndUnknownOnesAreNotSentOn(String flags, boolean sampled, boolean random) {
        TraceContext parsed =
                TraceContext.parse("00-" + TRACE + '-' + SPAN + '-' + flags).orElseThrow();
        assertThat(parsed).isEqualTo(new TraceContext(TRACE, SPAN, sampled, random));
        assertThat(parsed.header()).endsWith("-0" + ((sampled ? 1 : 0) + (random ? 2 : 0)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-will-be-like",
                "fe-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-05"
            })
    void aVersionOfTheFutureIsReadAsFarAsItIsKnownAndSentOnAsVersion00(String header) {
        assertThat(TraceContext.parse(header).orElseThrow().header())
                .isEqualTo("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "bad",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "0-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                ".0-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "0.-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "0A-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "000-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00F067AA0BA902B7-01",
                "00-.bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-gbf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e47360-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b70-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b.-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-.0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0.",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0A",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-1",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-001",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what-the-future-will-not-be-like",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 ",
                "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what-the-future-will-not-be-like",
                "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
                "00-٤bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01,00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
            })
    void whatTheStandardCallsInvalidIsNotRead(String header) {
        assertThat(TraceContext.parse(header)).isEmpty();
    }

    @Test
    void aChildHasTheTraceAndTheFlagsAndASpanOfItsOwn() {
        TraceContext parent = new TraceContext(TRACE, SPAN, true, false);
        TraceContext child = parent.child();
        assertThat(child.traceId()).isEqualTo(TRACE);
        assertThat(child.spanId()).isNotEqualTo(SPAN);
        assertThat(child.header()).matches("00-" + TRACE + "-[0-9a-f]{16}-01");
    }

    @Test
    void aNewTraceIsRandomAndSaysSo() {
        TraceContext trace = TraceContext.start(false);
        assertThat(trace.header()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-02");
        assertThat(TraceContext.parse(trace.header())).contains(trace);
        assertThat(TraceContext.start(true).traceId()).isNotEqualTo(trace.traceId());
        assertThat(TraceContext.start(true).sampled()).isTrue();
    }

    @Test
    void idsThatTheStandardForbidsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TraceContext("abc", SPAN, true, true))
                .withMessage("traceId: abc (expected: 32 lower-case hexadecimal digits, not all zero)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TraceContext(TRACE, "0000000000000000", true, true))
                .withMessage("spanId: 0000000000000000 (expected: 16 lower-case hexadecimal digits, not all zero)");
    }
}
