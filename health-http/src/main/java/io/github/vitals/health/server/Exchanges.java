package io.github.vitals.health.server;

import io.github.vitals.health.server.Seat.Glance;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the JDK's server reads requests and answers them: a bounded number of threads, none of which a client can hold.
 *
 * <p>The JDK's server reads a request on the thread that answers it, blocking, and its own limits of time are properties
 * of the whole process. So each exchange has limits here, one for each {@link Phase}; past it its thread is interrupted,
 * which closes the connection it is blocked on.
 *
 * <p>A few threads do all the work while clients are quick. Those that are held up are made up for by others, up to
 * {@link #MOST}; from then on the connections whose clients have held a thread for longest give way to those that wait
 * for one. A sweep sees to all that: four times a second, more often while connections wait for a thread, and not at all
 * while there is nothing to do. A request costs no timer.
 */
final class Exchanges implements Executor {
    static final int MOST = 256;

    private static final Logger log = LoggerFactory.getLogger(HealthServer.class);

    /** Enough for all the work there is, and no more: each further one only makes the others wait. */
    private static final int FEW = Math.max(4, 2 * Runtime.getRuntime().availableProcessors());

    private static final int MOST_WAITING = 16_384;

    /** For the requests that are being read, beyond the usual, and as much for answers. */
    private static final long MOST_MEMORY =
            Math.max(8 << 20, Runtime.getRuntime().maxMemory() / 16);

    /** What reading a request of the usual size takes, its connection included, and more than most answers do. */
    private static final long USUAL_MEMORY = 128 << 10;

    /** Garbage for the most part. The first one in a process takes 5 MB. */
    private static final long HANDSHAKE_MEMORY = 384 << 10;

    private static final Duration KEEP_ALIVE = Duration.ofSeconds(5);
    private static final Duration SWEEP = Duration.ofMillis(250);
    private static final Duration SWEEP_OF_A_CROWD = Duration.ofMillis(10);
    private static final Duration HELD_UP = Duration.ofMillis(20);

    /** Within that time whoever was given up should have let go of the thread. */
    private static final Duration LEAVING = Duration.ofMillis(250);

    private static final Duration LOOK = Duration.ofMillis(5);

    private final Allocations allocations = Allocations.ofProcess();
    private final long usualMemory;
    private final Set<Seat> seats = ConcurrentHashMap.newKeySet();
    private final WaitingLine waiting = new WaitingLine(MOST_WAITING, System::nanoTime);
    private final ThreadPoolExecutor threads = new Threads();
    private final Thread sweeper = daemon(this::sweep, "health-server-timer");

    /** How many have a thread or wait for one. */
    private final AtomicInteger underWay = new AtomicInteger();

    /** How many had ended at the last sweep; known to the sweeper alone. */
    private long done;

    private volatile boolean resting;
    private volatile boolean crowded;
    private volatile boolean closed;

    Exchanges(boolean secured) {
        usualMemory = secured ? HANDSHAKE_MEMORY : USUAL_MEMORY;
        sweeper.start();
    }

    static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void execute(Runnable exchange) {
        boolean free = underWay.incrementAndGet() <= threads.getCorePoolSize();
        try {
            threads.execute(waiting.arrival(exchange));
        } catch (RejectedExecutionException busy) {
            underWay.decrementAndGet();
            throw busy;
        }
        if (resting || !(free || crowded)) {
            crowded = !free;
            LockSupport.unpark(sweeper);
        }
    }

    /** Called on an exchange's thread: what it is at from now on. */
    void now(Phase phase) {
        now(phase, 0);
    }

    /** The same, with the size in bytes of what is held in memory for that. */
    void now(Phase phase, int held) {
        if (Thread.currentThread() instanceof Seat seat) {
            seat.enter(phase, held);
        }
    }

    /**
     * Called on an exchange's thread: has the JDK's server read from the exchange's connection once more, which is how it
     * hears that a connection has ended, and forgets it.
     *
     * @return what does that, on whichever thread
     */
    Runnable reading() {
        Runnable exchange = Thread.currentThread() instanceof Seat seat ? seat.exchange() : null;
        return exchange == null
                ? () -> {}
                : () -> {
                    now(Phase.READING);
                    exchange.run();
                };
    }

    /** Waits for the answers under way, at most as long as given. */
    void awaitAnswers(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (seats.stream().anyMatch(Exchanges::answers) && end - System.nanoTime() > 0) {
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }

    /** Whether somebody may soon have an answer. */
    private static boolean answers(Seat seat) {
        return seat.look(System.nanoTime())
                .filter(seen -> seen.phase() == Phase.WORKING || seen.phase() == Phase.SENDING)
                .isPresent();
    }

    /** Interrupts what is under way and waits for the threads to end, at most as long as given. */
    void close(Duration atMost) throws InterruptedException {
        closed = true;
        LockSupport.unpark(sweeper);
        threads.shutdownNow();
        long end = System.nanoTime() + atMost.toNanos();
        sweeper.join(atMost.toMillis());
        if (!threads.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)) {
            log.atWarn().log("Health server closed, and left threads behind that did not end");
        }
    }

    private void sweep() {
        while (!closed) {
            rest();
            LockSupport.parkNanos(this, (crowded ? SWEEP_OF_A_CROWD : SWEEP).toNanos());
            long now = System.nanoTime();
            List<Glance> taken =
                    seats.stream().flatMap(seat -> seat.look(now).stream()).toList();
            taken.stream().filter(Glance::overdue).forEach(Glance::giveUp);
            makeRoom(taken);
            saveMemory(taken);
        }
    }

    /** Until there is an exchange. */
    private void rest() {
        resting = true;
        while (underWay.get() == 0 && !closed) {
            LockSupport.park(this);
        }
        resting = false;
    }

    private void makeRoom(List<Glance> taken) {
        crowded = taken.size() > FEW;
        int inLine = waiting.size();
        crowded |= inLine > 0;
        long doneUntilNow = threads.getCompletedTaskCount();
        boolean stuck = inLine > 0 && doneUntilNow == done;
        done = doneUntilNow;
        List<Glance> heldUp =
                taken.stream().filter(each -> each.olderThan(HELD_UP)).toList();
        int enough = Math.min(MOST, FEW + heldUp.size());
        if (enough < threads.getCorePoolSize()) {
            resize(enough);
        } else if (stuck) {
            // The next ones may be held up too: twice as many, so that a crowd is through after a few sweeps.
            resize(Math.min(MOST, enough + heldUp.size()));
        }
        if (stuck && taken.size() == MOST) {
            long leaving = taken.stream()
                    .filter(each -> each.givenUp() && !each.olderThan(LEAVING))
                    .count();
            heldUp.stream()
                    .filter(each -> each.phase().clientBound())
                    .sorted(Comparator.comparing(Glance::age).reversed())
                    .limit(Math.max(0, inLine - leaving))
                    .forEach(Glance::giveUp);
        }
    }

    /** Threads beyond that end as soon as they have nothing in hand, also while there is work for them. */
    private void resize(int size) {
        threads.setCorePoolSize(Math.min(size, threads.getMaximumPoolSize()));
        threads.setMaximumPoolSize(size);
        threads.setCorePoolSize(size);
    }

    /**
     * A server of the JDK's kind takes requests that are large, and answers with meters are: of those that are too much
     * together, the largest requests go, and the answers that have been on their way for longest.
     */
    private static void saveMemory(List<Glance> taken) {
        giveUpBeyondMemory(taken, Phase.READING, Comparator.comparing(Glance::memory));
        giveUpBeyondMemory(taken, Phase.SENDING, Comparator.comparing(Glance::age));
    }

    private static void giveUpBeyondMemory(List<Glance> taken, Phase phase, Comparator<Glance> lastToGo) {
        List<Glance> all = taken.stream()
                .filter(each -> each.phase() == phase)
                .sorted(lastToGo.reversed())
                .toList();
        long memory = all.stream().mapToLong(Glance::memory).sum();
        for (Glance next : all) {
            if (memory <= MOST_MEMORY) {
                return;
            }
            memory -= next.memory();
            next.giveUp();
        }
    }

    private final class Threads extends ThreadPoolExecutor {
        private final AtomicInteger number = new AtomicInteger();

        Threads() {
            super(FEW, FEW, KEEP_ALIVE.toSeconds(), TimeUnit.SECONDS, waiting);
            allowCoreThreadTimeOut(true);
            setThreadFactory(this::seat);
        }

        private Thread seat(Runnable exchanges) {
            String name = "health-server-" + number.incrementAndGet();
            Seat seat = new Seat(exchanges, name, seats, allocations, usualMemory);
            seat.setUncaughtExceptionHandler((thread, thrown) ->
                    log.atError().setCause(thrown).log("Health server failed to handle a connection"));
            return seat;
        }

        @Override
        protected void beforeExecute(Thread thread, Runnable exchange) {
            if (thread instanceof Seat seat) {
                seat.begin(exchange);
            }
        }

        @Override
        protected void afterExecute(Runnable exchange, @Nullable Throwable thrown) {
            if (Thread.currentThread() instanceof Seat seat) {
                seat.end();
            }
            underWay.decrementAndGet();
        }
    }
}
