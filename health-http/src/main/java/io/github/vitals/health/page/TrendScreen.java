package io.github.vitals.health.page;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryWindow;
import io.github.vitals.health.history.Uptime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where one check tends to: how long it takes, how much of each day it was up, why it was not, what is left. */
final class TrendScreen implements Content {
    private static final double[] FLOORS = {0.999, 0.99, 0.95, 0.9, 0.5, 0};
    private static final double NANOS = 1e9;

    private final Past past;
    private final Look look;
    private final HistoryKey key;
    private final Optional<CheckState> state;
    private final Range range;

    TrendScreen(Past past, Look look, HealthRegistry health, HistoryKey key) {
        this.past = past;
        this.look = look;
        this.key = key;
        this.state = health.state(key.name());
        this.range = Range.of(look.view(), look.now(), Range.Length.WEEK);
    }

    @Override
    public Frame.Screen screen() {
        HealthStatus status = state.map(CheckState::status).orElse(HealthStatus.UNKNOWN);
        return new Frame.Screen("Trend – " + key.name(), status, "Trend", true);
    }

    @Override
    public void write(Html html) {
        Titles.write(html, look, key, state.map(CheckState::status));
        state.ifPresent(now -> Titles.now(html, look, now));
        Ranges.write(html, look, range);
        List<HistoryBucket> buckets = past.buckets(key, range.window());
        if (buckets.isEmpty()) {
            html.element("p", "There is no history of it yet.", "class", "empty");
            return;
        }
        html.open("div", "class", "charts");
        latency(html, buckets);
        uptime(html);
        Failures.write(html, look, range, buckets);
        budget(html, buckets);
        html.close("div");
        state.ifPresent(now -> Disks.write(html, look, List.of(now)));
        BucketTable.write(html, range, buckets, true);
    }

    private Slots slots(Html html, Range of, List<HistoryBucket> buckets) {
        return new Slots(html, of, buckets, look.view().at());
    }

    static void figure(Html html, String title, String explained) {
        html.open("figure", "class", "card").open("figcaption", "class", "caption");
        html.element("h2", title).element("span", explained);
        html.element("span", "", "class", "readout", "aria-hidden", "true").close("figcaption");
    }

    private void latency(Html html, List<HistoryBucket> buckets) {
        double[][] percentiles = new double[3][buckets.size()];
        double most = 0;
        for (int i = 0; i < buckets.size(); i++) {
            List<Duration> of = buckets.get(i).latency().percentiles(50, 95, 99);
            for (int j = 0; j < 3; j++) {
                percentiles[j][i] = of.isEmpty() ? Double.NaN : of.get(j).toNanos() / NANOS;
                most = of.isEmpty() ? most : Math.max(most, percentiles[j][i]);
            }
        }
        figure(html, "Latency", "how long runs took, per " + range.per());
        LineChart.legend(html, List.of("p50", "p95", "p99"));
        new LineChart(html, slots(html, range, buckets), 0, LineChart.nice(most), TrendScreen::seconds)
                .write("Latency, " + range.words(), List.of(percentiles), TrendScreen::latency);
        html.close("figure").raw("\n");
    }

    static String seconds(double seconds) {
        return Words.duration(Duration.ofNanos(Math.round(seconds * NANOS)));
    }

    private static String latency(HistoryBucket bucket) {
        List<Duration> of = bucket.latency().percentiles(50, 95, 99);
        return of.isEmpty()
                ? "no runs"
                : "p50 " + Words.duration(of.get(0)) + ", p95 " + Words.duration(of.get(1)) + ", p99 "
                        + Words.duration(of.get(2));
    }

    /** By day; where only hours are shown, as finely as these are. */
    private void uptime(Html html) {
        HistoryWindow window = range.window();
        boolean days = Duration.between(window.from(), window.to()).toDays() >= 2
                && window.step().compareTo(Duration.ofDays(1)) <= 0;
        HistoryWindow of = days ? new HistoryWindow(window.from(), window.to(), Duration.ofDays(1)) : window;
        Range shown = new Range(range.key(), range.words(), of);
        List<HistoryBucket> buckets = past.buckets(key, of);
        double[] ratios = buckets.stream().mapToDouble(this::ratio).toArray();
        double floor = floor(ratios);
        figure(html, days ? "Uptime per day" : "Uptime", "axis from " + Words.percent(floor));
        new LineChart(html, slots(html, shown, buckets), floor, 1, Words::percent)
                .write(
                        "Uptime, " + range.words(),
                        ratios,
                        new LineChart.Mark(past.target(), "target " + Words.percent(past.target())),
                        bucket -> Words.percent(bucket.uptime().ratio(maintenance())) + " up");
        html.close("figure").raw("\n");
    }

    private Uptime.Maintenance maintenance() {
        return look.view().maintenanceCounted() ? Uptime.Maintenance.COUNTED : Uptime.Maintenance.EXCLUDED;
    }

    private double ratio(HistoryBucket bucket) {
        return bucket.uptime().ratio(maintenance()).orElse(Double.NaN);
    }

    private double floor(double[] ratios) {
        double least = past.target();
        for (double ratio : ratios) {
            least = Double.isNaN(ratio) ? least : Math.min(least, ratio);
        }
        for (double floor : FLOORS) {
            if (floor < least) {
                return floor;
            }
        }
        return 0;
    }

    private void budget(Html html, List<HistoryBucket> buckets) {
        double allowed = 0;
        for (HistoryBucket bucket : buckets) {
            allowed += (1 - past.target()) * counted(bucket);
        }
        double[] left = new double[buckets.size()];
        double spent = 0;
        double least = 0;
        for (int i = 0; i < left.length; i++) {
            double counted = counted(buckets.get(i));
            spent += buckets.get(i).time(HealthStatus.DOWN).toMillis();
            left[i] = counted == 0 || allowed == 0 ? Double.NaN : 1 - spent / allowed;
            least = Double.isNaN(left[i]) ? least : Math.min(least, left[i]);
        }
        figure(html, "Error budget left", "of what " + Words.percent(past.target()) + " allows in this time");
        new LineChart(html, slots(html, range, buckets), Math.floor(least), 1, TrendScreen::signed)
                .write(
                        "Error budget left, " + range.words(),
                        left,
                        new LineChart.Mark(0, "all spent"),
                        bucket -> left(buckets, left, bucket));
        html.close("figure").raw("\n");
    }

    private static double counted(HistoryBucket bucket) {
        return bucket.time(HealthStatus.UP).toMillis()
                + bucket.time(HealthStatus.DEGRADED).toMillis()
                + bucket.time(HealthStatus.DOWN).toMillis();
    }

    private static String signed(double ratio) {
        return Math.round(ratio * 100) + " %";
    }

    private static String left(List<HistoryBucket> buckets, double[] left, HistoryBucket bucket) {
        double known = left[buckets.indexOf(bucket)];
        return Double.isNaN(known) ? "no data" : signed(known) + " left";
    }
}
