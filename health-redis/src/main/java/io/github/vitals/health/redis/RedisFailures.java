package io.github.vitals.health.redis;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What an exception of Lettuce says about the server. */
final class RedisFailures {
    private static final int MOST = 50;

    private RedisFailures() {}

    static HealthResult result(Throwable failure) {
        String message = HealthResult.down(failure).message();
        return HealthResult.down(reason(failure), message).causedBy(failure);
    }

    /** What a store throws: a failure of the client, retold without secrets, whoever prints it. */
    static IOException withoutSecrets(Throwable failure) {
        IOException retold = new IOException(HealthResult.down(failure).message());
        retold.setStackTrace(failure.getStackTrace());
        return retold;
    }

    /** What TLS says, or else the innermost exception that says something. */
    static FailureReason reason(Throwable failure) {
        List<Throwable> chain = innermostFirst(failure);
        FailureReason tls = TlsFailures.reason(chain);
        if (tls != null) {
            return tls;
        }
        for (Throwable thrown : chain) {
            FailureReason found = reasonOf(thrown);
            if (found != null) {
                return found;
            }
        }
        return FailureReason.EXCEPTION;
    }

    private static List<Throwable> innermostFirst(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable next = failure; next != null && chain.size() < MOST; next = next.getCause()) {
            chain.add(next);
        }
        Collections.reverse(chain);
        return chain;
    }

    private static @Nullable FailureReason reasonOf(Throwable thrown) {
        if (thrown instanceof RedisCommandExecutionException error) {
            return Replies.reason(String.valueOf(error.getMessage()));
        }
        if (thrown instanceof RedisCommandTimeoutException) {
            // A PING of ours never fails so; the handshake of a connection does.
            return FailureReason.CONNECT_TIMEOUT;
        }
        if (thrown instanceof IOException io) {
            return byNetwork(io);
        }
        if (thrown instanceof IllegalStateException && says(thrown, "group is terminated", "shut down")) {
            // So Netty and its event loops tell that the client was shut down.
            return FailureReason.CLOSED;
        }
        return lost(thrown) ? FailureReason.CONNECTION_LOST : null;
    }

    /** The last is how Lettuce tells of a server that closes a connection before anything was said over it. */
    private static boolean lost(Throwable thrown) {
        return (thrown instanceof RedisException && says(thrown, "connection lost", "connection closed"))
                || (thrown instanceof IllegalStateException && says(thrown, "handshakehandler not registered"));
    }

    private static FailureReason byNetwork(IOException failure) {
        if (failure instanceof UnknownHostException) {
            return FailureReason.DNS;
        }
        if (failure instanceof SocketTimeoutException) {
            return FailureReason.CONNECT_TIMEOUT;
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return says(failure, "timed out") ? FailureReason.CONNECT_TIMEOUT : FailureReason.CONNECT_REFUSED;
        }
        return FailureReason.CONNECTION_LOST;
    }

    private static boolean says(Throwable thrown, String... texts) {
        String message = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
        for (String text : texts) {
            if (message.contains(text)) {
                return true;
            }
        }
        return false;
    }
}
