package io.github.vitals.health.probe;

import java.io.PrintStream;
import java.time.Duration;

/**
 * How long is asked.
 *
 * @param within how long an answer that is not as expected is asked for again; zero for not at all
 * @param interval from an answer to the next request
 * @param timeout of one request, the whole of it
 */
record Patience(Duration within, Duration interval, Duration timeout) {
    /** Asks until the answer is as expected or the time is over; tells what is not as expected when that changes. */
    Verdict ask(Probe probe, Format format, PrintStream progress) throws InterruptedException {
        if (within.isZero()) {
            return probe.ask(timeout);
        }
        long start = System.nanoTime();
        String told = "";
        Verdict verdict = probe.ask(shorter(timeout, within));
        while (!verdict.asExpected()) {
            String problem = verdict.gist();
            if (format != Format.NONE && !problem.equals(told)) {
                progress.println("waiting: " + Format.SUMMARY.tell(verdict));
                told = problem;
            }
            pause(shorter(interval, left(start)));
            Duration left = left(start);
            if (left.toMillis() <= 0) {
                break;
            }
            verdict = next(probe, verdict, left);
        }
        return verdict;
    }

    /** The last request may have less time than it is given otherwise; that it was not enough says nothing new. */
    private Verdict next(Probe probe, Verdict last, Duration left) throws InterruptedException {
        Verdict next = probe.ask(shorter(timeout, left));
        Answer answer = next.answer();
        boolean cutShort = answer.code() == 0
                && left.compareTo(timeout) < 0
                && answer.took().compareTo(left) >= 0;
        return cutShort ? last : next;
    }

    private Duration left(long start) {
        return within.minusNanos(System.nanoTime() - start);
    }

    private static void pause(Duration time) throws InterruptedException {
        Thread.sleep(Math.max(0, time.toMillis()));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
