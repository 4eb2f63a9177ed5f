package io.github.vitals.health.alerts;

import io.github.vitals.health.alerts.HealthAlertsBuilder.Channel;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A desk and its outbox. */
record Bureau(Desk desk, Outbox outbox) {
    /** How they are made. */
    record Plan(String service, Duration window, @Nullable URI statusPage, Map<String, Channel> channels) {}

    /** With nothing on it. */
    static Bureau empty(Plan plan) {
        List<Outbox.Route> routes = new ArrayList<>();
        plan.channels()
                .forEach((name, it) -> routes.add(new Outbox.Route(
                        name,
                        it.channel().kind(),
                        it.policy(),
                        it.channel().refresh(),
                        it.channel()::takes,
                        new Lane(name, it.policy().perMinute()))));
        Outbox outbox = new Outbox(routes);
        return new Bureau(new Desk(plan.window(), outbox, new Composer(plan.service(), plan.statusPage())), outbox);
    }

    /** With what was kept. */
    static Bureau of(Plan plan, Map<String, String> kept, Instant now) {
        Bureau bureau = empty(plan);
        Map<String, Fields> readable = new LinkedHashMap<>();
        kept.forEach((name, text) -> readable.put(name, Fields.parse(text)));
        bureau.outbox.records.load(kept);
        bureau.outbox.load(readable, now);
        bureau.desk.load(readable);
        return bureau;
    }

    /** What was on its way from another still is. */
    Bureau continuing(Bureau before) {
        for (Outbox.Route route : before.outbox.routes()) {
            outbox.lane(route.name()).continueFrom(route.lane());
        }
        return this;
    }
}
