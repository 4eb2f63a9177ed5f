package io.github.vitals.health.alerts;

import java.net.URI;

/** Addresses that people are to open. */
final class Links {
    private static final int LONGEST = 1_000;

    private Links() {}

    static String require(String argument, URI address) {
        Arguments.requireNonNull(argument, address, "an address");
        String text = address.toString();
        boolean web = "http".equalsIgnoreCase(address.getScheme()) || "https".equalsIgnoreCase(address.getScheme());
        if (!web || address.getHost() == null || address.getRawUserInfo() != null || text.length() > LONGEST) {
            throw Arguments.invalid(
                    argument,
                    address.getRawUserInfo() == null ? text : "with user-info",
                    "an http or https address without user-info, of at most " + LONGEST + " characters");
        }
        return text;
    }
}
