package io.github.vitals.health.net;

import io.github.vitals.health.outbound.IpLiteral;
import io.github.vitals.health.outbound.Shown;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/** How answers are written, so that they can be compared: host names in lower case without a dot at the end. */
final class DnsAnswers {
    private DnsAnswers() {}

    static List<String> of(Message message, RecordType type) {
        int wanted = Type.value(type.name());
        return message.getSection(Section.ANSWER).stream()
                .filter(record -> record.getType() == wanted)
                .map(DnsAnswers::text)
                .toList();
    }

    private static String text(Record record) {
        if (record instanceof ARecord address) {
            return address.getAddress().getHostAddress();
        }
        if (record instanceof AAAARecord address) {
            return address.getAddress().getHostAddress();
        }
        return record instanceof TXTRecord text ? String.join("", text.getStrings()) : name(record.rdataToString());
    }

    /** What a user wrote, in the same form. */
    static String normal(RecordType type, String expected) {
        return switch (type) {
            case A, AAAA -> address(expected);
            case TXT -> expected;
            default -> name(expected);
        };
    }

    private static String address(String text) {
        try {
            if (IpLiteral.is(text)) {
                return InetAddress.getByName(text).getHostAddress();
            }
        } catch (UnknownHostException invalid) {
            throw new IllegalArgumentException("answer: " + Shown.quoted(text), invalid);
        }
        throw Arguments.invalid("answer", Shown.quoted(text), "an IP address");
    }

    private static String name(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
