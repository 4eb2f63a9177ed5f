package io.github.vitals.health.page;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.history.HistoryBucket;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Why runs were not up: one bar for each bucket, a part of it for each reason. */
final class Failures {
    private static final int HEIGHT = 150;
    private static final int TOP = 14;

    /** The most frequent have a colour each; what is left shares the last. */
    private static final int MOST = 6;

    private Failures() {}

    static void write(Html html, Look look, Range range, List<HistoryBucket> buckets) {
        List<FailureReason> reasons = reasons(buckets);
        TrendScreen.figure(html, "Failures by reason", "runs that were not up, per " + range.per());
        if (reasons.isEmpty()) {
            html.element("p", "None in the " + range.words() + ".", "class", "empty");
        } else {
            legend(html, reasons);
            chart(html, look, range, buckets, reasons);
        }
        html.close("figure").raw("\n");
    }

    private static List<FailureReason> reasons(List<HistoryBucket> buckets) {
        Map<FailureReason, Integer> counts = new EnumMap<>(FailureReason.class);
        buckets.forEach(
                bucket -> bucket.failures().forEach((reason, count) -> counts.merge(reason, count, Integer::sum)));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<FailureReason, Integer>comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void legend(Html html, List<FailureReason> reasons) {
        html.open("ul", "class", "lines");
        for (int i = 0; i < Math.min(MOST, reasons.size()); i++) {
            boolean rest = i == MOST - 1 && reasons.size() > MOST;
            html.raw("<li><svg width=\"12\" height=\"12\" aria-hidden=\"true\"><rect class=\"reason-" + (i + 1)
                    + "\" width=\"12\" height=\"12\"/></svg>");
            html.text(rest ? "other" : reasons.get(i).label()).close("li");
        }
        html.close("ul");
    }

    private static void chart(
            Html html, Look look, Range range, List<HistoryBucket> buckets, List<FailureReason> reasons) {
        double most =
                LineChart.nice(buckets.stream().mapToInt(Said::failed).max().orElse(1));
        Slots slots = new Slots(html, range, buckets, look.view().at());
        slots.write(
                "Failures by reason, " + range.words(),
                HEIGHT,
                () -> {
                    html.raw("<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"" + TOP + "\" y2=\"" + TOP + "\"/>");
                    html.open("text", "x", "0", "y", "11")
                            .text(Words.grouped(Math.round(most)))
                            .close("text");
                    html.raw("<line class=\"grid\" x1=\"0\" x2=\"100%\" y1=\"150\" y2=\"150\"/>");
                },
                (bucket, index) -> stack(slots, bucket, index, reasons, most),
                bucket -> bucket.runs() == 0 ? "no runs" : Said.failures(bucket));
        slots.axis();
    }

    private static void stack(Slots slots, HistoryBucket bucket, int index, List<FailureReason> reasons, double most) {
        double y = HEIGHT;
        for (int i = 0; i < reasons.size(); i++) {
            int count = bucket.failures().getOrDefault(reasons.get(i), 0);
            double height = (HEIGHT - TOP) * count / most;
            y -= height;
            slots.part("reason-" + Math.min(MOST, i + 1), index, y, Math.max(0, height - (height > 3 ? 1 : 0)));
        }
    }
}
