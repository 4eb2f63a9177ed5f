package io.github.vitals.health.probe;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/** What the words of a command line mean. */
final class CommandLine {
    private static final List<String> OPTIONS =
            List.of("--expect", "--wait", "--interval", "--timeout", "--format", "--header", "--token-file", "--ca");

    /** Those whose values are no secrets. */
    private static final List<String> HARMLESS =
            List.of("host", "user-agent", "accept", "accept-language", "accept-encoding");

    private static final int LONGEST_TOKEN = 64 * 1024;

    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Shown shown = new Shown();
    private Expectation expectation = Expectation.SUCCESS;
    private Duration wait = Duration.ZERO;
    private Duration interval = Duration.ofSeconds(1);
    private Duration timeout = Duration.ofSeconds(2);
    private Format format = Format.SUMMARY;
    private boolean help;
    private boolean version;
    private boolean insecure;
    private @Nullable String url;
    private @Nullable String tokenFile;
    private @Nullable String authorities;

    private CommandLine() {}

    /** Nothing is read from files yet. */
    static CommandLine of(String[] words) throws BadUsage {
        CommandLine line = new CommandLine();
        int next = words.length > 0 && words[0].equals("probe") ? 1 : 0;
        while (next < words.length) {
            String word = words[next++];
            int equals = word.indexOf('=');
            if (!word.startsWith("-")) {
                line.target(word);
            } else if (!line.flag(word)) {
                String name = equals < 0 ? word : word.substring(0, equals);
                if (!OPTIONS.contains(name)) {
                    throw new BadUsage(Shown.printable(name), "unknown", "an option that --help names");
                }
                if (equals < 0 && next == words.length) {
                    throw new BadUsage(name, "nothing", "a value");
                }
                line.option(name, equals < 0 ? words[next++] : word.substring(equals + 1));
            }
        }
        return line;
    }

    /** The second may be a secret that lost its quotes. */
    private void target(String word) throws BadUsage {
        if (url != null) {
            throw new BadUsage("URL", "more than one", "one, and values with blanks in quotes");
        }
        url = word;
    }

    private boolean flag(String word) {
        switch (word) {
            case "--help", "-h" -> help = true;
            case "--version" -> version = true;
            case "--insecure" -> insecure = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    private void option(String name, String value) throws BadUsage {
        switch (name) {
            case "--expect" -> expectation = Expectation.of(name, value);
            case "--wait" -> wait = Times.parse(name, value);
            case "--interval" -> interval = Times.positive(name, value);
            case "--timeout" -> timeout = Times.positive(name, value);
            case "--format" -> format = Format.of(name, value);
            case "--header" -> header(name, value);
            case "--token-file" -> tokenFile = value;
            default -> authorities = value;
        }
    }

    boolean help() {
        return help;
    }

    boolean version() {
        return version;
    }

    Format format() {
        return format;
    }

    Patience patience() {
        return new Patience(wait, interval, timeout);
    }

    /** Reads the files that are named. */
    Probe probe() throws BadUsage {
        URL target = url();
        Map<String, String> sent = new LinkedHashMap<>();
        if (target.getUserInfo() != null) {
            sent.put("Authorization", basic(target.getUserInfo()));
        }
        if (tokenFile != null) {
            sent.put("Authorization", "Bearer " + token(tokenFile));
        }
        sent.putAll(headers);
        if (insecure && authorities != null) {
            throw new BadUsage("--insecure", "beside --ca", "one of them");
        }
        boolean secure = target.getProtocol().equals("https");
        SSLSocketFactory trusting = secure && insecure ? Trust.everybody() : null;
        if (authorities != null) {
            trusting = Trust.in("--ca", authorities);
        }
        return new Probe(
                new Request(target, sent, trusting, null),
                wait.isZero() ? expectation : expectation.within(wait),
                shown);
    }

    private URL url() throws BadUsage {
        String expected = "http://... or https://...";
        if (url == null) {
            throw new BadUsage("URL", "none", expected + "; see --help");
        }
        try {
            URL target = new URI(url).toURL();
            boolean http =
                    target.getProtocol().equals("http") || target.getProtocol().equals("https");
            if (http && target.getHost() != null && !target.getHost().isEmpty()) {
                return target;
            }
        } catch (URISyntaxException | MalformedURLException | IllegalArgumentException malformed) {
            // Said below, without what may be secret in it.
        }
        throw new BadUsage("URL", withoutSecrets(url), expected);
    }

    /** Of a text that is no URL, maybe because of a character in its password. */
    private static String withoutSecrets(String url) {
        String host = url.substring(url.lastIndexOf('@') + 1);
        int query = host.indexOf('?');
        return Shown.printable(query < 0 ? host : host.substring(0, query) + "?...");
    }

    private String basic(String userInfo) {
        // In user-info, other than in a form, a plus sign is one.
        String pair = URLDecoder.decode(userInfo.replace("+", "%2B"), StandardCharsets.UTF_8);
        String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        shown.hide(userInfo);
        shown.hide(pair.substring(pair.indexOf(':') + 1));
        shown.hide(encoded);
        return "Basic " + encoded;
    }

    private String token(String file) throws BadUsage {
        String expected = "a readable file with a token";
        try (InputStream in = new FileInputStream(file)) {
            String token = new String(in.readNBytes(LONGEST_TOKEN + 1), StandardCharsets.ISO_8859_1).strip();
            if (token.isEmpty() || token.length() > LONGEST_TOKEN || token.indexOf(' ') >= 0 || !printable(token)) {
                throw new BadUsage("--token-file", file, expected);
            }
            shown.hide(token);
            return token;
        } catch (IOException unreadable) {
            throw new BadUsage("--token-file", file, expected);
        }
    }

    /** The value is not shown, whatever is wrong with it. */
    private void header(String option, String text) throws BadUsage {
        int colon = text.indexOf(':');
        String name = text.substring(0, Math.max(0, colon)).strip();
        String value = text.substring(colon + 1).strip();
        if (name.isEmpty() || name.indexOf(' ') >= 0 || !printable(name) || value.isEmpty() || !printable(value)) {
            throw new BadUsage(option, "***", "'Name: value', in visible ASCII");
        }
        headers.put(name, value);
        if (!HARMLESS.contains(name.toLowerCase(Locale.ROOT))) {
            shown.hide(value);
            shown.hide(value.substring(value.indexOf(' ') + 1));
        }
    }

    private static boolean printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
