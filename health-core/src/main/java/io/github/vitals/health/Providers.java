package io.github.vitals.health;

import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds the providers there are and lets each register; one that fails is named. */
final class Providers {
    private Providers() {}

    static void register(ServiceLoader<HealthCheckProvider> loader, HealthRegistryBuilder builder) {
        Iterator<ServiceLoader.Provider<HealthCheckProvider>> found =
                loader.stream().iterator();
        while (hasNext(found)) {
            register(found.next(), builder);
        }
    }

    /** Looking is what fails for a class that is not there or is no provider; the error's text names it. */
    private static boolean hasNext(Iterator<?> found) {
        try {
            return found.hasNext();
        } catch (ServiceConfigurationError broken) {
            throw new IllegalStateException("health check provider: " + Texts.describe(broken), broken);
        }
    }

    private static void register(ServiceLoader.Provider<HealthCheckProvider> found, HealthRegistryBuilder builder) {
        String name = found.type().getName();
        try {
            found.get().register(builder);
        } catch (RuntimeException | ServiceConfigurationError | LinkageError broken) {
            throw new IllegalStateException("health check provider " + name + ": " + Texts.describe(broken), broken);
        }
    }
}
