package io.github.vitals.health.jdbc;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an exception of a driver or a pool says about the database. */
final class SqlFailures {
    private static final int MOST = 50;

    /** HikariCP's count of connections in use, in the message of a borrow that timed out. */
    private static final Pattern NONE_IN_USE = Pattern.compile("\\bactive=0\\b");

    /** How pools say that they were closed by who opened them. */
    private static final Pattern CLOSED =
            Pattern.compile("(?i)(data ?source|pool)\\b.{0,80}\\b(is|has been|was)? ?(already )?closed\\b");

    /** How to see a reason in one exception, the most exact way first. */
    private static final List<Function<Throwable, @Nullable FailureReason>> WAYS =
            List.of(SqlFailures::byNetwork, SqlFailures::byState, SqlFailures::byConnectionState, SqlFailures::byKind);

    /** Those that tell of the database. */
    private static final List<Function<Throwable, @Nullable FailureReason>> EXACT = WAYS.subList(0, 3);

    private SqlFailures() {}

    static HealthResult result(Exception failure) {
        List<Throwable> chain = chain(failure);
        if (chain.stream().anyMatch(InterruptedException.class::isInstance)) {
            Thread.currentThread().interrupt();
        }
        String message = HealthResult.down(failure).message();
        return HealthResult.down(reason(chain, WAYS), message).causedBy(failure);
    }

    /**
     * Whether a data source had nothing to give in time, without a failure of the database's that would say why. While
     * all of a pool is lent, what it says of the last attempt to open a connection is old.
     */
    static boolean noneToGive(Exception failure, boolean exhausted) {
        if (failure instanceof Lender.NothingLent) {
            return true;
        }
        List<Throwable> chain = chain(failure);
        boolean waited = chain.stream()
                .anyMatch(thrown -> thrown instanceof SQLTransientConnectionException
                        || thrown instanceof NoSuchElementException
                        || thrown.getClass().getSimpleName().equals("PoolExhaustedException"));
        return waited && (exhausted || reason(chain, EXACT) == FailureReason.EXCEPTION);
    }

    /** The failure, its causes, and what JDBC chains beside the causes; from the outside inwards. */
    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        collect(failure, chain);
        return chain;
    }

    private static void collect(@Nullable Throwable failure, List<Throwable> chain) {
        if (failure == null || chain.size() >= MOST || chain.stream().anyMatch(seen -> seen == failure)) {
            return;
        }
        chain.add(failure);
        collect(failure.getCause(), chain);
        if (failure instanceof SQLException sql) {
            collect(sql.getNextException(), chain);
        }
    }

    private static FailureReason reason(
            List<Throwable> chain, List<Function<Throwable, @Nullable FailureReason>> ways) {
        for (Function<Throwable, @Nullable FailureReason> way : ways) {
            for (Throwable thrown : chain) {
                FailureReason found = way.apply(thrown);
                if (found != null) {
                    return found;
                }
            }
        }
        return FailureReason.EXCEPTION;
    }

    private static @Nullable FailureReason byNetwork(Throwable thrown) {
        if (thrown instanceof UnknownHostException) {
            return FailureReason.DNS;
        }
        if (thrown instanceof ConnectException || thrown instanceof NoRouteToHostException) {
            return says(thrown, "timed out") ? FailureReason.CONNECT_TIMEOUT : FailureReason.CONNECT_REFUSED;
        }
        if (thrown instanceof SocketTimeoutException) {
            return says(thrown, "connect") ? FailureReason.CONNECT_TIMEOUT : FailureReason.TIMEOUT;
        }
        if (thrown instanceof SocketException || thrown instanceof EOFException) {
            return FailureReason.CONNECTION_LOST;
        }
        return TlsFailures.reason(thrown, chain(thrown));
    }

    private static @Nullable FailureReason byState(Throwable thrown) {
        FailureReason told = thrown instanceof SQLException sql ? Vendor.reason(sql) : null;
        return told == null && state(thrown).startsWith("28") ? FailureReason.AUTH : told;
    }

    /**
     * The states of class 08 tell that there is no connection, which others in the chain may tell the cause of. That one
     * was used after its end, 08003, says least: a pool names so what it has thrown out while the server hangs.
     */
    private static @Nullable FailureReason byConnectionState(Throwable thrown) {
        String state = state(thrown);
        return switch (state) {
            case "08001" -> says(thrown, "timed out") ? FailureReason.CONNECT_TIMEOUT : FailureReason.CONNECT_REFUSED;
            case "08003" -> null;
            case "08004" -> FailureReason.CONNECT_REFUSED;
            default -> state.startsWith("08") ? FailureReason.CONNECTION_LOST : null;
        };
    }

    private static String state(Throwable thrown) {
        return thrown instanceof SQLException sql && sql.getSQLState() != null ? sql.getSQLState() : "";
    }

    private static @Nullable FailureReason byKind(Throwable thrown) {
        if (thrown instanceof SQLTimeoutException) {
            return FailureReason.TIMEOUT;
        }
        if (thrown instanceof SQLTransientConnectionException) {
            return NONE_IN_USE.matcher(String.valueOf(thrown.getMessage())).find()
                    ? FailureReason.CONNECT_TIMEOUT
                    : FailureReason.TIMEOUT;
        }
        if (thrown instanceof SQLException
                && CLOSED.matcher(String.valueOf(thrown.getMessage())).find()) {
            return FailureReason.CLOSED;
        }
        return state(thrown).equals("08003") ? FailureReason.CONNECTION_LOST : null;
    }

    private static boolean says(Throwable thrown, String text) {
        return String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT).contains(text);
    }
}
