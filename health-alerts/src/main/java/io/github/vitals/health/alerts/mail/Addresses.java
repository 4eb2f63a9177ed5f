package io.github.vitals.health.alerts.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;

/** Addresses of e-mail, as the library understands them. */
final class Addresses {
    private static final int LONGEST = 320;
    private static final String EXPECTED =
            "an address, such as on-call@orders.example or Vitals <vitals@orders.example>";

    private Addresses() {}

    /** The address in the form that headers have. */
    static String require(String argument, String text) {
        try {
            InternetAddress[] parsed = InternetAddress.parse(text, true);
            if (parsed.length == 1 && plain(text) && good(parsed[0])) {
                return parsed[0].toString();
            }
        } catch (AddressException bad) {
            throw Arguments.invalid(argument, Line.of(text, LONGEST), EXPECTED);
        }
        throw Arguments.invalid(argument, Line.of(text, LONGEST), EXPECTED);
    }

    static String domain(String address) {
        try {
            String plain = new InternetAddress(address).getAddress();
            return plain.substring(plain.lastIndexOf('@') + 1);
        } catch (AddressException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static boolean plain(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    /** Local names beyond ASCII need servers that most are not. */
    private static boolean good(InternetAddress address) {
        String plain = address.getAddress();
        return !address.isGroup()
                && plain.length() <= LONGEST
                && plain.indexOf('@') > 0
                && StandardCharsets.US_ASCII.newEncoder().canEncode(plain)
                && !plain.contains(" ");
    }
}
