package io.github.vitals.health.servers;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** The program in an {@link AttackedProcess}. It answers on its standard output what it is asked on its standard input. */
final class Application {
    static final String LOOK = "look";

    /** What a line begins with that is meant for whoever asks. */
    static final String ANSWER = "answer: ";

    private static final Duration STEP = Duration.ofMillis(1);

    private final AtomicLong pause = new AtomicLong();

    private Application() {}

    /** The argument is the class that starts the server. */
    public static void main(String[] arguments) throws Exception {
        Constructor<?> server = Class.forName(arguments[0]).getDeclaredConstructor();
        server.setAccessible(true);
        Object uri = ((Callable<?>) server.newInstance()).call();
        Application application = new Application();
        application.start();
        System.out.println(ANSWER + uri);
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (LOOK.equals(input.readLine())) {
            System.out.println(ANSWER + application.look());
        }
    }

    private void start() {
        Thread steps = new Thread(this::step, "application");
        steps.setDaemon(true);
        steps.start();
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(2, task -> {
            Thread thread = new Thread(task, "application-pool");
            thread.setDaemon(true);
            return thread;
        });
        AtomicLong last = new AtomicLong(System.nanoTime());
        var unused = pool.scheduleWithFixedDelay(() -> stepped(last), 0, STEP.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void step() {
        AtomicLong last = new AtomicLong(System.nanoTime());
        while (true) {
            LockSupport.parkNanos(STEP.toNanos());
            stepped(last);
        }
    }

    private void stepped(AtomicLong last) {
        long now = System.nanoTime();
        pause.accumulateAndGet(now - last.getAndSet(now), Math::max);
    }

    private String look() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int most = threads.getPeakThreadCount();
        long longest = pause.get();
        System.gc();
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        threads.resetPeakThreadCount();
        pause.set(0);
        return heap + " " + most + " " + files() + " " + longest;
    }

    private static long files() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : -1;
    }
}
