package io.github.vitals.health.logging.file;

import ch.qos.logback.core.util.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** Logs events and ends, in one of several ways. */
final class EndingProgram {
    static final int BEFORE = 50_000;
    static final int IN_HOOK = 100;

    private EndingProgram() {}

    /** How it ends. */
    enum Way {
        /** It is asked to; while nothing can be written a hook logs as well, and leaves no time for others. */
        HALTED_BY_A_HOOK,
        /** A hook stops the output. */
        STOPPED_BY_A_HOOK,
        /** The output is just being stopped. */
        WHILE_STOPPING,
        /** All is done. */
        DONE
    }

    /** The arguments are the directory, how to end, and the limit of the end in milliseconds. */
    public static void main(String[] arguments) throws InterruptedException {
        OneOutput output = new OneOutput();
        LogFileAppender appender = output.start(new LogFileAppender(), it -> {
            it.setDirectory(arguments[0]);
            it.setQueueEvents(BEFORE + IN_HOOK);
            it.setShutdownTimeout(new Duration(Long.parseLong(arguments[2])));
        });
        log(output, "main ", BEFORE);
        end(output, appender, Way.valueOf(arguments[1]));
    }

    private static void log(OneOutput output, String prefix, int events) {
        for (int each = 0; each < events; each++) {
            output.logger.info(prefix + each);
        }
    }

    private static void end(OneOutput output, LogFileAppender appender, Way way) throws InterruptedException {
        switch (way) {
            case HALTED_BY_A_HOOK -> {
                atTheEnd(() -> {
                    awaitOutputsHook();
                    LoggingJvm.tell("ending");
                    log(output, "hook ", IN_HOOK);
                    Runtime.getRuntime().halt(0);
                });
                LoggingJvm.tell("up");
                new CountDownLatch(1).await();
            }
            case STOPPED_BY_A_HOOK -> atTheEnd(appender::stop);
            case WHILE_STOPPING -> stop(appender);
            case DONE -> {}
        }
    }

    /** Hooks are started one after the other, in no order. */
    private static void awaitOutputsHook() {
        while (Thread.getAllStackTraces().keySet().stream().noneMatch(EndingProgram::waits)) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static boolean waits(Thread thread) {
        return thread.getName().equals("log-output-app-shutdown") && thread.getState() == Thread.State.TIMED_WAITING;
    }

    private static void atTheEnd(Runnable task) {
        Runtime.getRuntime().addShutdownHook(new Thread(task));
    }

    private static void stop(LogFileAppender appender) {
        Thread stop = new Thread(appender::stop);
        stop.setDaemon(true);
        stop.start();
        while (appender.isStarted()) {
            LockSupport.parkNanos(1_000);
        }
    }
}
