package io.github.vitals.health.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that says exactly what a test wants it to, and nothing that HTTP wants it to. */
public final class RawServer implements AutoCloseable {
    private final ServerSocket listening;
    private final Script script;
    private final boolean first;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final AtomicInteger ended = new AtomicInteger();

    /** What is done with a connection once a request has come. */
    @FunctionalInterface
    public interface Script {
        void play(Socket connection) throws IOException;
    }

    public RawServer(Script script) throws IOException {
        this(InetAddress.getLoopbackAddress(), 0, script);
    }

    public RawServer(InetAddress address, int port, Script script) throws IOException {
        this(address, port, script, false);
    }

    private RawServer(InetAddress address, int port, Script script, boolean first) throws IOException {
        this.script = script;
        this.first = first;
        this.listening = new ServerSocket(port, 50, address);
        daemon(this::accept);
    }

    /** Says a text and then neither says more nor closes the connection. */
    public static RawServer saying(String text) throws IOException {
        return new RawServer(connection -> say(connection, text));
    }

    /** Says a text before it was asked anything. */
    public static RawServer greeting(String text) throws IOException {
        return new RawServer(InetAddress.getLoopbackAddress(), 0, connection -> say(connection, text), true);
    }

    public static void say(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
    }

    /** Closes so that the other side sees a reset. */
    static void reset(Socket connection) throws IOException {
        connection.setSoLinger(true, 0);
        connection.close();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort() + "/");
    }

    /** How many connections were opened. */
    public int accepted() {
        return open.size();
    }

    /** How many connections the other side has ended. */
    public int ended() {
        return ended.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listening.accept();
                open.add(connection);
                daemon(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket connection) {
        try {
            InputStream in = connection.getInputStream();
            String request = "";
            while (!first && !request.endsWith("\r\n\r\n")) {
                int next = in.read();
                if (next < 0) {
                    throw new EOFException("no request");
                }
                request += (char) next;
            }
            script.play(connection);
            while (in.read() >= 0) {}
        } catch (IOException reset) {
            // A reset ends a connection as well, and so does a request that does not come.
        }
        ended.incrementAndGet();
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket connection : open) {
                connection.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
