package io.github.vitals.health.probe;

import java.time.Duration;

/**
 * One question and what is expected of the answer.
 *
 * @param request what is asked
 * @param expectation what is expected
 * @param shown how texts of the target may be printed
 */
record Probe(Request request, Expectation expectation, Shown shown) {
    Verdict ask(Duration limit) throws InterruptedException {
        return new Verdict(this, Ask.of(request, limit));
    }
}
