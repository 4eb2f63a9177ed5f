package io.github.vitals.health.history;

/**
 * How much memory the packed part of a history may take, and who may take how much of it: each check and group the same,
 * 60 KiB at most. Besides, each takes 3.5 KiB.
 */
final class MemoryBudget {
    private static final int KIBIBYTE = 1024;
    private static final int PARTS = 60;
    private static final int TRANSITIONS = 7;

    private final long total;
    private int series;

    MemoryBudget(long total) {
        this.total = total;
    }

    /** A sixteenth of the heap, but no more than 64 MiB, which is a year of a thousand checks. */
    static long ofThisProcess() {
        return Math.min(64L * KIBIBYTE * KIBIBYTE, Runtime.getRuntime().maxMemory() / 16);
    }

    /** So many share it now. */
    void shared(int among) {
        series = among;
    }

    int bytes(HistoryTier tier) {
        return part(
                switch (tier) {
                    case MINUTES -> 24;
                    case HOURS -> 10;
                    case DAYS -> 19;
                });
    }

    int bytesOfTransitions() {
        return part(TRANSITIONS);
    }

    private int part(int part) {
        long each = Math.min((long) PARTS * KIBIBYTE, total / Math.max(1, series));
        return (int) (each * part / PARTS);
    }
}
