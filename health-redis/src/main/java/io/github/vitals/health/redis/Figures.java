package io.github.vitals.health.redis;

import io.github.vitals.health.HealthResult;
import io.github.vitals.health.Measurement;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;

/** Shows what servers told, as details and meters: of several, sums, and the furthest behind. */
final class Figures {
    private static final String BYTES = "bytes";

    private final List<Facts> all;
    private HealthResult result;

    private Figures(HealthResult result, List<Facts> all) {
        this.result = result;
        this.all = all;
    }

    static HealthResult show(HealthResult result, List<Facts> all) {
        Figures figures = new Figures(result, all);
        figures.identity();
        figures.load();
        figures.replication();
        figures.cluster();
        return figures.result;
    }

    private void identity() {
        text("version", "redis_version");
        text("role", "role");
        text("rdb", "rdb_last_bgsave_status");
        text("aof", "aof_last_write_status");
    }

    private void load() {
        show("memory.used", BYTES, sum("used_memory"));
        show("memory.limit", BYTES, known(sum("maxmemory")));
        text("memory.policy", "maxmemory_policy");
        show("keys.evicted", "", sum("evicted_keys"));
        show("clients", "", sum("connected_clients"));
        show("clients.limit", "", sum("maxclients"));
        show("connections.rejected", "", sum("rejected_connections"));
    }

    private void replication() {
        text("link", "master_link_status");
        show("replicas", "", sum("connected_slaves"));
        show("replication.lag", "seconds", most(facts -> Lag.of(facts).seconds()));
        show("replication.backlog", BYTES, most(facts -> Lag.of(facts).bytes()));
    }

    private void cluster() {
        text("cluster.state", "cluster_state");
    }

    /** Where the servers differ, every value once. */
    private void text(String name, String field) {
        List<String> values = all.stream()
                .flatMap(facts -> facts.text(field).stream())
                .distinct()
                .limit(5)
                .toList();
        if (!values.isEmpty()) {
            result = result.detail(name, String.join(", ", values));
        }
    }

    private void show(String name, String unit, OptionalLong value) {
        if (value.isPresent()) {
            result = result.detail(name, value.getAsLong())
                    .measured(Measurement.gauge("health.redis." + name, unit, (double) value.getAsLong()));
        }
    }

    private OptionalLong sum(String field) {
        long[] known = all.stream()
                .flatMapToLong(facts -> facts.number(field).stream())
                .toArray();
        return known.length == 0
                ? OptionalLong.empty()
                : OptionalLong.of(Arrays.stream(known).sum());
    }

    /** Zero means that there is no limit. */
    private static OptionalLong known(OptionalLong limit) {
        return limit.orElse(0) == 0 ? OptionalLong.empty() : limit;
    }

    private OptionalLong most(Function<Facts, OptionalLong> value) {
        return Lag.most(all.stream().map(value));
    }
}
