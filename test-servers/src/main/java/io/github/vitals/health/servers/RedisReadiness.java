package io.github.vitals.health.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A Redis answers once it replies to PING, be it that it asks for a password. */
final class RedisReadiness implements Readiness {
    private static final int PATIENCE_MILLIS = 1000;

    @Override
    public boolean answers(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            String reply = new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
            return reply.equals("+PONG") || reply.equals("-NOAU");
        } catch (IOException notYet) {
            return false;
        }
    }
}
