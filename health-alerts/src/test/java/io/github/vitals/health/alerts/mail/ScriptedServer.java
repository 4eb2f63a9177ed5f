package io.github.vitals.health.alerts.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** A mail server that answers as it is told: by the command, or by as much of it as is given. */
final class ScriptedServer implements AutoCloseable {
    /** Says nothing more. */
    static final String SILENCE = "";

    private final ServerSocket server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final CountDownLatch hungUp = new CountDownLatch(1);
    private volatile Socket client;

    ScriptedServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "scripted-mail-server");
        thread.setDaemon(true);
        thread.start();
    }

    ScriptedServer answering(String command, String answer) {
        answers.put(command, answer);
        return this;
    }

    int port() {
        return server.getLocalPort();
    }

    List<String> said() {
        return said;
    }

    /** Reached when a client has closed its connection. */
    CountDownLatch hungUp() {
        return hungUp;
    }

    /** Closes the connection of the client. */
    void hangUp() {
        try {
            client.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket accepted = server.accept()) {
                client = accepted;
                converse(accepted);
            } catch (IOException ended) {
                // By the client, or by the test.
            }
            hungUp.countDown();
        }
    }

    private void converse(Socket socket) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        OutputStream out = socket.getOutputStream();
        say(out, answer("greeting", "220 scripted"));
        String command;
        while ((command = in.readLine()) != null) {
            said.add(command);
            if (command.equals("DATA") && !answers.containsKey("DATA")) {
                say(out, "354 go on");
                readLetter(in);
                say(out, answer(".", "250 2.0.0 queued as 4711"));
            } else {
                say(out, answer(command, "250 fine"));
            }
        }
    }

    private static void readLetter(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line != null && !line.equals(".")) {
            line = in.readLine();
        }
    }

    private String answer(String command, String otherwise) {
        return answers.entrySet().stream()
                .filter(each -> command.startsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(otherwise);
    }

    private static void say(OutputStream out, String answer) throws IOException {
        if (!answer.equals(SILENCE)) {
            out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
