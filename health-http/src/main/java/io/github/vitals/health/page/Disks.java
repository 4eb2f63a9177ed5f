package io.github.vitals.health.page;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthResult;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How full disks are and when they will be, from the details that checks of disk space give. */
final class Disks {
    private static final String FREE = ".freeBytes";

    private record Disk(String check, String path, double free, double total, Optional<Duration> fullIn) {}

    private Disks() {}

    static void write(Html html, Look look, List<CheckState> states) {
        List<Disk> disks = states.stream().flatMap(state -> of(state).stream()).toList();
        if (disks.isEmpty()) {
            return;
        }
        html.open("section", "class", "block", "aria-labelledby", "disks").element("h2", "Disks", "id", "disks");
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Disks");
        html.open("table").element("caption", "When each is full if it goes on as in the last hour");
        html.raw("<thead><tr><th scope=\"col\">Path</th><th scope=\"col\">Check</th><th scope=\"col\">Used</th>"
                + "<th scope=\"col\" class=\"number\">Free</th><th scope=\"col\" class=\"number\">Full in</th></tr></thead>"
                + "<tbody>");
        disks.forEach(disk -> row(html, look, disk));
        html.raw("</tbody></table>").close("div").close("section").raw("\n");
    }

    private static List<Disk> of(CheckState state) {
        Map<String, Object> details = state.result().map(HealthResult::details).orElse(Map.of());
        List<Disk> disks = new ArrayList<>();
        details.forEach((name, value) -> {
            if (!name.endsWith(FREE) || !(value instanceof Number free)) {
                return;
            }
            String path = name.substring(0, name.length() - FREE.length());
            if (details.get(path + ".totalBytes") instanceof Number total && total.doubleValue() > 0) {
                disks.add(new Disk(
                        state.name(),
                        path,
                        free.doubleValue(),
                        total.doubleValue(),
                        duration(details.get(path + ".fullIn"))));
            }
        });
        return disks;
    }

    private static Optional<Duration> duration(@Nullable Object value) {
        try {
            return value == null ? Optional.empty() : Optional.of(Duration.parse(value.toString()));
        } catch (DateTimeParseException another) {
            return Optional.empty();
        }
    }

    private static void row(Html html, Look look, Disk disk) {
        double used = 1 - disk.free / disk.total;
        html.open("tr").open("th", "scope", "row").element("bdi", disk.path).close("th");
        html.open("td")
                .element("a", disk.check, "href", look.toTrend(disk.check))
                .close("td")
                .open("td");
        html.raw(
                "<svg class=\"key\" width=\"120\" height=\"12\" aria-hidden=\"true\"><rect class=\"used\" height=\"12\""
                        + " width=\"" + Strip.number(120 * used)
                        + "\"/><rect class=\"room\" x=\".5\" y=\".5\" width=\"119\""
                        + " height=\"11\"/></svg> ");
        html.text(Math.round(used * 100) + " %").close("td");
        html.element("td", Words.bytes(disk.free) + " of " + Words.bytes(disk.total), "class", "number");
        html.element("td", disk.fullIn.map(Words::duration).orElse("not filling"), "class", "number")
                .close("tr");
    }
}
