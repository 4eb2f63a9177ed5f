package io.github.vitals.health.checks;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks for threads that wait for one another in a circle, and is DOWN if there are any: only a restart helps then.
 *
 * <p>Found are circles over monitors ({@code synchronized}) and over the locks of {@code java.util.concurrent} that know
 * their owner; see {@link ThreadMXBean#findDeadlockedThreads}. Not found are circles over semaphores, latches and the
 * like, which have no owner, and those in which a virtual thread takes part. The search stops all threads for a moment.
 *
 * <p>Policy defaults: period 30 s, and one finding decides (failure threshold 1), since a deadlock does not go away.
 *
 * <p>Reason: {@code assertion}. Details: {@code threads}, how many are in a circle, and for the first
 * {@value #MOST_NAMED} of them {@code thread.1} and so on: what the thread waits for, who holds it, and where it waits:
 * the first frame outside {@code java.*}.
 *
 * <p>Thread-safe.
 */
public final class DeadlockCheck implements HealthCheck {
    private static final int MOST_NAMED = 20;
    private static final int MOST_IN_MESSAGE = 4;
    private static final int FRAMES = 16;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    private DeadlockCheck() {}

    /**
     * The check.
     *
     * @return a new check
     */
    public static DeadlockCheck of() {
        return new DeadlockCheck();
    }

    @Override
    public HealthResult check(CheckContext context) {
        long[] ids = threads.isSynchronizerUsageSupported()
                ? threads.findDeadlockedThreads()
                : threads.findMonitorDeadlockedThreads();
        return ids == null ? HealthResult.up() : describe(ids);
    }

    private HealthResult describe(long[] ids) {
        List<String> names = new ArrayList<>();
        List<String> waits = new ArrayList<>();
        for (ThreadInfo thread : threads.getThreadInfo(Arrays.copyOf(ids, Math.min(ids.length, MOST_NAMED)), FRAMES)) {
            if (thread != null) {
                names.add(thread.getThreadName());
                waits.add(thread.getThreadName() + " waits for " + thread.getLockName() + ", held by "
                        + thread.getLockOwnerName() + place(thread));
            }
        }
        String shown = String.join(", ", names.subList(0, Math.min(names.size(), MOST_IN_MESSAGE)));
        int more = ids.length - MOST_IN_MESSAGE;
        HealthResult result = HealthResult.down(
                        ids.length + " threads are deadlocked: " + shown + (more > 0 ? " and " + more + " more" : ""))
                .detail("threads", ids.length);
        for (int number = 1; number <= waits.size(); number++) {
            result = result.detail("thread." + number, waits.get(number - 1));
        }
        return result;
    }

    private static String place(ThreadInfo thread) {
        return Arrays.stream(thread.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith("java."))
                .filter(frame -> !frame.getClassName().startsWith("jdk."))
                .findFirst()
                .map(frame ->
                        ", at " + frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber())
                .orElse("");
    }

    /**
     * Sets a period of 30 s and a failure threshold of 1.
     *
     * @param policy the policy to be
     */
    @Override
    public void defaults(CheckPolicyBuilder policy) {
        policy.period(Duration.ofSeconds(30)).failureThreshold(1);
    }

    @Override
    public String toString() {
        return "DeadlockCheck";
    }
}
