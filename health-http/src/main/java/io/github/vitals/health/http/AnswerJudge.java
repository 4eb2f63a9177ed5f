package io.github.vitals.health.http;

import io.github.vitals.health.HealthResult;

/** Judges a complete answer whose status is an expected one. */
interface AnswerJudge {
    /** Whether the body must be kept for the judgement. */
    boolean needsBody();

    /** The result so far, or one that is worse, with what the judge wants to be told added to it. */
    HealthResult judge(Answer answer, HealthResult soFar);
}
