package io.github.vitals.health.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.vitals.health.FailureReason;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RedisFailuresTest {
    private static Throwable over(Throwable cause) {
        return new RedisConnectionException("Unable to connect to redis://***@db:6379", cause);
    }

    private static Throwable tls(Throwable cause) {
        return over(new SSLHandshakeException("handshake failed").initCause(cause));
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                arguments(over(new UnknownHostException("db")), FailureReason.DNS),
                arguments(over(new ConnectException("Connection refused")), FailureReason.CONNECT_REFUSED),
                arguments(over(new ConnectException("connection timed out")), FailureReason.CONNECT_TIMEOUT),
                arguments(over(new NoRouteToHostException("No route")), FailureReason.CONNECT_REFUSED),
                arguments(over(new SocketTimeoutException("late")), FailureReason.CONNECT_TIMEOUT),
                arguments(over(new RedisCommandTimeoutException("initialization")), FailureReason.CONNECT_TIMEOUT),
                arguments(over(new IOException("Connection reset by peer")), FailureReason.CONNECTION_LOST),
                arguments(new RedisException(new ClosedChannelException()), FailureReason.CONNECTION_LOST),
                arguments(new RedisException("Connection closed"), FailureReason.CONNECTION_LOST),
                arguments(tls(new CertificateExpiredException("NotAfter")), FailureReason.TLS_EXPIRED),
                arguments(tls(new CertificateException("No subject alternative DNS name")), FailureReason.TLS_HOSTNAME),
                arguments(tls(new CertificateException("not signed")), FailureReason.TLS_UNTRUSTED),
                arguments(tls(new CertificateNotYetValidException("NotBefore")), FailureReason.TLS_NOT_YET_VALID),
                arguments(over(new SSLHandshakeException("no cipher")), FailureReason.TLS_HANDSHAKE),
                arguments(new RedisCommandExecutionException("NOAUTH required"), FailureReason.AUTH),
                arguments(over(new RedisCommandExecutionException("WRONGPASS x")), FailureReason.AUTH),
                arguments(new RedisCommandExecutionException("NOPERM ping"), FailureReason.AUTH),
                arguments(new RedisCommandExecutionException("DENIED Redis is running"), FailureReason.AUTH),
                arguments(new RedisCommandExecutionException("ERR AUTH <password> called"), FailureReason.AUTH),
                arguments(new RedisCommandExecutionException("LOADING Redis"), FailureReason.STARTING),
                arguments(new RedisCommandExecutionException("MASTERDOWN Link"), FailureReason.REPLICATION_STOPPED),
                arguments(new RedisCommandExecutionException("CLUSTERDOWN Hash slot"), FailureReason.INCOMPLETE),
                arguments(new RedisCommandExecutionException("READONLY You"), FailureReason.READ_ONLY),
                arguments(new RedisCommandExecutionException("NOREPLICAS Not"), FailureReason.READ_ONLY),
                arguments(new RedisCommandExecutionException("MISCONF Redis"), FailureReason.PERSISTENCE),
                arguments(new RedisCommandExecutionException("OOM command"), FailureReason.SATURATED),
                arguments(
                        over(new RedisCommandExecutionException("ERR max number of clients")), FailureReason.SATURATED),
                arguments(new RedisCommandExecutionException("BUSY script"), FailureReason.STATUS),
                arguments(new IllegalStateException("Event executor group is terminated."), FailureReason.CLOSED),
                arguments(
                        over(new IllegalStateException("RedisHandshakeHandler not registered")),
                        FailureReason.CONNECTION_LOST),
                arguments(new IllegalStateException("broken"), FailureReason.EXCEPTION));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void theInnermostExceptionThatSaysSomethingDecides(Throwable failure, FailureReason reason) {
        assertThat(RedisFailures.result(failure).reason()).contains(reason);
    }
}
