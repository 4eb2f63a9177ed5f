package io.github.vitals.health.page;

import io.github.vitals.health.HealthRegistry;

final class HistoryScreen implements Content {
    private final HealthRegistry health;
    private final Look look;

    HistoryScreen(Past past, Look look, HealthRegistry health) {
        this.health = health;
        this.look = look;
    }

    @Override
    public Frame.Screen screen() {
        return new Frame.Screen("History", health.report().status(), "History", true);
    }

    @Override
    public void write(Html html) {
        html.element("h1", "History " + look.path());
    }
}
