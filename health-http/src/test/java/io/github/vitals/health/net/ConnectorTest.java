package io.github.vitals.health.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the JDK throws where a connection cannot be opened, with the texts of Linux. */
class ConnectorTest {
    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ConnectException("Connection refused"), FailureReason.CONNECT_REFUSED),
                Arguments.of(new SocketException("Network is unreachable"), FailureReason.CONNECT_REFUSED),
                Arguments.of(new NoRouteToHostException("No route to host"), FailureReason.CONNECT_REFUSED),
                Arguments.of(new ConnectException("Connection timed out"), FailureReason.CONNECT_TIMEOUT),
                Arguments.of(new SocketTimeoutException("within 1 s"), FailureReason.CONNECT_TIMEOUT),
                Arguments.of(new SocketException("Connection reset by peer"), FailureReason.CONNECTION_LOST),
                Arguments.of(new SocketException("Connection reset"), FailureReason.CONNECTION_LOST));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void eachIsToldByItsReason(IOException failure, FailureReason reason) {
        assertThat(Connector.reason(failure)).isEqualTo(reason);
    }
}
