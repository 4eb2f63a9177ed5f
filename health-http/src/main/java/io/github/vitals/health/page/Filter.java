package io.github.vitals.health.page;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthReport;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/** Which checks a reader wants to see, and in which order: a form that works without a script. */
final class Filter {
    private final View view;
    private final HealthReport report;

    Filter(View view, HealthReport report) {
        this.view = view;
        this.report = report;
    }

    /** What fits, in the order that is wanted; {@code uptime} is asked for only if the order needs it. */
    List<CheckState> matching(ToDoubleFunction<CheckState> uptime) {
        return report.states().stream()
                .filter(this::matches)
                .sorted(order(uptime).thenComparing(CheckState::name))
                .toList();
    }

    private boolean matches(CheckState state) {
        return view.status().map(status -> state.status() == status).orElse(true)
                && (view.group().isEmpty() || isIn(state, view.group()))
                && (view.tag().isEmpty() || state.policy().tags().contains(view.tag()))
                && (view.search().isEmpty() || isFound(state));
    }

    private static boolean isIn(CheckState state, String group) {
        return group.equals(HealthGroup.ALL.name())
                || state.policy().groups().stream().anyMatch(each -> each.name().equals(group));
    }

    private boolean isFound(CheckState state) {
        String wanted = view.search().toLowerCase(Locale.ROOT);
        return contains(state.name(), wanted)
                || contains(state.message(), wanted)
                || state.reason().filter(why -> contains(why.label(), wanted)).isPresent()
                || state.policy().tags().stream().anyMatch(tag -> contains(tag, wanted));
    }

    private static boolean contains(String text, String wanted) {
        return text.toLowerCase(Locale.ROOT).contains(wanted);
    }

    private Comparator<CheckState> order(ToDoubleFunction<CheckState> uptime) {
        return switch (view.sort()) {
            case STATE -> Comparator.comparing(CheckState::status).reversed();
            case NAME -> Comparator.comparing(CheckState::name);
            case UPTIME -> Comparator.comparingDouble(uptime);
            case DURATION -> Comparator.comparingLong(CheckState::durationNanos).reversed();
            case SINCE -> Comparator.comparing(CheckState::since).reversed();
        };
    }

    void form(Html html) {
        html.open("form", "class", "filter", "method", "get", "role", "search", "id", "filter");
        html.element("label", "Search", "for", "search", "class", "aside");
        html.open(
                "input",
                "type",
                "search",
                "id",
                "search",
                "name",
                View.SEARCH,
                "value",
                view.search(),
                "placeholder",
                "Search  ( / )",
                "autocomplete",
                "off",
                "spellcheck",
                "false");
        choice(html, "Group", View.GROUP, view.group(), groups());
        choice(html, "Tag", View.TAG, view.tag(), tags());
        sorting(html);
        view.hidden(html, View.SEARCH, View.GROUP, View.TAG, View.SORT);
        html.element("button", "Apply", "type", "submit");
        html.close("form").raw("\n");
    }

    private SortedSet<String> groups() {
        SortedSet<String> names = new TreeSet<>();
        report.states().forEach(state -> state.policy().groups().forEach(group -> names.add(group.name())));
        return names;
    }

    private SortedSet<String> tags() {
        SortedSet<String> tags = new TreeSet<>();
        report.states().forEach(state -> tags.addAll(state.policy().tags()));
        return tags;
    }

    /** A choice of one is none. */
    private static void choice(Html html, String words, String name, String chosen, SortedSet<String> all) {
        if (all.size() < 2 && chosen.isEmpty()) {
            return;
        }
        html.open("label").element("span", words, "class", "aside").open("select", "name", name);
        option(html, "", "Any " + words.toLowerCase(Locale.ROOT), chosen);
        all.forEach(each -> option(html, each, each, chosen));
        if (!chosen.isEmpty() && !all.contains(chosen)) {
            option(html, chosen, chosen, chosen);
        }
        html.close("select").close("label");
    }

    private void sorting(Html html) {
        html.open("label").element("span", "Order", "class", "aside").open("select", "name", View.SORT);
        for (Sort sort : Sort.values()) {
            option(html, sort == Sort.STATE ? "" : sort.key(), sort.words(), view.value(View.SORT));
        }
        html.close("select").close("label");
    }

    private static void option(Html html, String value, String words, String chosen) {
        if (value.equals(chosen)) {
            html.open("option", "value", value, "selected", "");
        } else {
            html.open("option", "value", value);
        }
        html.text(words).close("option");
    }
}
