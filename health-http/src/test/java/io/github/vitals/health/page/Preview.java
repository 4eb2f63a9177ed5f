package io.github.vitals.health.page;

import com.sun.net.httpserver.HttpServer;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.checks.DiskSpaceCheck;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import io.github.vitals.health.history.HistoryKey;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

final class Preview {
    public static void main(String... args) throws Exception {
        int port = Integer.parseInt(args[0]);
        int more = args.length > 1 ? Integer.parseInt(args[1]) : 0;
        HealthGroup outside = HealthGroup.of("outside-world");
        HealthCheck up = context -> { Thread.sleep(12); return HealthResult.up(); };
        HealthRegistryBuilder builder = HealthRegistry.builder().group(outside).threads(16)
            .check("orders-db", context -> HealthResult.down(FailureReason.CONNECT_REFUSED, "nobody listens at 10.1.2.3:5432 (Connection refused)").detail("pool.active", 12).detail("jdbc.url", "jdbc:postgresql://10.1.2.3:5432/orders"), p -> p.failureThreshold(1).tags("sql", "team:orders"))
            .check("orders-repository", up, p -> p.dependsOn("orders-db").failureThreshold(1).tags("team:orders"))
            .check("cache", context -> HealthResult.degraded(FailureReason.SLOW, "PING took 340 ms (expected: at most 100 ms)"), p -> p.critical(false).tags("redis"))
            .check("payments", context -> HealthResult.down(FailureReason.TLS_EXPIRED, "certificate of api.payments.example expired 2 days ago <script>alert(1)</script>"), p -> p.groups(outside).failureThreshold(3).critical(false))
            .check("exchange-rates", up, p -> p.groups(outside).tags("http"))
            .check("search-index-with-a-rather-long-name.of-the-eu-central-1.production.cluster", context -> HealthResult.down(FailureReason.STATUS, "503 Service Unavailable: " + "the cluster has no elected master and refuses to answer until one is found; ".repeat(3)), p -> p.failureThreshold(1).groups(outside))
            .check("dns", up, p -> p.groups(outside, HealthGroup.READINESS))
            .check("disk", DiskSpaceCheck.of(Path.of("/tmp")))
            .check("heap", up, p -> p.groups(HealthGroup.LIVENESS))
            .check("deadlock", up, p -> p.groups(HealthGroup.LIVENESS))
            .check("mail", up, p -> p.critical(false))
            .check("replication", context -> HealthResult.unknown("no standby has answered yet"), p -> p.tags("sql"));
        for (int i = 0; i < more; i++) builder.check("service-" + i, up, p -> p.period(Duration.ofSeconds(30)));
        HealthRegistry health = builder.start();
        health.check();
        health.maintain("mail", Duration.ofHours(1), "upgrade to 18");
        List<HistoryKey> keys = new ArrayList<>();
        health.report().states().forEach(s -> keys.add(HistoryKey.check(s.name())));
        for (HealthGroup g : List.of(HealthGroup.READINESS, HealthGroup.LIVENESS, HealthGroup.STARTUP, HealthGroup.ALL, outside)) keys.add(HistoryKey.group(g));
        HealthPage page = HealthPage.builder(health).past(new InventedPast(Instant.now(), keys)).details(r -> !r.path().startsWith("/bare") && r.parameter("bare").isEmpty()).build();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            HealthRequest request = HealthRequest.of(exchange.getRequestMethod(), exchange.getRequestURI().getPath()).withQuery(exchange.getRequestURI().getRawQuery()).withHeaders(n -> exchange.getRequestHeaders().getFirst(n));
            long t = System.nanoTime();
            HealthResponse response = page.respond(request).orElseGet(() -> HealthResponse.of(404, "text/plain", new byte[0]));
            System.out.println(request + " " + response + " " + (System.nanoTime() - t) / 1000 + " us");
            response.headers().forEach(exchange.getResponseHeaders()::set);
            exchange.sendResponseHeaders(response.statusCode(), response.length() == 0 ? -1 : response.length());
            response.writeTo(exchange.getResponseBody());
            exchange.close();
        });
        server.start();
    }
}
