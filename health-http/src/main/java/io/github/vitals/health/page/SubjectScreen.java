package io.github.vitals.health.page;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import java.util.List;
import java.util.Optional;

/** What has been of one check or group. */
final class SubjectScreen implements Content {
    private static final int HEIGHT = 72;

    private final Past past;
    private final Look look;
    private final HealthRegistry health;
    private final HistoryKey key;
    private final Optional<CheckState> state;
    private final Range range;

    SubjectScreen(Past past, Look look, HealthRegistry health, HistoryKey key) {
        this.past = past;
        this.look = look;
        this.health = health;
        this.key = key;
        this.state = isCheck() ? health.state(key.name()) : Optional.empty();
        this.range = Range.of(look.view(), look.now(), Range.Length.DAY);
    }

    static String path(Look look, HistoryKey key) {
        return key.subject() == HealthTransition.Subject.CHECK
                ? look.toHistory(key.name())
                : look.to("history/group/" + View.encoded(key.name()));
    }

    private boolean isCheck() {
        return key.subject() == HealthTransition.Subject.CHECK;
    }

    private Optional<HealthStatus> status() {
        if (isCheck()) {
            return state.map(CheckState::status);
        }
        return health.groups().stream()
                .filter(group -> group.name().equals(key.name()))
                .map((HealthGroup group) -> health.status(group))
                .findFirst();
    }

    @Override
    public Frame.Screen screen() {
        HealthStatus status = status().orElse(HealthStatus.UNKNOWN);
        return new Frame.Screen(Words.status(status) + " – " + key.name(), status, "History", true);
    }

    @Override
    public void write(Html html) {
        Titles.write(html, look, key, status());
        state.ifPresent(now -> Titles.now(html, look, now));
        Ranges.write(html, look, range);
        List<HistoryBucket> buckets = past.buckets(key, range.window());
        if (buckets.isEmpty()) {
            html.element("p", "There is no history of it yet.", "class", "empty");
        } else {
            picture(html, buckets);
            past.uptime(key, range.window())
                    .ifPresent(uptime -> Figures.write(html, look, range, uptime, past.target()));
            Incidents.write(
                    html,
                    look,
                    range,
                    past.incidents(key, range.window().from(), range.window().to()),
                    false);
        }
        if (isCheck()) {
            Runs.write(html, past.recent(key.name()));
        }
        state.ifPresent(now -> Facts.write(html, look, now));
    }

    private void picture(Html html, List<HistoryBucket> buckets) {
        html.open("section", "aria-label", "Over time").open("figure", "class", "card");
        html.open("figcaption", "class", "caption");
        html.element("span", upper(range.words()) + ", " + range.step() + " each")
                .close("figcaption");
        Slots slots = new Slots(html, range, buckets, look.view().at());
        slots.write(
                key.name() + ", " + range.words() + ", " + range.step() + " each",
                HEIGHT,
                () -> {},
                (bucket, index) -> slots.column(bucket, index, HEIGHT),
                Said::of);
        slots.axis();
        html.close("figure");
        BucketTable.write(html, range, buckets, isCheck());
        html.close("section");
    }

    static String upper(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
