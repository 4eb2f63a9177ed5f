package io.github.vitals.health;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What {@link Judge} is to do, said as plainly as it can be said: it keeps every result there ever was and counts anew
 * each time. The tests of the judge and of the registry hold the real one against it.
 */
final class JudgeModel {
    private final int failures;
    private final int failureWindow;
    private final int successes;
    private final int successWindow;
    private final List<HealthStatus> results = new ArrayList<>();
    private HealthStatus judged = HealthStatus.UNKNOWN;
    private boolean flapping;

    JudgeModel(int failures, int failureWindow, int successes, int successWindow) {
        this.failures = failures;
        this.failureWindow = failureWindow;
        this.successes = successes;
        this.successWindow = successWindow;
    }

    void accept(HealthStatus result) {
        results.add(result);
        judged = judged == HealthStatus.UNKNOWN ? result : decide(result);
        long changes = changesInTheLast20();
        flapping = flapping ? changes > 2 : changes >= 6;
    }

    void forget() {
        judged = HealthStatus.UNKNOWN;
    }

    private HealthStatus decide(HealthStatus result) {
        HealthStatus decision = judged;
        for (HealthStatus candidate : HealthStatus.values()) {
            boolean worse = candidate.worseThan(judged) && !candidate.worseThan(result);
            if (worse && among(failureWindow, atLeast(candidate)) >= failures) {
                decision = candidate;
            }
        }
        for (HealthStatus candidate : fromWorstToBest()) {
            boolean better = judged.worseThan(candidate) && !result.worseThan(candidate);
            if (better && among(successWindow, atMost(candidate)) >= successes) {
                decision = candidate;
            }
        }
        return decision;
    }

    private static List<HealthStatus> fromWorstToBest() {
        return Stream.of(HealthStatus.values())
                .sorted((one, other) -> one.worseThan(other) ? -1 : 1)
                .toList();
    }

    private static Predicate<HealthStatus> atLeast(HealthStatus status) {
        return result -> !status.worseThan(result);
    }

    private static Predicate<HealthStatus> atMost(HealthStatus status) {
        return result -> !result.worseThan(status);
    }

    private static Predicate<HealthStatus> worseThan(HealthStatus status) {
        return result -> result.worseThan(status);
    }

    private static Predicate<HealthStatus> betterThan(HealthStatus status) {
        return status::worseThan;
    }

    private long among(int window, Predicate<HealthStatus> counted) {
        return last(window).stream().filter(counted).count();
    }

    private int inARow(List<HealthStatus> of, Predicate<HealthStatus> counted) {
        int row = 0;
        while (row < of.size() && counted.test(of.get(of.size() - 1 - row))) {
            row++;
        }
        return row;
    }

    private List<HealthStatus> last(int count) {
        return results.subList(Math.max(0, results.size() - count), results.size());
    }

    private long changesInTheLast20() {
        return IntStream.range(Math.max(1, results.size() - 20), results.size())
                .filter(i -> (results.get(i) == HealthStatus.UP) != (results.get(i - 1) == HealthStatus.UP))
                .count();
    }

    HealthStatus judged() {
        return judged;
    }

    boolean flapping() {
        return flapping;
    }

    int seen() {
        return last(Judge.LONGEST_WINDOW).size();
    }

    int failureStreak() {
        return inARow(results, result -> result != HealthStatus.UP);
    }

    int successStreak() {
        return inARow(results, result -> result == HealthStatus.UP);
    }

    boolean firstFailure() {
        return inARow(results, worseThan(judged)) == 1;
    }

    String streak() {
        if (inARow(results, worseThan(judged)) > 0) {
            return progress(worseThan(judged), failures, failureWindow, "failures");
        }
        if (inARow(results, betterThan(judged)) > 0) {
            return progress(betterThan(judged), successes, successWindow, "successes");
        }
        return "";
    }

    private String progress(Predicate<HealthStatus> counted, int needed, int window, String what) {
        if (needed == window) {
            return inARow(last(Judge.LONGEST_WINDOW), counted) + " of " + needed + " " + what;
        }
        return among(window, counted) + " of " + needed + " " + what + " in the last " + window;
    }
}
