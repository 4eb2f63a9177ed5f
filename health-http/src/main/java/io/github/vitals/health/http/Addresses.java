package io.github.vitals.health.http;

/** Which of the addresses that a name resolves to are asked. */
public enum Addresses {
    /** One: the first that a connection can be opened to; the next is tried beside it after 250 ms. */
    FIRST,
    /** All, one after the other, each on a connection of its own. */
    ALL
}
