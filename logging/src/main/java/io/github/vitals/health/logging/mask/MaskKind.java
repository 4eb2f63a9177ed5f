package io.github.vitals.health.logging.mask;

/** What is masked, and what is counted by. */
public enum MaskKind {
    /** The whole value of a field whose name says that it is secret. */
    FIELD,
    /** What stands after a secret's name in a text: {@code password=…}, {@code "token": "…"}. */
    NAMED,
    /** Credentials after the name of their scheme: {@code Bearer …}, {@code Basic …}. */
    AUTHORIZATION,
    /** The user-info of a URL. */
    URL,
    /**
     * What looks like an access key or token whatever stands beside it: JSON Web Tokens, keys of clouds, code hosts and
     * payment services, addresses of chat hooks.
     */
    TOKEN,
    /** The private keys of PEM blocks. */
    PRIVATE_KEY,
    /** Numbers of payment cards: the length and first digits of a network, and Luhn's check digit. */
    CARD,
    /** International bank account numbers whose check digits are right. */
    IBAN,
    /** E-mail addresses; the domain stays. */
    EMAIL,
    /** What one of the application's own patterns finds. */
    OWN
}
