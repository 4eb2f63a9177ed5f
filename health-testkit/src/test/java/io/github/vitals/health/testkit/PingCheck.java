package io.github.vitals.health.testkit;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A check as a user would write it: asks a Redis over a plain socket, which ignores interruption. */
class PingCheck implements HealthCheck {
    private final int port;

    PingCheck(int port) {
        this.port = port;
    }

    @Override
    public HealthResult check(CheckContext context) throws Exception {
        int patience = (int) Math.max(1, context.remaining().toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), patience);
            socket.setSoTimeout(patience);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == '+' ? HealthResult.up() : HealthResult.down("no PONG");
        } catch (ConnectException refused) {
            return HealthResult.down(FailureReason.CONNECT_REFUSED, refused.getMessage());
        } catch (SocketTimeoutException late) {
            return HealthResult.down(FailureReason.TIMEOUT, late.getMessage());
        } catch (IOException lost) {
            return HealthResult.down(FailureReason.CONNECTION_LOST, lost.getMessage());
        }
    }

    @Override
    public boolean external() {
        return true;
    }
}
