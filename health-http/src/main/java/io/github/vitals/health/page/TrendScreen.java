package io.github.vitals.health.page;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.history.HistoryKey;

final class TrendScreen implements Content {
    private final HealthRegistry health;
    private final Look look;

    TrendScreen(Past past, Look look, HealthRegistry health, HistoryKey key) {
        this.health = health;
        this.look = look;
    }

    @Override
    public Frame.Screen screen() {
        return new Frame.Screen("Trend", health.report().status(), "Trend", true);
    }

    @Override
    public void write(Html html) {
        html.element("h1", "Trend " + look.path());
    }
}
