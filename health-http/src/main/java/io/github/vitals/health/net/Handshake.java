package io.github.vitals.health.net;

import io.github.vitals.health.outbound.Deadline;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** A TLS handshake over a line, and its end: nothing of an application is sent or read. Not thread-safe. */
final class Handshake {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final Duration LONGEST_FAREWELL = Duration.ofMillis(500);

    private final SSLEngine engine;
    private final Line line;
    private final ByteBuffer incoming;
    private final ByteBuffer outgoing;
    private final ByteBuffer plain;
    private boolean theirsTaken;
    private boolean oursShown;

    Handshake(SSLEngine engine, Line line) {
        this.engine = engine;
        this.line = line;
        this.incoming =
                ByteBuffer.allocate(engine.getSession().getPacketBufferSize()).flip();
        this.outgoing = ByteBuffer.allocate(2 * engine.getSession().getPacketBufferSize());
        this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
    }

    CertificateFacts perform(Deadline deadline) throws IOException, InterruptedException {
        try {
            engine.beginHandshake();
            while (inProgress(engine.getHandshakeStatus())) {
                step(deadline);
            }
            flush(deadline);
            return facts(engine.getSession());
        } catch (SSLException refused) {
            sayWhy(deadline);
            throw refused;
        }
    }

    private static boolean inProgress(HandshakeStatus status) {
        return status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED;
    }

    private static CertificateFacts facts(SSLSession session) throws IOException {
        List<X509Certificate> chain = Stream.of(session.getPeerCertificates())
                .map(X509Certificate.class::cast)
                .toList();
        return new CertificateFacts(chain, session.getProtocol(), session.getCipherSuite());
    }

    private void step(Deadline deadline) throws IOException, InterruptedException {
        switch (engine.getHandshakeStatus()) {
            case NEED_WRAP -> wrap(deadline);
            case NEED_TASK -> runTasks();
            default -> {
                flush(deadline);
                if (!unwrap(deadline)) {
                    throw new EOFException("closed in the handshake");
                }
            }
        }
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
        SSLSession session = engine.getHandshakeSession();
        if (session != null) {
            theirsTaken = theirsTaken || hasPeer(session);
            oursShown = oursShown || session.getLocalCertificates() != null;
        }
    }

    private static boolean hasPeer(SSLSession session) {
        try {
            return session.getPeerCertificates().length > 0;
        } catch (SSLPeerUnverifiedException notYet) {
            return false;
        }
    }

    /** Whether the server's certificate was taken and it was its turn to take ours, of which there was none. */
    boolean showedNone() {
        return theirsTaken && !oursShown;
    }

    /** What belongs together leaves together: a server that refuses its first part is not in the way of the rest. */
    private void wrap(Deadline deadline) throws IOException, InterruptedException {
        if (outgoing.remaining() < engine.getSession().getPacketBufferSize()) {
            flush(deadline);
        }
        SSLEngineResult unused = engine.wrap(NOTHING, outgoing);
    }

    private void flush(Deadline deadline) throws IOException, InterruptedException {
        outgoing.flip();
        try {
            line.send(outgoing, deadline);
        } finally {
            outgoing.clear();
        }
    }

    /** Returns false where the other side has ended the connection. */
    private boolean unwrap(Deadline deadline) throws IOException, InterruptedException {
        plain.clear();
        SSLEngineResult result = engine.unwrap(incoming, plain);
        if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
            incoming.compact();
            int count = line.receive(incoming, deadline);
            incoming.flip();
            return count >= 0;
        }
        return result.getStatus() != Status.CLOSED;
    }

    /** Tells the server as far as it still listens; what failed before is what counts. */
    private void sayWhy(Deadline deadline) throws InterruptedException {
        try {
            while (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !engine.isOutboundDone()) {
                wrap(deadline);
            }
            flush(deadline);
        } catch (IOException gone) {
            return; // it does not listen
        }
    }

    /**
     * Says goodbye. With TLS 1.3 our side is through before the server has looked at our certificate, and what it says
     * then comes before its own goodbye.
     */
    void end(Deadline deadline) throws SSLException, InterruptedException {
        Deadline farewell = deadline.atMost(LONGEST_FAREWELL);
        try {
            engine.closeOutbound();
            while (!engine.isOutboundDone()) {
                wrap(farewell);
            }
            flush(farewell);
            boolean open = engine.getSession().getProtocol().equals("TLSv1.3");
            while (open && !engine.isInboundDone() && !farewell.passed()) {
                open = unwrap(farewell);
            }
        } catch (SSLException refused) {
            throw refused;
        } catch (IOException closed) {
            return; // without a goodbye, which is no fault of the handshake
        }
    }
}
