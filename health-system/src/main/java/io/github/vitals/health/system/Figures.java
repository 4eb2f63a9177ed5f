package io.github.vitals.health.system;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Where meters have their figures from. Thread-safe. */
@FunctionalInterface
interface Figures<T> {
    /** The figures as they are now; empty where there never were any. */
    Optional<T> now();

    /** A part of them, of the same moment. */
    default <P> Figures<P> part(Function<? super T, ? extends P> part) {
        return () -> now().map(part);
    }

    /** One of them; NaN where there is none. */
    default double value(ToDoubleFunction<? super T> figure) {
        return now().map(figure::applyAsDouble).orElse(Double.NaN);
    }
}
