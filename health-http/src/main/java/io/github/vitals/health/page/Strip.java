package io.github.vitals.health.page;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.history.HistoryBucket;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The last hours of one check in a small picture: a column for each bucket. Below, in the colour of the worst status,
 * as high as the share of time that was not up; hatched above that, maintenance; the rest is up. Without data it is an
 * outline.
 */
final class Strip {
    static final double HEIGHT = 24;
    private static final int PITCH = 5;
    private static final int WIDTH = 4;

    /** What was for a moment only is seen all the same. */
    private static final double LEAST = 5;

    /** Between what was up and what was not, for those to whom the colours are the same. */
    private static final double GAP = 1.5;

    private Strip() {}

    /** How high the parts of a column are, from below. */
    record Column(HealthStatus worst, double bad, double maintenance, double up) {
        static Column of(HistoryBucket bucket, HealthStatus worst, double height) {
            double bad = raised(
                    bucket.share(HealthStatus.DOWN)
                            + bucket.share(HealthStatus.UNKNOWN)
                            + bucket.share(HealthStatus.DEGRADED),
                    height);
            double maintenance = Math.min(height - bad, raised(bucket.share(HealthStatus.MAINTENANCE), height));
            return new Column(worst, bad, maintenance, Math.max(0, height - bad - maintenance));
        }

        private static double raised(double share, double height) {
            return share <= 0 ? 0 : Math.max(LEAST * height / HEIGHT, share * height);
        }
    }

    static void write(Html html, List<HistoryBucket> buckets, String label) {
        Map<HealthStatus, StringBuilder> bad = new EnumMap<>(HealthStatus.class);
        StringBuilder up = new StringBuilder();
        StringBuilder hatched = new StringBuilder();
        StringBuilder none = new StringBuilder();
        for (int i = 0; i < buckets.size(); i++) {
            HistoryBucket bucket = buckets.get(i);
            int x = i * PITCH;
            if (bucket.worst().isEmpty()) {
                outline(none, buckets, i);
                continue;
            }
            Column column = Column.of(bucket, bucket.worst().get(), HEIGHT);
            double y = HEIGHT - column.bad();
            if (column.bad() > 0) {
                box(bad.computeIfAbsent(column.worst(), worst -> new StringBuilder()), x, y, column.bad());
            }
            box(hatched, x, y - column.maintenance(), column.maintenance());
            box(up, x, 0, y < HEIGHT || column.maintenance() > 0 ? column.up() - GAP : column.up());
        }
        html.open(
                "svg",
                "class",
                "strip",
                "viewBox",
                "0 0 " + Math.max(PITCH, buckets.size() * PITCH - 1) + " 24",
                "preserveAspectRatio",
                "none",
                "role",
                "img",
                "aria-label",
                label);
        path(html, "b-none", none);
        path(html, "b-up", up);
        bad.forEach((status, drawn) -> path(html, "b-" + Words.key(status), drawn));
        path(html, "b-maintenance\" fill=\"url(#hatch)", hatched);
        html.close("svg");
    }

    /** One for all that are without data in a row. */
    private static void outline(StringBuilder path, List<HistoryBucket> buckets, int index) {
        if (index > 0 && buckets.get(index - 1).worst().isEmpty()) {
            return;
        }
        int width = withoutData(buckets, index) * PITCH - 2;
        path.append('M').append(index * PITCH).append(".5 .5h").append(width).append("v23h-");
        path.append(width).append('z');
    }

    /** How many buckets in a row are without data, from one on. */
    static int withoutData(List<HistoryBucket> buckets, int from) {
        int to = from;
        while (to < buckets.size() && buckets.get(to).worst().isEmpty()) {
            to++;
        }
        return to - from;
    }

    private static void box(StringBuilder path, int x, double y, double height) {
        if (height > 0) {
            path.append('M').append(x).append(' ').append(number(y)).append('h').append(WIDTH);
            path.append('v').append(number(height)).append("h-").append(WIDTH).append('z');
        }
    }

    /** To a tenth, and short. */
    static String number(double value) {
        long tenths = Math.round(value * 10);
        return tenths % 10 == 0 ? Long.toString(tenths / 10) : tenths / 10 + "." + Math.abs(tenths % 10);
    }

    private static void path(Html html, String style, StringBuilder drawn) {
        if (drawn.length() > 0) {
            html.out()
                    .append("<path class=\"")
                    .append(style)
                    .append("\" d=\"")
                    .append(drawn)
                    .append("\"/>");
        }
    }
}
