package io.github.vitals.health.page;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryOrigin;
import io.github.vitals.health.history.InstanceHealth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All instances of the service beside each other, and where they differ. */
final class FleetScreen implements Content {
    /** Written every few seconds: whoever has not for so long is gone, or cannot reach the store. */
    private static final Duration SILENT = Duration.ofMinutes(2);

    private final Past past;
    private final Look look;
    private final HealthReport report;
    private final List<InstanceHealth> instances;
    private final Map<HistoryKey, Map<String, InstanceHealth.State>> states = new TreeMap<>();

    FleetScreen(Past past, Look look, HealthRegistry health) {
        this.past = past;
        this.look = look;
        this.report = health.report();
        this.instances = past.instances();
        for (InstanceHealth instance : instances) {
            for (InstanceHealth.State state : instance.states()) {
                states.computeIfAbsent(state.key(), key -> new LinkedHashMap<>())
                        .put(instance.instance(), state);
            }
        }
    }

    @Override
    public Frame.Screen screen() {
        return new Frame.Screen("Fleet – " + new Sentence(report).title(), report.status(), "Fleet", true);
    }

    @Override
    public void write(Html html) {
        html.element("h1", "Fleet");
        if (instances.isEmpty()) {
            html.element(
                    "p",
                    "No other instance is known: the history is in no store that several share, or nothing has been"
                            + " written yet.",
                    "class",
                    "facts");
            return;
        }
        List<HistoryKey> keys = new ArrayList<>(states.keySet());
        keys.sort((a, b) -> Boolean.compare(differs(b), differs(a)));
        long different = keys.stream().filter(this::differs).count();
        html.element(
                "p",
                Words.plural(instances.size(), "instance") + " of "
                        + past.origin().map(HistoryOrigin::service).orElse("")
                        + ", as each last wrote to the store. "
                        + (different == 0 ? "They agree." : "They differ in " + different + " of " + keys.size() + "."),
                "class",
                "facts");
        table(html, keys);
    }

    /** Among those that still write. */
    private boolean differs(HistoryKey key) {
        Set<Optional<HealthStatus>> seen = new HashSet<>();
        for (InstanceHealth instance : instances) {
            if (!silent(instance)) {
                seen.add(state(key, instance).map(InstanceHealth.State::status));
            }
        }
        return seen.size() > 1;
    }

    private boolean silent(InstanceHealth instance) {
        return instance.seen().plus(SILENT).isBefore(look.now());
    }

    private Optional<InstanceHealth.State> state(HistoryKey key, InstanceHealth instance) {
        return Optional.ofNullable(states.getOrDefault(key, Map.of()).get(instance.instance()));
    }

    private void table(Html html, List<HistoryKey> keys) {
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Fleet");
        html.open("table", "class", "fleet");
        html.element("caption", "A marked state differs from that of another instance");
        html.raw("<thead><tr><th scope=\"col\">Group or check</th>");
        instances.forEach(instance -> head(html, instance));
        html.raw("</tr></thead><tbody>\n");
        keys.forEach(key -> row(html, key));
        html.raw("</tbody></table>").close("div").raw("\n");
    }

    private void head(Html html, InstanceHealth instance) {
        boolean own = past.origin()
                .map(HistoryOrigin::instance)
                .filter(instance.instance()::equals)
                .isPresent();
        html.open("th", "scope", "col").element("bdi", instance.instance());
        html.open("span", "class", "instance").text(own ? "this one, started " : "started ");
        Words.time(html, instance.started(), Words.Form.DATED);
        html.close("span");
        if (silent(instance)) {
            html.open("span", "class", "instance s-unknown").open("span", "class", "state");
            Marks.shape(html, HealthStatus.UNKNOWN);
            html.text("silent for ");
            html.passing(() -> html.text(Words.duration(Duration.between(instance.seen(), look.now()))));
            html.close("span").close("span");
        }
        html.close("th");
    }

    private void row(Html html, HistoryKey key) {
        boolean differs = differs(key);
        boolean group = key.subject() == HealthTransition.Subject.GROUP;
        html.open("tr").open("th", "scope", "row").text(group ? "Group " : "");
        html.element("a", key.name(), "href", SubjectScreen.path(look, key)).close("th");
        for (InstanceHealth instance : instances) {
            cell(html, instance, state(key, instance), differs && !silent(instance));
        }
        html.close("tr").raw("\n");
    }

    private void cell(Html html, InstanceHealth instance, Optional<InstanceHealth.State> state, boolean differs) {
        html.open("td", "class", (differs ? "differs" : "same") + (silent(instance) ? " silent" : ""));
        if (state.isEmpty()) {
            html.text("not there");
        } else {
            Marks.state(html, state.get().status());
            html.open("span", "class", "instance");
            state.get().reason().ifPresent(reason -> html.text(reason.label() + ", "));
            html.text("since ");
            Words.time(html, state.get().since(), Words.Form.DATED);
            html.close("span");
        }
        if (differs) {
            html.element("span", "differs", "class", "aside");
        }
        html.close("td");
    }
}
