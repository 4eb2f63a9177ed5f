package io.github.vitals.health.page;

import io.github.vitals.health.history.HistoryBucket;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ObjIntConsumer;

/**
 * A picture of buckets, each of which can be pointed at: with a mouse or a finger, or, where a script helps, with the
 * arrow keys. For those who do not see it, it is a list. Places are in percent, so that it is as wide as there is room.
 */
final class Slots {
    private static final double FILLED = 0.86;
    private static final int TICKS = 4;

    private final Html html;
    private final Range range;
    private final List<HistoryBucket> buckets;
    private final Optional<Instant> at;
    private final Map<Instant, String> times;

    Slots(Html html, Range range, List<HistoryBucket> buckets, Optional<Instant> at) {
        this(html, range, buckets, at, new HashMap<>());
    }

    /** With times that were written already, by one of the same range. */
    Slots(Html html, Range range, List<HistoryBucket> buckets, Optional<Instant> at, Map<Instant, String> times) {
        this.html = html;
        this.range = range;
        this.buckets = buckets;
        this.at = at;
        this.times = times;
    }

    /** Draws what is behind, then each bucket with what is said of it. */
    void write(
            String label,
            int height,
            Runnable behind,
            ObjIntConsumer<HistoryBucket> drawing,
            Function<HistoryBucket, String> said) {
        html.open(
                "svg",
                "class",
                "plot",
                "height",
                Integer.toString(height),
                "role",
                "list",
                "aria-label",
                label,
                "data-from",
                from().toString(),
                "data-to",
                to().toString(),
                "data-form",
                range.form().name().toLowerCase(Locale.ROOT));
        html.raw("<g aria-hidden=\"true\">");
        behind.run();
        html.raw("</g>");
        for (int i = 0; i < buckets.size(); i++) {
            HistoryBucket bucket = buckets.get(i);
            StringBuilder out = html.out();
            out.append("<g class=\"slot\" role=\"listitem\" tabindex=\"").append(i == buckets.size() - 1 ? 0 : -1);
            out.append("\" data-at=\"").append(bucket.start()).append('"');
            if (isPinned(bucket)) {
                out.append(" aria-current=\"true\"");
            }
            out.append("><title>");
            html.text(time(bucket) + " · " + said.apply(bucket)).raw("</title>");
            drawing.accept(bucket, i);
            out.append("<rect class=\"hit\" x=\"").append(percent(left(i))).append("\" width=\"");
            out.append(percent(100.0 / buckets.size()))
                    .append("\" height=\"")
                    .append(height)
                    .append("\"/></g>");
        }
        html.close("svg").raw("\n");
    }

    private Instant from() {
        return buckets.get(0).start();
    }

    private Instant to() {
        return buckets.get(buckets.size() - 1).end();
    }

    private boolean isPinned(HistoryBucket bucket) {
        return at.filter(time -> !time.isBefore(bucket.start()) && time.isBefore(bucket.end()))
                .isPresent();
    }

    private double left(int index) {
        return 100.0 * index / buckets.size();
    }

    private String time(HistoryBucket bucket) {
        return times.computeIfAbsent(bucket.start(), start -> {
            Words.Form form = range.form();
            String from = Words.time(start, form);
            return form == Words.Form.DAY && bucket.width().toDays() <= 1
                    ? from + " UTC"
                    : from + " – " + Words.time(bucket.end(), form) + " UTC";
        });
    }

    /** A column of one bucket: what was bad from below, maintenance above, up to the top. */
    void column(HistoryBucket bucket, int index, int height) {
        String x = percent(left(index) + 100.0 / buckets.size() * (1 - FILLED) / 2);
        String width = percent(100.0 / buckets.size() * FILLED);
        if (bucket.worst().isEmpty()) {
            outline(index, height);
            return;
        }
        Strip.Column column = Strip.Column.of(bucket, bucket.worst().get(), height);
        double y = height - column.bad();
        boolean whole = column.bad() == 0 && column.maintenance() == 0;
        rect("b-up", x, width, 0, whole ? height : column.up() - 2);
        rect("b-maintenance\" fill=\"url(#hatch)", x, width, y - column.maintenance(), column.maintenance());
        rect("b-" + Words.key(column.worst()), x, width, y, column.bad());
    }

    /** One for all that are without data in a row. */
    private void outline(int index, int height) {
        if (index == 0 || buckets.get(index - 1).worst().isPresent()) {
            double margin = 100.0 / buckets.size() * (1 - FILLED) / 2;
            double right = left(index + Strip.withoutData(buckets, index)) - margin;
            String x = percent(left(index) + margin);
            rect("b-none", x, percent(right - left(index) - margin), 0.5, height - 1.0);
        }
    }

    /** A part of a bucket's column. */
    void part(String style, int index, double y, double height) {
        String x = percent(left(index) + 100.0 / buckets.size() * (1 - FILLED) / 2);
        rect(style, x, percent(100.0 / buckets.size() * FILLED), y, height);
    }

    private void rect(String style, String x, String width, double y, double height) {
        if (height > 0) {
            html.out()
                    .append("<rect class=\"")
                    .append(style)
                    .append("\" x=\"")
                    .append(x)
                    .append("\" y=\"");
            html.out()
                    .append(Strip.number(y))
                    .append("\" width=\"")
                    .append(width)
                    .append("\" height=\"");
            html.out().append(Strip.number(height)).append("\"/>");
        }
    }

    static String percent(double value) {
        long hundredths = Math.round(value * 100);
        long rest = hundredths % 100;
        return hundredths / 100 + (rest == 0 ? "%" : (rest < 10 ? ".0" : ".") + rest + "%");
    }

    /** The times below the picture. */
    void axis() {
        html.open("svg", "class", "axis", "aria-hidden", "true");
        for (int i = 0; i <= TICKS; i++) {
            int index = buckets.size() * i / TICKS;
            Instant time = index == buckets.size() ? to() : buckets.get(index).start();
            html.open(
                    "text",
                    "x",
                    percent(left(index)),
                    "y",
                    "14",
                    "data-time",
                    time.toString(),
                    "data-form",
                    range.form().name().toLowerCase(Locale.ROOT),
                    "class",
                    i % 2 == 1 ? "between" : "end");
            html.text(Words.time(time, range.form())).close("text");
        }
        html.close("svg").raw("\n");
    }
}
