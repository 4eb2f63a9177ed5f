package io.github.vitals.health.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private static final int SHORT = 200;

    private ServerSocket echo;
    private Thread server;
    private FaultProxy proxy;

    /** A server that sends back what it is sent. */
    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        server = new Thread(this::serve, "echo");
        server.setDaemon(true);
        server.start();
        proxy = FaultProxy.before(echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    private void serve() {
        while (!echo.isClosed()) {
            try {
                Socket socket = echo.accept();
                Thread connection = new Thread(() -> echo(socket), "echo-connection");
                connection.setDaemon(true);
                connection.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException lost) {
            return; // the client's business
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), proxy.port()), SHORT);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String ask(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return new String(socket.getInputStream().readNBytes(text.length()), StandardCharsets.US_ASCII);
    }

    @Test
    void withoutFaultsEverythingGoesThroughAndTheEndToo() throws IOException {
        try (Socket socket = connect()) {
            assertThat(ask(socket, "hello")).isEqualTo("hello");
            socket.shutdownOutput();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void latencyDelaysBothWays() throws IOException {
        try (Socket socket = connect()) {
            proxy.latency(Duration.ofMillis(100));
            assertThat(took(() -> ask(socket, "hello"))).isGreaterThanOrEqualTo(Duration.ofMillis(200));
            proxy.heal();
            assertThat(ask(socket, "again")).isEqualTo("again");
        }
    }

    @Test
    void bandwidthLetsAnAnswerTrickle() throws IOException {
        try (Socket socket = connect()) {
            proxy.bandwidth(1000);
            assertThat(took(() -> ask(socket, "x".repeat(200)))).isGreaterThanOrEqualTo(Duration.ofMillis(200));
        }
    }

    @Test
    void aBlackHoleHoldsEverythingUntilItIsHealed() throws IOException {
        proxy.blackHole();
        try (Socket socket = connect()) {
            socket.setSoTimeout(SHORT);
            assertThatThrownBy(() -> ask(socket, "hello")).isInstanceOf(SocketTimeoutException.class);
            proxy.heal();
            socket.setSoTimeout(10_000);
            assertThat(socket.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
        }
    }

    @Test
    void aClientThatLeavesABlackHoleIsNotCounted() throws IOException {
        proxy.blackHole();
        Socket socket = connect();
        socket.getOutputStream().write(1);
        await().until(() -> proxy.connections() == 1);
        socket.close();
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void resetReachesEveryClient() throws IOException {
        try (Socket first = connect();
                Socket second = connect()) {
            ask(first, "a");
            ask(second, "b");
            proxy.reset();
            assertThatThrownBy(() -> first.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> second.getInputStream().read()).isInstanceOf(SocketException.class);
            await().until(() -> proxy.connections() == 0);
        }
    }

    @Test
    void halfCloseEndsTheAnswersOnly() throws IOException {
        try (Socket socket = connect()) {
            ask(socket, "a");
            proxy.halfClose();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
            socket.getOutputStream().write(1);
            assertThat(proxy.connections()).isOne();
        }
    }

    @Test
    void anAnswerIsCutAfterSoManyBytes() throws IOException {
        proxy.cutAfter(3);
        try (Socket socket = connect()) {
            InputStream answer = socket.getInputStream();
            socket.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> answer.readNBytes(4)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void refusesAndListensAgainOnTheSamePort() throws IOException {
        try (Socket open = connect()) {
            ask(open, "a");
            proxy.refuse();
            assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
            assertThat(ask(open, "still")).isEqualTo("still");
            proxy.listen();
            try (Socket next = connect()) {
                assertThat(ask(next, "hello")).isEqualTo("hello");
            }
        }
    }

    @Test
    void aHangingHandshakeDoesNotAnswerUntilItIsHealed() throws IOException {
        proxy.hang();
        assertThatThrownBy(this::connect).isInstanceOf(SocketTimeoutException.class);
        proxy.heal();
        try (Socket next = connect()) {
            assertThat(ask(next, "hello")).isEqualTo("hello");
        }
    }

    @Test
    void aServerThatIsGoneResetsTheClient() throws Exception {
        echo.close();
        // While somebody is still about to accept, a connection may come through.
        server.join();
        // Maybe before it has seen that it was connected.
        assertThatThrownBy(() -> {
                    try (Socket socket = connect()) {
                        socket.getInputStream().read();
                    }
                })
                .isInstanceOf(SocketException.class)
                .isNotInstanceOf(ConnectException.class);
    }

    @Test
    void closedItLeavesNoThreadWhateverTheFault() throws IOException {
        proxy.blackHole();
        try (Socket socket = connect()) {
            socket.getOutputStream().write(1);
            await().until(() -> proxy.connections() == 1);
            proxy.close();
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().startsWith("fault-proxy"));
        }
    }

    private static Duration took(Asking asking) throws IOException {
        long begun = System.nanoTime();
        asking.ask();
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @FunctionalInterface
    private interface Asking {
        void ask() throws IOException;
    }
}
