package io.github.vitals.health.servers;

import java.time.Duration;

/** What a proxy does to the bytes on their way. Thread-safe. */
final class Faults {
    private static final long NO_LIMIT = Long.MAX_VALUE;
    private static final long NANOS = 1_000_000_000L;

    private Duration latency = Duration.ZERO;
    private long bytesPerSecond = NO_LIMIT;
    private long longestAnswer = NO_LIMIT;
    private boolean blackHole;

    synchronized void latency(Duration duration) {
        latency = duration;
    }

    synchronized void bandwidth(long limit) {
        bytesPerSecond = limit;
    }

    synchronized void cutAfter(long bytes) {
        longestAnswer = bytes;
    }

    synchronized void blackHole(boolean on) {
        blackHole = on;
        notifyAll();
    }

    synchronized void heal() {
        latency(Duration.ZERO);
        bandwidth(NO_LIMIT);
        cutAfter(NO_LIMIT);
        blackHole(false);
    }

    synchronized boolean blackHole() {
        return blackHole;
    }

    synchronized void awaitPassage() throws InterruptedException {
        while (blackHole) {
            wait();
        }
    }

    /** How long so many bytes take. */
    synchronized Duration delay(int bytes) {
        Duration sending =
                bytesPerSecond == NO_LIMIT ? Duration.ZERO : Duration.ofNanos(NANOS * bytes / bytesPerSecond);
        return latency.plus(sending);
    }

    /** How many bytes one connection may answer before it is cut. */
    synchronized long longestAnswer() {
        return longestAnswer;
    }

    /** How many bytes to pass on at once: with a limit, few enough that they trickle. */
    synchronized int portion() {
        return (int) Math.max(1, Math.min(8192, bytesPerSecond / 20));
    }
}
