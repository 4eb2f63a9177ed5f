package io.github.vitals.health;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Makes the threads of workers: where there is no other, it is a platform thread, for the many quick checks; those that are brought
 * because checks block are virtual, where the JDK has virtual threads that a monitor does not pin (from 24 on).
 */
final class WorkerThreads {
    private static final int WITHOUT_PINNING = 24;
    private static final @Nullable VirtualThreads VIRTUAL =
            Runtime.version().feature() >= WITHOUT_PINNING ? VirtualThreads.find() : null;

    Thread make(Runnable work, int number, boolean only) {
        String name = "health-worker-" + number;
        if (!only && VIRTUAL != null) {
            return VIRTUAL.make(work, name);
        }
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** The JDK's virtual threads, which the JDK this is built for does not know yet. */
    private record VirtualThreads(Method ofVirtual, Method name, Method unstarted) {
        static @Nullable VirtualThreads find() {
            try {
                Class<?> builder = Class.forName("java.lang.Thread$Builder");
                return new VirtualThreads(
                        Thread.class.getMethod("ofVirtual"),
                        builder.getMethod("name", String.class),
                        builder.getMethod("unstarted", Runnable.class));
            } catch (ReflectiveOperationException none) {
                return null;
            }
        }

        Thread make(Runnable work, String called) {
            try {
                Object builder = name.invoke(ofVirtual.invoke(null), called);
                return (Thread) unstarted.invoke(builder, work);
            } catch (ReflectiveOperationException broken) {
                throw new IllegalStateException("virtual threads: not to be had, though the JDK has them", broken);
            }
        }
    }
}
