package io.github.vitals.health.net;

/** The kinds of DNS records that a {@link DnsHealthCheck} asks for, and how an answer is written. Immutable. */
public enum RecordType {
    /** An IPv4 address, as {@code 192.0.2.7}. */
    A,
    /** An IPv6 address, in any of its forms. */
    AAAA,
    /** Another name for the name, as {@code www.example}. */
    CNAME,
    /** A mail server and its preference, as {@code 10 mail.example}. */
    MX,
    /** A text; one in several parts is put together. */
    TXT,
    /** Priority, weight, port and host of a service, as {@code 0 5 5060 sip.example}. */
    SRV,
    /** A name server, as {@code ns1.example}. */
    NS
}
