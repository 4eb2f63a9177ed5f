package io.github.vitals.health.metrics.application;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Says whose meters these are and what bounds they have. Common tags and limits hold for all meters of the registry that
 * are made afterwards, whoever makes them; so this comes first. Not thread-safe.
 */
public final class ApplicationMetricsBuilder {
    final MeterRegistry registry;
    int combinations = 200;
    List<Duration> objectives = Stream.of(5, 10, 25, 50, 100, 250, 300, 500, 1_000, 2_500, 5_000, 10_000)
            .map(Duration::ofMillis)
            .toList();

    private final Map<String, String> common = new LinkedHashMap<>();
    private final Map<String, String> build = new LinkedHashMap<>();
    private final List<MeterFilter> limits = new ArrayList<>();

    ApplicationMetricsBuilder(MeterRegistry registry) {
        this.registry = Arguments.requireNonNull("registry", registry);
    }

    /**
     * Names the service; a common tag {@code service}.
     *
     * @param name the same for all instances
     * @return this builder
     */
    public ApplicationMetricsBuilder service(String name) {
        common.put("service", Arguments.text("service", name));
        return this;
    }

    /**
     * Names this instance; a common tag {@code service.instance}. Where Prometheus scrapes, it knows the instance by
     * itself and this is not needed.
     *
     * @param name another for each instance
     * @return this builder
     */
    public ApplicationMetricsBuilder instance(String name) {
        common.put("service.instance", Arguments.text("instance", name));
        return this;
    }

    /**
     * Says which version runs; a common tag {@code version}, so each deployment begins new time series.
     *
     * @param version for example {@code 1.4.2}
     * @return this builder
     */
    public ApplicationMetricsBuilder version(String version) {
        common.put("version", Arguments.text("version", version));
        return this;
    }

    /**
     * Says where it runs; a common tag {@code environment}.
     *
     * @param environment for example {@code production}
     * @return this builder
     */
    public ApplicationMetricsBuilder environment(String environment) {
        common.put("environment", Arguments.text("environment", environment));
        return this;
    }

    /**
     * Adds a fact of the build to {@code build.info}, a gauge that is always 1 and tells by its tags; it has the common
     * tags and {@code java} by itself.
     *
     * @param key as a tag key, for example {@code revision}
     * @param value the fact
     * @return this builder
     * @throws IllegalArgumentException if the key is none
     */
    public ApplicationMetricsBuilder build(String key, String value) {
        build.put(Arguments.name("key", key), Arguments.text("value", value));
        return this;
    }

    /**
     * Sets how many combinations of tag values a meter may have; 200 if not set.
     *
     * @param most 1 to 10,000
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public ApplicationMetricsBuilder combinations(int most) {
        this.combinations = Arguments.between("combinations", most, 1, 10_000);
        return this;
    }

    /**
     * Sets the buckets of durations; if not set 5, 10, 25, 50, 100, 250, 300 and 500 ms, 1, 2.5, 5 and 10 s.
     *
     * @param objectives 1 to 30, rising
     * @return this builder
     * @throws IllegalArgumentException if they are none
     */
    public ApplicationMetricsBuilder objectives(Duration... objectives) {
        this.objectives = Arguments.objectives(objectives);
        return this;
    }

    /**
     * Bounds the values of one tag of a meter that is not made here; what is new beyond becomes {@code other}.
     *
     * @param meter its name, for example {@code http.server.requests}
     * @param tagKey the tag, for example {@code uri}
     * @param most 1 to 10,000 values
     * @return this builder
     * @throws IllegalArgumentException if it is out of range
     */
    public ApplicationMetricsBuilder limit(String meter, String tagKey, int most) {
        limits.add(new ValueLimit(
                registry,
                Arguments.text("meter", meter),
                Arguments.text("tagKey", tagKey),
                Arguments.between("most", most, 1, 10_000)));
        return this;
    }

    /**
     * Gives the registry its common tags and limits, and adds {@code build.info} if anything was said of the service or its
     * build.
     *
     * @return the meters' maker
     */
    public ApplicationMetrics build() {
        registry.config().commonTags(tags(common));
        limits.forEach(registry.config()::meterFilter);
        if (!common.isEmpty() || !build.isEmpty()) {
            tellBuild();
        }
        return new ApplicationMetrics(this);
    }

    private void tellBuild() {
        build.putIfAbsent("java", Runtime.version().toString());
        Gauge.builder("build.info", () -> 1)
                .tags(tags(build))
                .description("What runs, told by the labels")
                .strongReference(true)
                .register(registry);
    }

    private static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag -> Tag.of(tag.getKey(), tag.getValue()))
                .toList();
    }
}
