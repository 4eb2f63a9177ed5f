package io.github.vitals.health.metrics;

/** The events there had been at a moment of the ticker, in nanoseconds. */
record Point(long at, double total, double bad) {
    long age(Point now) {
        return now.at - at;
    }

    /** The counts a fraction of the way to a later point, as if the events between the two had come evenly. */
    Point towards(Point later, double fraction) {
        return new Point(
                at + Math.round(fraction * age(later)),
                total + fraction * (later.total - total),
                bad + fraction * (later.bad - bad));
    }
}
