package io.github.vitals.health.alerts.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** TLS before a mail server that has none: from the first byte on, or after STARTTLS as RFC 3207 has it. */
final class TlsFront implements AutoCloseable {
    private final ServerSocket server;
    private final int behind;
    private final SSLSocketFactory tls;
    private final boolean startTls;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<String> inTheClear = new CopyOnWriteArrayList<>();

    TlsFront(int behind, SSLSocketFactory tls, boolean startTls) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.behind = behind;
        this.tls = tls;
        this.startTls = startTls;
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** What clients said before there was TLS. */
    List<String> inTheClear() {
        return inTheClear;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket target = new Socket(InetAddress.getLoopbackAddress(), behind)) {
            if (startTls && !greet(client)) {
                return;
            }
            SSLSocket secured = (SSLSocket) tls.createSocket(client, "localhost", client.getPort(), true);
            secured.setUseClientMode(false);
            secured.startHandshake();
            if (startTls) {
                line(target.getInputStream());
            }
            threads.execute(() -> pump(target, secured));
            pump(secured, target);
        } catch (IOException ended) {
            // As clients do that do not trust this.
        }
    }

    private boolean greet(Socket client) throws IOException {
        say(client, "220 front ready");
        while (true) {
            String command = line(client.getInputStream());
            inTheClear.add(command);
            if (command.startsWith("EHLO")) {
                say(client, "250-front");
                say(client, "250 STARTTLS");
            } else if (command.equals("STARTTLS")) {
                say(client, "220 go ahead");
                return true;
            } else {
                say(client, "530 5.7.0 Must issue a STARTTLS command first");
                return false;
            }
        }
    }

    private static void say(Socket client, String text) throws IOException {
        client.getOutputStream().write((text + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int each = in.read(); each != '\n'; each = in.read()) {
            if (each < 0) {
                throw new IOException("ended");
            }
            line.append((char) each);
        }
        return line.toString().strip();
    }

    private static void pump(Socket from, Socket to) {
        try (from;
                to) {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
        } catch (IOException ended) {
            // Either side may.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        threads.shutdownNow();
    }
}
