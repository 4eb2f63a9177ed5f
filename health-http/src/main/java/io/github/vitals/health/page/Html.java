package io.github.vitals.health.page;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Writes HTML: text and attributes are escaped. What is different at each look without telling anything new, such as the
 * age of the data, is written as {@linkplain #passing passing} and not part of the {@linkplain #tag() tag}.
 */
final class Html {
    private static final int BYTES = 16;

    private final StringBuilder out = new StringBuilder(1 << 14);
    private final StringBuilder lasting = new StringBuilder();
    private int told;

    /** The beginning of an element; attributes are names and values in turn, an empty value for one without. */
    Html open(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]);
            if (!attributes[i + 1].isEmpty()) {
                escape(out.append("=\""), attributes[i + 1]);
                out.append('"');
            }
        }
        out.append('>');
        return this;
    }

    Html close(String element) {
        out.append("</").append(element).append('>');
        return this;
    }

    /** An element that holds nothing but text. */
    Html element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close(element);
    }

    Html text(String text) {
        escape(out, text);
        return this;
    }

    /** Markup of ours. */
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** To have figures written without a text for each. */
    StringBuilder out() {
        return out;
    }

    /** What is written by this tells nothing new the next time. */
    Html passing(Runnable writing) {
        lasting.append(out, told, out.length());
        writing.run();
        told = out.length();
        return this;
    }

    /** Of what has been written, without what is passing. */
    String tag() {
        lasting.append(out, told, out.length());
        told = out.length();
        byte[] digest = sha256(lasting.toString().getBytes(StandardCharsets.UTF_8));
        return "W/\"" + HexFormat.of().formatHex(digest, 0, BYTES) + '"';
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    byte[] bytes() {
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Safe as text and as a quoted attribute; characters that HTML does not allow become question marks. */
    private static void escape(StringBuilder to, String text) {
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            switch (each) {
                case '&' -> to.append("&amp;");
                case '<' -> to.append("&lt;");
                case '>' -> to.append("&gt;");
                case '"' -> to.append("&quot;");
                case '\'' -> to.append("&#39;");
                case '\n', '\t' -> to.append(each);
                default -> to.append(allowed(each) ? each : '?');
            }
        }
    }

    private static boolean allowed(char each) {
        return !Character.isISOControl(each) && each < '\uFFFE' && !(each >= '\uFDD0' && each <= '\uFDEF');
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
