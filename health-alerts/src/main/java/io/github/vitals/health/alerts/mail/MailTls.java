package io.github.vitals.health.alerts.mail;

import java.util.Locale;

/** How the way to the mail server is protected. Immutable. */
public enum MailTls {
    /** The connection begins without TLS and goes on with it; a server that does not offer that gets nothing. */
    STARTTLS,
    /** TLS from the first byte on, as is usual at port 465. */
    IMPLICIT,
    /** None; only for a server on the same machine: {@code localhost}, {@code 127.x.x.x} or {@code ::1}. */
    NONE,
    /** None to wherever the server is, passwords included: for a network that is protected by other means. */
    INSECURE;

    private final String label = name().toLowerCase(Locale.ROOT);

    /**
     * The word as a configuration writes it.
     *
     * @return the lower-case name
     */
    public String label() {
        return label;
    }
}
