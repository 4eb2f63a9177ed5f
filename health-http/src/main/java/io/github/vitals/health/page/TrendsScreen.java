package io.github.vitals.health.page;

import io.github.vitals.health.HealthRegistry;

final class TrendsScreen implements Content {
    private final HealthRegistry health;
    private final Look look;

    TrendsScreen(Past past, Look look, HealthRegistry health) {
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
