package io.github.vitals.health.servers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Carries bytes from one socket to another, as the faults let it. */
final class Pump {
    /** How often it looks whether what it holds may pass. */
    private static final Duration LOOK = Duration.ofMillis(10);

    private static final int MOST_HELD = 1 << 20;

    private final Socket from;
    private final Socket to;
    private final Faults faults;
    private final byte[] buffer = new byte[8192];
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private volatile boolean ended;
    private volatile boolean muted;
    private long passed;

    Pump(Socket from, Socket to, Faults faults) {
        this.from = from;
        this.to = to;
        this.faults = faults;
    }

    /** Whether the side that it reads from has ended the connection, also when the news has not passed yet. */
    boolean ended() {
        return ended;
    }

    void mute() {
        muted = true;
    }

    void run() throws IOException, InterruptedException {
        run(() -> Long.MAX_VALUE);
    }

    /** Returns false if it stopped at the limit, true at the end of what there was to carry. */
    boolean run(LongSupplier limit) throws IOException, InterruptedException {
        from.setSoTimeout((int) LOOK.toMillis());
        while (!ended) {
            read();
            if (!faults.blackHole() && !pass(limit)) {
                return false;
            }
        }
        faults.awaitPassage();
        boolean whole = pass(limit);
        if (whole && !muted) {
            to.shutdownOutput();
        }
        return whole;
    }

    private void read() throws IOException, InterruptedException {
        if (held.size() > MOST_HELD) {
            faults.awaitPassage();
            return;
        }
        try {
            int count = from.getInputStream().read(buffer);
            ended = count < 0;
            held.write(buffer, 0, Math.max(0, count));
        } catch (SocketTimeoutException nothingYet) {
            return;
        } catch (IOException lost) {
            ended = true;
            throw lost;
        }
    }

    private boolean pass(LongSupplier limit) throws IOException, InterruptedException {
        byte[] bytes = held.toByteArray();
        held.reset();
        int position = 0;
        while (position < bytes.length) {
            int count = (int) Math.min(
                    Math.min(faults.portion(), bytes.length - position), Math.max(0, limit.getAsLong() - passed));
            TimeUnit.NANOSECONDS.sleep(faults.delay(count).toNanos());
            write(bytes, position, count);
            position += count;
            passed += count;
            if (passed >= limit.getAsLong()) {
                return false;
            }
        }
        return passed < limit.getAsLong();
    }

    private void write(byte[] bytes, int offset, int count) throws IOException {
        if (!muted) {
            to.getOutputStream().write(bytes, offset, count);
        }
    }
}
