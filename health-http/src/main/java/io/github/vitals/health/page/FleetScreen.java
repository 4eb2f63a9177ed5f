package io.github.vitals.health.page;

import io.github.vitals.health.HealthRegistry;

final class FleetScreen implements Content {
    private final HealthRegistry health;
    private final Look look;

    FleetScreen(Past past, Look look, HealthRegistry health) {
        this.health = health;
        this.look = look;
    }

    @Override
    public Frame.Screen screen() {
        return new Frame.Screen("Fleet", health.report().status(), "Fleet", true);
    }

    @Override
    public void write(Html html) {
        html.element("h1", "Fleet " + look.path());
    }
}
