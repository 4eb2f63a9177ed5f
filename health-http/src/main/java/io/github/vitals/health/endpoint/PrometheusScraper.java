package io.github.vitals.health.endpoint;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The meters of Micrometer's Prometheus registry; a class of its own, because that registry is optional. In OpenMetrics
 * only counters and buckets have exemplars: Prometheus 2 refuses a scrape that has others, and the registry writes them.
 */
final class PrometheusScraper implements Scraper {
    private static final List<String> SUFFIXES = List.of("_total", "_count", "_sum", "_bucket", "_info", "_created");

    private static final boolean CREATED = false;
    private static final boolean EXEMPLARS_EVERYWHERE = false;
    private static final OpenMetricsTextFormatWriter OPEN_METRICS =
            new OpenMetricsTextFormatWriter(CREATED, EXEMPLARS_EVERYWHERE);

    private final PrometheusMeterRegistry meters;

    PrometheusScraper(PrometheusMeterRegistry meters) {
        this.meters = Objects.requireNonNull(meters, "meters: null (expected: a Prometheus meter registry)");
    }

    @Override
    public void scrape(OutputStream out, String contentType, Set<String> names) throws IOException {
        if (OPEN_METRICS.accepts(contentType)) {
            OPEN_METRICS.write(out, snapshots(names));
        } else if (names.isEmpty()) {
            meters.scrape(out, contentType);
        } else {
            meters.scrape(out, contentType, families(names));
        }
    }

    private MetricSnapshots snapshots(Set<String> names) {
        return names.isEmpty()
                ? meters.getPrometheusRegistry().scrape()
                : meters.getPrometheusRegistry().scrape(families(names)::contains);
    }

    /** The registry knows families; a caller may name what a family's lines are called. */
    private static Set<String> families(Set<String> names) {
        Set<String> families = new HashSet<>(names);
        for (String name : names) {
            for (String suffix : SUFFIXES) {
                if (name.endsWith(suffix)) {
                    families.add(name.substring(0, name.length() - suffix.length()));
                }
            }
        }
        return families;
    }
}
