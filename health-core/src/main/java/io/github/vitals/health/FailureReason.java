package io.github.vitals.health;

import java.util.Locale;

/**
 * Why something is not {@link HealthStatus#UP}: one closed set for JSON, metric labels, log fields, alerts and the
 * page. Immutable.
 */
public enum FailureReason {
    /** No answer within the policy's timeout. */
    TIMEOUT,
    /** A run that timed out earlier still has not come back. */
    STUCK,
    /** The check threw, or answered with nothing. */
    EXCEPTION,
    /** The host name could not be resolved. */
    DNS,
    /** Nobody listens at the address. */
    CONNECT_REFUSED,
    /** The connection could not be opened in time. */
    CONNECT_TIMEOUT,
    /** An open connection was closed or reset by the other side. */
    CONNECTION_LOST,
    /** The certificate is out of date, or soon will be. */
    TLS_EXPIRED,
    /** The certificate is not valid yet. */
    TLS_NOT_YET_VALID,
    /** The certificate is not signed by anyone we trust. */
    TLS_UNTRUSTED,
    /** The certificate is for another host. */
    TLS_HOSTNAME,
    /** The TLS handshake failed for another reason than the certificate. */
    TLS_HANDSHAKE,
    /** The credentials were refused. */
    AUTH,
    /** It answers, but is not ready yet: it still starts, loads or recovers. */
    STARTING,
    /** The answer is not of the protocol that was spoken. */
    PROTOCOL,
    /** The answer's status code is not one that was expected. */
    STATUS,
    /** A header of the answer is not as expected. */
    HEADER,
    /** The body of the answer is not as expected. */
    BODY,
    /** Too many redirects, or one that must not be followed. */
    REDIRECT,
    /** The answer is larger than allowed. */
    SIZE,
    /** The target is not one that may be asked. */
    BLOCKED,
    /** No connection of the pool was free in time. */
    POOL_EXHAUSTED,
    /** Something that was lent seems never to be given back. */
    LEAK,
    /** The pool or client was closed on our side. */
    CLOSED,
    /** It takes no writes although it should. */
    READ_ONLY,
    /** It has another role than expected: a replica where a primary should be, or the other way round. */
    ROLE,
    /** A replica is too far behind. */
    REPLICATION_LAG,
    /** A replica receives or replays nothing: disconnected, paused or broken. */
    REPLICATION_STOPPED,
    /** A part of it is missing, such as a cluster's node with its slots. */
    INCOMPLETE,
    /** It could not write its data to disk. */
    PERSISTENCE,
    /** The schema is not the one expected: a migration has failed or is pending. */
    SCHEMA,
    /** Near the limit of what it can hold or do. */
    SATURATED,
    /** Answers, but too slowly. */
    SLOW,
    /** The last result is older than its limit. */
    STALE,
    /** A job that reports in by itself has not, for too long. */
    SILENT,
    /** Something it depends on is down. */
    DEPENDENCY,
    /** Who asks has no connection to anything, so it cannot tell. */
    BLIND,
    /** The check looked and did not find what it expected. */
    ASSERTION;

    private final String label = name().toLowerCase(Locale.ROOT);

    /**
     * The reason as every surface writes it.
     *
     * @return the lower-case name, for example {@code connect_refused}
     */
    public String label() {
        return label;
    }
}
