package io.github.vitals.health.logging.correlation;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What {@link HttpClient} can do from JDK 21 on. The base class answers for a client that cannot end (it never terminates,
 * and closing it does nothing), which would be wrong for one that wraps a client that can.
 */
final class NewerClient {
    private static final @Nullable MethodHandle SHUTDOWN = find("shutdown", MethodType.methodType(void.class));
    private static final @Nullable MethodHandle SHUTDOWN_NOW = find("shutdownNow", MethodType.methodType(void.class));
    private static final @Nullable MethodHandle TERMINATED = find("isTerminated", MethodType.methodType(boolean.class));
    private static final @Nullable MethodHandle AWAIT =
            find("awaitTermination", MethodType.methodType(boolean.class, Duration.class));

    private NewerClient() {}

    private static @Nullable MethodHandle find(String name, MethodType type) {
        try {
            return MethodHandles.publicLookup().findVirtual(HttpClient.class, name, type);
        } catch (NoSuchMethodException | IllegalAccessException older) {
            return null;
        }
    }

    static void shutdown(HttpClient client) {
        uninterrupted(SHUTDOWN, client);
    }

    static void shutdownNow(HttpClient client) {
        uninterrupted(SHUTDOWN_NOW, client);
    }

    static boolean terminated(HttpClient client) {
        return Boolean.TRUE.equals(uninterrupted(TERMINATED, client));
    }

    static boolean awaitTermination(HttpClient client, Duration most) throws InterruptedException {
        return Boolean.TRUE.equals(invoke(AWAIT, client, most));
    }

    private static @Nullable Object uninterrupted(@Nullable MethodHandle method, HttpClient client) {
        try {
            return invoke(method, client);
        } catch (InterruptedException unexpected) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(unexpected);
        }
    }

    private static @Nullable Object invoke(@Nullable MethodHandle method, Object... arguments)
            throws InterruptedException {
        if (method == null) {
            throw new UnsupportedOperationException("HttpClient of this JDK (expected: 21 or newer)");
        }
        try {
            return method.invokeWithArguments(arguments);
        } catch (InterruptedException | RuntimeException | Error own) {
            throw own;
        } catch (Throwable unexpected) {
            throw new IllegalStateException(unexpected);
        }
    }
}
