package io.github.vitals.health.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SqlFailuresTest {
    private static final String EXHAUSTED = "pool - Connection is not available, request timed out after 800ms ";

    private static SQLException state(String state) {
        return new SQLException("failed", state);
    }

    private static SQLException over(Throwable cause) {
        return new SQLException("The connection attempt failed.", "08001", cause);
    }

    private static SQLException pool(String message, Throwable cause) {
        return new SQLTransientConnectionException(message, "08001", cause);
    }

    static Stream<Arguments> failures() {
        Throwable expired = new CertificateExpiredException("NotAfter");
        return Stream.of(
                arguments(over(new UnknownHostException("db")), FailureReason.DNS),
                arguments(over(new ConnectException("Connection refused")), FailureReason.CONNECT_REFUSED),
                arguments(over(new ConnectException("Connection timed out")), FailureReason.CONNECT_TIMEOUT),
                arguments(over(new NoRouteToHostException("No route to host")), FailureReason.CONNECT_REFUSED),
                arguments(over(new SocketTimeoutException("Connect timed out")), FailureReason.CONNECT_TIMEOUT),
                arguments(over(new SocketTimeoutException("Read timed out")), FailureReason.TIMEOUT),
                arguments(over(new SSLHandshakeException("PKIX")), FailureReason.TLS_UNTRUSTED),
                arguments(over(new SSLHandshakeException("PKIX").initCause(expired)), FailureReason.TLS_EXPIRED),
                arguments(
                        over(new SSLHandshakeException("PKIX")
                                .initCause(new CertificateNotYetValidException("NotBefore"))),
                        FailureReason.TLS_NOT_YET_VALID),
                arguments(over(new SSLHandshakeException("no cipher suites in common")), FailureReason.TLS_HANDSHAKE),
                arguments(
                        over(new SSLHandshakeException("No subject alternative names present")),
                        FailureReason.TLS_HOSTNAME),
                arguments(
                        over(new SSLException("reset", new SocketException("Connection reset"))),
                        FailureReason.CONNECTION_LOST),
                arguments(
                        over(new SSLException("Read timed out", new SocketTimeoutException("Read timed out"))),
                        FailureReason.TIMEOUT),
                arguments(new SQLException("Too many connections", "08004", 1040), FailureReason.SATURATED),
                arguments(new SQLException("max_user_connections", "42000", 1203), FailureReason.SATURATED),
                arguments(new SQLException("Access denied", "28000", 1045), FailureReason.AUTH),
                arguments(new SQLException("--read-only", "HY000", 1290), FailureReason.READ_ONLY),
                arguments(new SQLException("read-only mode", "HY000", 1836), FailureReason.READ_ONLY),
                arguments(new SQLException("not allowed to connect", "HY000", 1130), FailureReason.AUTH),
                arguments(new SQLException("Access denied to database", "42000", 1044), FailureReason.AUTH),
                arguments(new SQLException("max_statement_time", "70100", 1969), FailureReason.TIMEOUT),
                arguments(new SQLException("maximum execution time", "HY000", 3024), FailureReason.TIMEOUT),
                arguments(state("08004"), FailureReason.CONNECT_REFUSED),
                arguments(new SQLException("Data source is closed"), FailureReason.CLOSED),
                arguments(new SQLException("Connection pool closed."), FailureReason.CLOSED),
                arguments(
                        new SQLException("HikariDataSource HikariDataSource (pool) has been closed."),
                        FailureReason.CLOSED),
                arguments(over(new SSLPeerUnverifiedException("other host")), FailureReason.TLS_HOSTNAME),
                arguments(pool(EXHAUSTED, new ConnectException("Connection refused")), FailureReason.CONNECT_REFUSED),
                arguments(pool(EXHAUSTED, state("28P01")), FailureReason.AUTH),
                arguments(state("28000"), FailureReason.AUTH),
                arguments(state("53300"), FailureReason.SATURATED),
                arguments(state("57P03"), FailureReason.STARTING),
                arguments(
                        new SQLException("the database system is shutting down", "57P03"),
                        FailureReason.CONNECT_REFUSED),
                arguments(state("08001"), FailureReason.CONNECT_REFUSED),
                arguments(new SQLException("attempt timed out.", "08001"), FailureReason.CONNECT_TIMEOUT),
                arguments(state("08006"), FailureReason.CONNECTION_LOST),
                arguments(state("57P01"), FailureReason.CONNECTION_LOST),
                arguments(state("57014"), FailureReason.TIMEOUT),
                arguments(state("25006"), FailureReason.READ_ONLY),
                arguments(state("42P01"), FailureReason.EXCEPTION),
                arguments(new SQLTimeoutException("late"), FailureReason.TIMEOUT),
                arguments(
                        new SQLTransientConnectionException(EXHAUSTED + "(total=2, active=2, idle=0, waiting=0)"),
                        FailureReason.TIMEOUT),
                arguments(
                        new SQLTransientConnectionException(EXHAUSTED + "(total=0, active=0, idle=0, waiting=0)"),
                        FailureReason.CONNECT_TIMEOUT),
                // HikariCP over a frozen server: it names the connection it has thrown out.
                arguments(
                        new SQLTransientConnectionException(
                                EXHAUSTED + "(total=0, active=0, idle=0, waiting=3)", "08003", state("08003")),
                        FailureReason.CONNECT_TIMEOUT),
                arguments(state("08003"), FailureReason.CONNECTION_LOST),
                arguments(
                        new IllegalStateException("pool", over(new ConnectException())), FailureReason.CONNECT_REFUSED),
                arguments(over(new SocketException("Connection reset")), FailureReason.CONNECTION_LOST),
                arguments(new SQLException("closed"), FailureReason.EXCEPTION));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void theReasonIsTheMostExactOneInTheChain(Exception failure, FailureReason reason) {
        assertThat(SqlFailures.result(failure).reason()).contains(reason);
    }

    @Test
    void aReasonThatIsChainedBesideTheCausesIsFound() {
        SQLException pool = new SQLTransientConnectionException(EXHAUSTED);
        pool.setNextException(state("28P01"));
        assertThat(SqlFailures.result(pool).reason()).contains(FailureReason.AUTH);
    }

    @Test
    void aChainThatIsACircleEnds() {
        SQLException one = new SQLException("one");
        SQLException other = new SQLException("other", one);
        one.setNextException(other);
        assertThat(SqlFailures.result(other).reason()).contains(FailureReason.EXCEPTION);
    }

    @Test
    void anInterruptionStaysOne() {
        SqlFailures.result(new SQLException("interrupted", new InterruptedException()));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void thePasswordInAUrlIsNotShown() {
        HealthResult result = SqlFailures.result(
                new SQLException("No suitable driver for jdbc:x://me:hunter2@db/orders?user=me&password=hunter2"));
        assertThat(result.message()).doesNotContain("hunter2").contains("/orders");
    }
}
