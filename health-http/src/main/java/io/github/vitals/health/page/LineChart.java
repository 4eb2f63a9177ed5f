package io.github.vitals.health.page;

import io.github.vitals.health.history.HistoryBucket;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** Lines over time, a point for each bucket. Where there is no value, the line has a gap. */
final class LineChart {
    private static final int HEIGHT = 150;
    private static final int TOP = 14;
    private static final int PITCH = 10;
    private static final int DEPTH = 1000;

    private final Html html;
    private final Slots slots;
    private final double low;
    private final double high;
    private final DoubleFunction<String> label;

    /** A value to be seen beside the lines; NaN for none. */
    record Mark(double value, String words) {
        static final Mark NONE = new Mark(Double.NaN, "");
    }

    LineChart(Html html, Slots slots, double low, double high, DoubleFunction<String> label) {
        this.html = html;
        this.slots = slots;
        this.low = low;
        this.high = high;
        this.label = label;
    }

    /** A number that is as easy to read as it is not much larger. */
    static double nice(double most) {
        if (!(most > 0)) {
            return 1;
        }
        double unit = Math.pow(10, Math.floor(Math.log10(most)));
        for (double factor : new double[] {1, 2, 5}) {
            if (most <= factor * unit) {
                return factor * unit;
            }
        }
        return 10 * unit;
    }

    /** Lines from point to point, for what was measured now and then; NaN where nothing was. */
    void write(String words, List<double[]> lines, Function<HistoryBucket, String> said) {
        write(words, Mark.NONE, lines.get(0).length, said, () -> {
            for (int i = lines.size() - 1; i >= 0; i--) {
                line(lines.get(i), i + 1);
            }
        });
    }

    /** A line in steps, for what is so over the whole of each bucket; NaN where nothing is known. */
    void write(String words, double[] steps, Mark mark, Function<HistoryBucket, String> said) {
        write(words, mark, steps.length, said, () -> steps(steps));
    }

    private void write(String words, Mark mark, int points, Function<HistoryBucket, String> said, Runnable drawing) {
        slots.write(
                words,
                HEIGHT,
                () -> {
                    grid(mark);
                    html.open(
                            "svg",
                            "y",
                            Integer.toString(TOP),
                            "height",
                            Integer.toString(HEIGHT - TOP),
                            "width",
                            "100%",
                            "viewBox",
                            "0 0 " + Math.max(1, points) * PITCH + " " + DEPTH,
                            "preserveAspectRatio",
                            "none",
                            "overflow",
                            "visible");
                    drawing.run();
                    html.close("svg");
                },
                (bucket, index) -> {},
                said);
        slots.axis();
    }

    private void grid(Mark mark) {
        for (int i = 0; i <= 2; i++) {
            double value = high - (high - low) * i / 2;
            rule("grid", y(value));
            html.open("text", "x", "0", "y", Strip.number(y(value) - 3))
                    .text(label.apply(value))
                    .close("text");
        }
        if (mark.value > low && mark.value < high) {
            double y = y(mark.value);
            rule("target", y);
            // Below it, where above it is the topmost line.
            html.open("text", "x", "100%", "y", Strip.number(y < 2 * TOP ? y + TOP : y - 3), "text-anchor", "end");
            html.text(mark.words).close("text");
        }
    }

    private void rule(String style, double y) {
        html.open("line", "class", style, "x1", "0", "x2", "100%", "y1", Strip.number(y), "y2", Strip.number(y));
        html.close("line");
    }

    private double y(double value) {
        return TOP + (HEIGHT - TOP) * depth(value) / DEPTH;
    }

    private double depth(double value) {
        return DEPTH * (1 - Math.max(0, Math.min(1, (value - low) / (high - low))));
    }

    private void line(double[] values, int style) {
        StringBuilder path = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            if (Double.isNaN(values[i])) {
                continue;
            }
            boolean begins = i == 0 || Double.isNaN(values[i - 1]);
            boolean ends = i == values.length - 1 || Double.isNaN(values[i + 1]);
            String place = i * PITCH + PITCH / 2 + " " + Strip.number(depth(values[i]));
            path.append(begins ? 'M' : 'L').append(place);
            if (begins && ends) {
                dots.append('M').append(place).append("h0");
            }
        }
        html.out()
                .append("<path class=\"line line-")
                .append(style)
                .append("\" d=\"")
                .append(path)
                .append("\"/>");
        html.out()
                .append("<path class=\"line dot line-")
                .append(style)
                .append("\" d=\"")
                .append(dots)
                .append("\"/>");
    }

    private void steps(double[] values) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                boolean begins = i == 0 || Double.isNaN(values[i - 1]);
                path.append(begins ? 'M' : 'L').append(i * PITCH).append(' ').append(Strip.number(depth(values[i])));
                path.append('h').append(PITCH);
            }
        }
        html.out().append("<path class=\"line line-1\" d=\"").append(path).append("\"/>");
    }

    /** Which line is what. */
    static void legend(Html html, List<String> names) {
        html.open("ul", "class", "lines");
        for (int i = 0; i < names.size(); i++) {
            html.raw("<li><svg width=\"22\" height=\"8\" aria-hidden=\"true\"><path class=\"line line-" + (i + 1)
                    + "\" d=\"M0 4h22\"/></svg>");
            html.text(names.get(i)).close("li");
        }
        html.close("ul");
    }
}
