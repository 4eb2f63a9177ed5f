package io.github.vitals.health.page;

import io.github.vitals.health.CheckPolicy;
import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthResult;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the last result said beside its status, and how the check is run and judged. */
final class Facts {
    private Facts() {}

    static void write(Html html, Look look, CheckState state) {
        Map<String, Object> details = state.result().map(HealthResult::details).orElse(Map.of());
        if (!details.isEmpty()) {
            html.open("section", "class", "block", "aria-labelledby", "said");
            html.element("h2", "Last result", "id", "said").open("dl", "class", "card facts-list");
            html.passing(() -> details.forEach((name, value) -> fact(html, name, String.valueOf(value))));
            html.close("dl").close("section").raw("\n");
        }
        html.open("section", "class", "block", "aria-labelledby", "policy");
        html.element("h2", "How it is run and judged", "id", "policy").open("dl", "class", "card facts-list");
        policy(html, look, state.policy());
        html.close("dl").close("section").raw("\n");
    }

    private static void policy(Html html, Look look, CheckPolicy policy) {
        fact(html, "Runs every", Words.duration(policy.period()));
        fact(html, "Time to answer", Words.duration(policy.timeout()));
        fact(html, "Down after", policy.failureThreshold() + " of " + policy.failureWindow() + " runs");
        fact(html, "Up after", policy.successThreshold() + " of " + policy.successWindow() + " runs");
        fact(html, "Stale after", Words.duration(policy.staleAfter()));
        fact(html, "Critical", policy.critical() ? "yes" : "no");
        if (!policy.groups().isEmpty()) {
            fact(
                    html,
                    "Groups",
                    policy.groups().stream().map(HealthGroup::name).sorted().collect(Collectors.joining(", ")));
        }
        dependencies(html, look, policy.dependsOn());
    }

    private static void dependencies(Html html, Look look, Set<String> names) {
        if (names.isEmpty()) {
            return;
        }
        html.element("dt", "Depends on").open("dd");
        Iterator<String> sorted = names.stream().sorted().iterator();
        while (sorted.hasNext()) {
            String name = sorted.next();
            html.element("a", name, "href", look.toHistory(name)).text(sorted.hasNext() ? ", " : "");
        }
        html.close("dd");
    }

    private static void fact(Html html, String name, String value) {
        html.element("dt", name).open("dd").element("bdi", value).close("dd");
    }
}
