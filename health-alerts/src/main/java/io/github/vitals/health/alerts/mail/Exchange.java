package io.github.vitals.health.alerts.mail;

import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.DeliveryContext;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import io.github.vitals.health.alerts.channel.Receipt;
import io.github.vitals.health.alerts.channel.Secret;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Properties;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** One letter handed to the server. What blocks in it is ended from another thread, by closing the socket under it. */
final class Exchange implements Callable<Receipt> {
    private final MailSettings settings;
    private final AlertNotification notification;
    private final DeliveryContext context;
    private volatile String stage = "for a thread";
    private boolean abandoned;
    private @Nullable Socket open;

    Exchange(MailSettings settings, AlertNotification notification, DeliveryContext context) {
        this.settings = settings;
        this.notification = notification;
        this.context = context;
    }

    /** What is being waited for. */
    String stage() {
        return stage;
    }

    /** Ends it, wherever it is. */
    synchronized void abandon() {
        abandoned = true;
        close(open);
    }

    @Override
    public Receipt call() throws DeliveryFailure {
        Secret secret = settings.password();
        String password = secret == null ? null : secret.value();
        Answers answers = new Answers(settings.user(), password);
        try {
            Socket socket = socket();
            stage = "for the server's answer";
            return send(socket, password, answers);
        } catch (IOException failed) {
            throw answers.failure(failed);
        } finally {
            abandon();
        }
    }

    private Receipt send(Socket socket, @Nullable String password, Answers answers) throws DeliveryFailure {
        Session session = Session.getInstance(properties());
        URLName server = new URLName("smtp", settings.host(), settings.port(), null, settings.user(), password);
        SMTPTransport transport = new SMTPTransport(session, server);
        try {
            Letter letter = new Letter(settings, notification, context);
            transport.connect(socket);
            String answer = send(transport, letter.message(session), answers);
            transport.close();
            return new Receipt(answer, letter.reference());
        } catch (MessagingException failed) {
            throw answers.failure(failed, settings.tls(), transport);
        }
    }

    private static String send(SMTPTransport transport, MimeMessage message, Answers answers)
            throws MessagingException {
        try {
            transport.sendMessage(message, message.getAllRecipients());
            return answers.safe(transport.getLastServerResponse());
        } catch (SendFailedException failed) {
            if (Answers.sentToSome(failed)) {
                return answers.partial(failed);
            }
            throw failed;
        }
    }

    private Socket socket() throws IOException {
        stage = "for the address of " + settings.host();
        InetAddress[] addresses = InetAddress.getAllByName(settings.host());
        stage = "for a connection to " + settings.host() + ":" + settings.port();
        IOException failed = new IOException("no address");
        for (InetAddress address : addresses) {
            try {
                return connected(address, addresses.length);
            } catch (IOException unreachable) {
                failed = unreachable;
            }
        }
        throw failed;
    }

    private Socket connected(InetAddress address, int shares) throws IOException {
        Wire wire = new Wire();
        opened(wire);
        int timeout = (int) context.timeout().toMillis();
        // With the name as it was given, since the library takes the name to check the certificate for from here.
        InetAddress named = InetAddress.getByAddress(settings.host(), address.getAddress());
        wire.connect(new InetSocketAddress(named, settings.port()), Math.max(1, timeout / shares));
        wire.setSoTimeout(timeout);
        return settings.tls() == MailTls.IMPLICIT ? secured(wire) : wire;
    }

    private synchronized void opened(Socket socket) throws IOException {
        close(open);
        open = socket;
        if (abandoned) {
            socket.close();
        }
    }

    private Socket secured(Socket wire) throws IOException {
        SSLSocket secured = (SSLSocket) factory().createSocket(wire, settings.host(), settings.port(), true);
        if (settings.serverIdentity()) {
            SSLParameters parameters = secured.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secured.setSSLParameters(parameters);
        }
        secured.startHandshake();
        return secured;
    }

    private SSLSocketFactory factory() {
        SSLContext own = settings.context();
        return own == null ? (SSLSocketFactory) SSLSocketFactory.getDefault() : own.getSocketFactory();
    }

    private Properties properties() {
        Properties properties = new Properties();
        boolean startTls = settings.tls() == MailTls.STARTTLS;
        properties.put("mail.smtp.starttls.enable", String.valueOf(startTls));
        properties.put("mail.smtp.starttls.required", String.valueOf(startTls));
        properties.put("mail.smtp.ssl.socketFactory", factory());
        properties.put("mail.smtp.ssl.checkserveridentity", String.valueOf(settings.serverIdentity()));
        properties.put("mail.smtp.auth", String.valueOf(settings.user() != null));
        properties.put("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        properties.put("mail.smtp.sendpartial", "true");
        properties.put("mail.smtp.quitwait", "false");
        return properties;
    }

    private static void close(@Nullable Socket socket) {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException already) {
                // It is closed either way.
            }
        }
    }
}
