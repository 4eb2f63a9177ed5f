package io.github.vitals.health.history;

import java.util.Objects;

/**
 * Whose history it is, in a store that several processes share. Immutable.
 *
 * @param service the application, the same for all its instances; 1 to 100 characters
 * @param instance which of them, and the same after a restart; 1 to 200 characters. Two processes that run at once must
 *     not use the same
 */
public record HistoryOrigin(String service, String instance) {
    /**
     * An origin.
     *
     * @param service 1 to 100 characters
     * @param instance 1 to 200 characters
     * @throws IllegalArgumentException if one is not such
     */
    public HistoryOrigin {
        require("service", service, 100);
        require("instance", instance, 200);
    }

    /**
     * The origin of what is on this machine.
     *
     * @param service 1 to 100 characters
     * @return the instance is named like the machine: by {@code HOSTNAME} in the environment, else by what it calls itself
     * @throws IllegalArgumentException if the service is not such
     */
    public static HistoryOrigin ofThisMachine(String service) {
        return new HistoryOrigin(service, HostName.ofThisMachine());
    }

    private static void require(String argument, String value, int longest) {
        Objects.requireNonNull(value, argument + ": null (expected: a name)");
        if (value.isBlank() || value.length() > longest) {
            throw new IllegalArgumentException(
                    argument + ": \"" + value + "\" (expected: 1 to " + longest + " characters)");
        }
    }
}
