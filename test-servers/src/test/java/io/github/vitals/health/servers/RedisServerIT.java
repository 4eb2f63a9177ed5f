package io.github.vitals.health.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisServerIT {
    private RedisServer server;

    @BeforeEach
    void start() {
        server = RedisServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String ask(RedisServer server, String command) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.setSoTimeout(300);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void itAnswers() throws IOException {
        assertThat(ask(server, "PING")).isEqualTo("+PONG");
        assertThat(server.uri()).isEqualTo("redis://127.0.0.1:" + server.port());
    }

    @Test
    void frozenItTakesConnectionsAndDoesNotAnswer() throws IOException {
        server.freeze();
        assertThatThrownBy(() -> ask(server, "PING")).isInstanceOf(SocketTimeoutException.class);
        server.thaw();
        assertThat(ask(server, "PING")).isEqualTo("+PONG");
    }

    @Test
    void killedItRefusesAndRestartedItAnswersOnTheSamePort() throws IOException {
        int port = server.port();
        server.freeze();
        server.kill();
        assertThatThrownBy(() -> ask(server, "PING")).isInstanceOf(ConnectException.class);
        assertThatThrownBy(server::freeze).isInstanceOf(IllegalStateException.class);
        server.restart();
        assertThat(server.port()).isEqualTo(port);
        assertThat(ask(server, "PING")).isEqualTo("+PONG");
    }

    @Test
    void itTakesOptions() throws IOException {
        try (RedisServer guarded = RedisServer.start("--requirepass", "a-password")) {
            assertThat(ask(guarded, "PING")).isEqualTo("-NOAU");
            assertThat(ask(guarded, "AUTH a-password")).startsWith("+OK");
        }
    }

    @Test
    void aBadOptionIsAnErrorThatShowsTheLog() {
        assertThatThrownBy(() -> RedisServer.embedded("--no-such-option", "x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("no-such-option");
    }

    @Test
    void twoServersStandSideBySide() throws IOException {
        try (RedisServer other = RedisServer.start()) {
            assertThat(other.port()).isNotEqualTo(server.port());
            assertThat(ask(other, "PING")).isEqualTo("+PONG");
        }
    }
}
