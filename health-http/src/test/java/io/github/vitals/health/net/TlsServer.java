package io.github.vitals.health.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A TLS server of the JDK that shakes hands, reads to the end and closes. */
final class TlsServer implements AutoCloseable {
    private final SSLServerSocket listener;
    private final Thread acceptor = new Thread(this::accept, "tls-server");

    private TlsServer(SSLContext context) throws IOException {
        listener = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        acceptor.setDaemon(true);
    }

    static TlsServer start(HeldCertificate own) throws IOException {
        return start(own, "TLSv1.2", "TLSv1.3");
    }

    static TlsServer start(HeldCertificate own, String... protocols) throws IOException {
        TlsServer server = new TlsServer(
                new HandshakeCertificates.Builder().heldCertificate(own).build().sslContext());
        server.listener.setEnabledProtocols(protocols);
        server.acceptor.start();
        return server;
    }

    static TlsServer startWantingCertificate(HeldCertificate own, HeldCertificate authority, String protocol)
            throws IOException {
        TlsServer server = new TlsServer(new HandshakeCertificates.Builder()
                .heldCertificate(own)
                .addTrustedCertificate(authority.certificate())
                .build()
                .sslContext());
        server.listener.setNeedClientAuth(true);
        server.listener.setEnabledProtocols(new String[] {protocol});
        server.acceptor.start();
        return server;
    }

    int port() {
        return listener.getLocalPort();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread connection = new Thread(() -> serve((SSLSocket) socket), "tls-server-connection");
                connection.setDaemon(true);
                connection.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private static void serve(SSLSocket socket) {
        try (socket) {
            socket.getInputStream().readAllBytes();
        } catch (IOException refused) {
            return; // which is what many tests are about
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
