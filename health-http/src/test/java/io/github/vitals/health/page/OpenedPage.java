package io.github.vitals.health.page;

import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.alerting.AlertBoard;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import io.github.vitals.health.history.HistoryKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/** A page of a registry that has run each of its checks once, at a time that stands still, and how it is asked. */
final class OpenedPage implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-03-14T15:09:26Z");

    final HealthRegistry health;
    private final HealthPage page;

    private OpenedPage(HealthRegistry health, boolean history, boolean detailed) {
        this(health, history, detailed, Optional.empty());
    }

    private OpenedPage(HealthRegistry health, boolean history, boolean detailed, Optional<AlertBoard> alerts) {
        this.health = health;
        HealthPage.Builder builder = HealthPage.builder(health).details(request -> detailed);
        if (history) {
            builder.past(new InventedPast(NOW, keys(health)));
        }
        alerts.ifPresent(builder::alerts);
        this.page = builder.build();
    }

    static OpenedPage of(Consumer<HealthRegistryBuilder> checks) {
        return new OpenedPage(registry(checks), true, true);
    }

    static OpenedPage withoutHistory(Consumer<HealthRegistryBuilder> checks) {
        return new OpenedPage(registry(checks), false, true);
    }

    static OpenedPage forEverybody(Consumer<HealthRegistryBuilder> checks) {
        return new OpenedPage(registry(checks), true, false);
    }

    static OpenedPage of(Consumer<HealthRegistryBuilder> checks, AlertBoard alerts) {
        return new OpenedPage(registry(checks), true, true, Optional.of(alerts));
    }

    static OpenedPage withoutHistory(Consumer<HealthRegistryBuilder> checks, AlertBoard alerts) {
        return new OpenedPage(registry(checks), false, true, Optional.of(alerts));
    }

    static OpenedPage forEverybody(Consumer<HealthRegistryBuilder> checks, AlertBoard alerts) {
        return new OpenedPage(registry(checks), true, false, Optional.of(alerts));
    }

    private static HealthRegistry registry(Consumer<HealthRegistryBuilder> checks) {
        HealthRegistryBuilder builder = HealthRegistry.builder();
        checks.accept(builder);
        HealthRegistry health = builder.build();
        health.check();
        return health;
    }

    private static List<HistoryKey> keys(HealthRegistry health) {
        List<HistoryKey> keys = new ArrayList<>();
        health.report().states().forEach(state -> keys.add(HistoryKey.check(state.name())));
        health.groups().stream()
                .map(HealthGroup::name)
                .sorted()
                .forEach(name -> keys.add(HistoryKey.group(HealthGroup.of(name))));
        return keys;
    }

    HealthResponse get(String uri, Map<String, String> headers) {
        return ask("GET", uri, headers);
    }

    HealthResponse get(String uri) {
        return get(uri, Map.of());
    }

    HealthResponse ask(String method, String uri, Map<String, String> headers) {
        return page.respond(request(method, uri, headers)).orElseThrow();
    }

    boolean answers(String path) {
        return page.respond(request("GET", path, Map.of())).isPresent();
    }

    private static HealthRequest request(String method, String uri, Map<String, String> headers) {
        int query = uri.indexOf('?');
        return HealthRequest.of(method, query < 0 ? uri : uri.substring(0, query))
                .withQuery(query < 0 ? null : uri.substring(query + 1))
                .withHeaders(name -> headers.get(name.toLowerCase(Locale.ROOT)));
    }

    String html(String uri) {
        return text(get(uri));
    }

    static String text(HealthResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static String unzipped(HealthResponse response) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException notCompressed) {
            throw new UncheckedIOException(notCompressed);
        }
    }

    /** The names of the checks that are shown in rows, in order. */
    List<String> rows(String uri) {
        return Pattern.compile("data-name=\"([^\"]*)\"")
                .matcher(html(uri))
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Override
    public void close() {
        health.close();
    }
}
