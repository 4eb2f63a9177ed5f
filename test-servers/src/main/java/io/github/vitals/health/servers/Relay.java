package io.github.vitals.health.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.function.Consumer;

/** One client's connection through a proxy: two sockets and two threads, which end with it. */
final class Relay {
    private final Socket client;
    private final Socket server = new Socket();
    private final InetSocketAddress target;
    private final Faults faults;
    private final Consumer<Relay> onEnd;
    private final Pump asking;
    private final Pump answering;
    private final List<Thread> threads;

    Relay(Socket client, InetSocketAddress target, Faults faults, Consumer<Relay> onEnd) {
        this.client = client;
        this.target = target;
        this.faults = faults;
        this.onEnd = onEnd;
        this.asking = new Pump(client, server, faults);
        this.answering = new Pump(server, client, faults);
        this.threads = List.of(thread("ask", this::ask), thread("answer", this::answer));
    }

    private static Thread thread(String what, Runnable work) {
        Thread thread = new Thread(work, "fault-proxy-" + what);
        thread.setDaemon(true);
        return thread;
    }

    void start() {
        threads.get(0).start();
    }

    /** Whether the client still holds its connection. */
    boolean held() {
        return !asking.ended() && !client.isClosed();
    }

    private void ask() {
        try {
            server.connect(target);
            threads.get(1).start();
            asking.run();
        } catch (IOException lost) {
            spread();
        } catch (InterruptedException closed) {
            reset();
        }
        end();
    }

    private void answer() {
        try {
            if (!answering.run(faults::longestAnswer)) {
                reset();
            }
        } catch (IOException lost) {
            spread();
        } catch (InterruptedException closed) {
            reset();
        }
        end();
    }

    /** One side is lost: so is the other, as soon as the news can pass. */
    private void spread() {
        try {
            faults.awaitPassage();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
        reset();
    }

    private void end() {
        if (client.isClosed() || (asking.ended() && answering.ended())) {
            reset();
            onEnd.accept(this);
        }
    }

    /** Sends no more to the client, who may go on sending. */
    void halfClose() {
        answering.mute();
        try {
            client.shutdownOutput();
        } catch (IOException gone) {
            reset();
        }
    }

    /** Both sides find the connection reset, unless they have closed it. */
    void reset() {
        abort(client);
        abort(server);
    }

    private static void abort(Socket socket) {
        try (socket) {
            socket.setSoLinger(true, 0);
        } catch (IOException closed) {
            return; // which is what is wanted
        }
    }

    /** Resets the connection and waits until its threads have ended. */
    void close() throws InterruptedException {
        reset();
        threads.forEach(Thread::interrupt);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
