package io.github.vitals.health.system;

import java.io.IOException;
import java.util.Optional;

/** What a system tells, or a container lets through. */
final class Told {
    private Told() {}

    /** Empty where it is not there or cannot be read. */
    static <T> Optional<T> by(Latest.Reading<T> reading) {
        try {
            return Optional.of(reading.read());
        } catch (IOException | RuntimeException untold) {
            return Optional.empty();
        }
    }

    /** Adds up what is told; NaN only where none of it is. */
    static double sum(double... figures) {
        double sum = Double.NaN;
        for (double figure : figures) {
            if (!Double.isNaN(figure)) {
                sum = Double.isNaN(sum) ? figure : sum + figure;
            }
        }
        return sum;
    }
}
