package io.github.vitals.health.alerts.mail;

import io.github.vitals.health.alerts.channel.Secret;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link MailChannel}.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>if not set</th></tr>
 *   <tr><td>tls</td><td>STARTTLS</td></tr>
 *   <tr><td>user</td><td>nobody: no password is sent</td></tr>
 *   <tr><td>from, to</td><td>have to be set</td></tr>
 *   <tr><td>subjectPrefix</td><td>none</td></tr>
 *   <tr><td>sslContext, trust</td><td>the JDK's</td></tr>
 *   <tr><td>serverIdentity</td><td>true</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class MailChannelBuilder {
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._:-]{1,253}");
    private static final Pattern LOOPBACK = Pattern.compile("(?i)localhost|127(\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1");
    private static final int MOST_RECIPIENTS = 50;
    private static final int LONGEST = 200;

    private final String host;
    private final int port;
    private final Set<String> to = new LinkedHashSet<>();
    private MailTls tls = MailTls.STARTTLS;
    private boolean serverIdentity = true;
    private String subjectPrefix = "";
    private @Nullable SSLContext context;
    private @Nullable String user;
    private @Nullable Secret password;
    private @Nullable String from;

    MailChannelBuilder(String host, int port) {
        if (!HOST.matcher(Arguments.requireNonNull("host", host, "a name")).matches()) {
            throw Arguments.invalid("host", Line.of(host, LONGEST), "the name or address of a server");
        }
        if (port < 1 || port > 65_535) {
            throw Arguments.invalid("port", port, "1 to 65535");
        }
        this.host = host;
        this.port = port;
    }

    /**
     * Sets how the way to the server is protected; STARTTLS if not set.
     *
     * @param tls how
     * @return this builder
     */
    public MailChannelBuilder tls(MailTls tls) {
        this.tls = Arguments.requireNonNull("tls", tls, "a way");
        return this;
    }

    /**
     * Sets who sends, with AUTH PLAIN or LOGIN; nobody if not set.
     *
     * @param user one line of at most 200 characters
     * @param password is read again for each letter
     * @return this builder
     * @throws IllegalArgumentException if the user is not such
     */
    public MailChannelBuilder user(String user, Secret password) {
        this.user = Arguments.requireText("user", user, LONGEST);
        this.password = Arguments.requireNonNull("password", password, "a secret");
        return this;
    }

    /**
     * Sets whom letters are from.
     *
     * @param address possibly with a name: {@code Vitals <vitals@orders.example>}
     * @return this builder
     * @throws IllegalArgumentException if it is no address
     * @throws IllegalStateException if the library {@code org.eclipse.angus:angus-mail} is not there
     */
    public MailChannelBuilder from(String address) {
        Library.require();
        this.from = Addresses.require("from", Arguments.requireNonNull("from", address, "an address"));
        return this;
    }

    /**
     * Adds whom letters are for. Each sees the others.
     *
     * @param addresses possibly with names; at most 50 in all
     * @return this builder
     * @throws IllegalArgumentException if one is no address
     * @throws IllegalStateException if the library {@code org.eclipse.angus:angus-mail} is not there
     */
    public MailChannelBuilder to(String... addresses) {
        Library.require();
        for (String each : addresses) {
            to.add(Addresses.require("to", Arguments.requireNonNull("to", each, "an address")));
        }
        return this;
    }

    /**
     * Sets what subjects begin with; nothing if not set.
     *
     * @param prefix one line of at most 200 characters, for example {@code [orders]}
     * @return this builder
     * @throws IllegalArgumentException if it is not such
     */
    public MailChannelBuilder subjectPrefix(String prefix) {
        this.subjectPrefix = Arguments.requireText("subjectPrefix", prefix, LONGEST);
        return this;
    }

    /**
     * Sets whom to trust, and which certificate to show to the server; this JVM's if not set.
     *
     * @param context initialised; stays the caller's
     * @return this builder
     */
    public MailChannelBuilder sslContext(SSLContext context) {
        this.context = Arguments.requireNonNull("context", context, "a context");
        return this;
    }

    /**
     * Trusts servers whose certificates are in a file, or are signed by one there, and no others. The file is read now.
     *
     * @param file with certificates in PEM form
     * @return this builder
     * @throws IllegalArgumentException if it cannot be read
     */
    public MailChannelBuilder trust(Path file) {
        this.context = Trusted.by(Arguments.requireNonNull("trust", file, "a path"));
        return this;
    }

    /**
     * Sets whether the server's certificate has to be for the host; it has to if not set. Without that, anybody who has
     * any certificate that is trusted reads the password.
     *
     * @param checked false for a server that is known by another name
     * @return this builder
     */
    public MailChannelBuilder serverIdentity(boolean checked) {
        this.serverIdentity = checked;
        return this;
    }

    /**
     * Makes the channel.
     *
     * @return a channel that has opened nothing
     * @throws IllegalArgumentException if nobody is named that letters are from or for, or there is no TLS to a server
     *     that is not on this machine
     * @throws IllegalStateException if the library {@code org.eclipse.angus:angus-mail} is not there
     */
    public MailChannel build() {
        Library.require();
        if (from == null) {
            throw Arguments.invalid("from", "none", "an address");
        }
        if (to.isEmpty() || to.size() > MOST_RECIPIENTS) {
            throw Arguments.invalid("to", to.size() + " addresses", "1 to " + MOST_RECIPIENTS);
        }
        if (tls == MailTls.NONE && !LOOPBACK.matcher(host).matches()) {
            throw Arguments.invalid(
                    "tls", "none", "starttls or implicit, or insecure, as " + host + " is not this machine");
        }
        return new MailChannel(new MailSettings(
                host, port, tls, context, serverIdentity, user, password, from, List.copyOf(to), subjectPrefix));
    }
}
