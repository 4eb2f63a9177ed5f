package io.github.vitals.health.endpoint;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;

/** Bearer tokens that are accepted, as digests of the same length each: comparing tells nothing of the tokens. */
final class Tokens {
    private static final int SHORTEST = 16;
    private static final String SCHEME = "Bearer ";

    private final List<byte[]> digests;

    private Tokens(List<byte[]> digests) {
        this.digests = digests;
    }

    /** The value of a token is never in the message. */
    static Tokens of(List<String> tokens) {
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("tokens: none (expected: at least one)");
        }
        for (String token : tokens) {
            if (token.length() < SHORTEST || !token.chars().allMatch(each -> each > ' ' && each < 127)) {
                throw new IllegalArgumentException("token: one of " + token.length()
                        + " characters (expected: at least " + SHORTEST + ", of visible ASCII)");
            }
        }
        return new Tokens(tokens.stream().map(Tokens::digest).toList());
    }

    /** What a request sends as its bearer token; empty if it sends none. */
    static Optional<String> sentBy(HealthRequest request) {
        return request.header("Authorization")
                .filter(sent -> sent.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(sent -> sent.substring(SCHEME.length()).strip());
    }

    /** Compares with all of them, whatever the first ones say. */
    boolean contain(String token) {
        byte[] sent = digest(token);
        boolean found = false;
        for (byte[] digest : digests) {
            found |= MessageDigest.isEqual(digest, sent);
        }
        return found;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
