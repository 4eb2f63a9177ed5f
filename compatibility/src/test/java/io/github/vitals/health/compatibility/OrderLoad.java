package io.github.vitals.health.compatibility;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * 200 orders a second on 24 connections that are kept open; every fifth takes 300 ms, the others no time. They are
 * POSTs, which neither Java's client nor a proxy sends a second time: one that is lost is seen to be lost.
 */
final class OrderLoad implements AutoCloseable {
    private static final int CONNECTIONS = 24;
    private static final Duration PAUSE = Duration.ofMillis(120);
    private static final Duration LONG = Duration.ofMillis(300);
    private static final int ONE_IS_LONG_OF = 5;

    private final ScheduledExecutorService clients = Executors.newScheduledThreadPool(CONNECTIONS);
    private final AtomicInteger sent = new AtomicInteger();
    private final Map<String, Integer> answered = new ConcurrentHashMap<>();
    private final List<String> lost = new CopyOnWriteArrayList<>();

    OrderLoad(URI orders) {
        for (int i = 0; i < CONNECTIONS; i++) {
            HttpClient connection =
                    HttpClient.newBuilder().version(Version.HTTP_1_1).build();
            clients.scheduleAtFixedRate(
                    () -> order(connection, orders),
                    PAUSE.toMillis() * i / CONNECTIONS,
                    PAUSE.toMillis(),
                    TimeUnit.MILLISECONDS);
        }
    }

    private void order(HttpClient connection, URI orders) {
        int number = sent.incrementAndGet();
        long work = number % ONE_IS_LONG_OF == 0 ? LONG.toMillis() : 0;
        String order = "{\"order\":" + number + "}";
        HttpRequest request = HttpRequest.newBuilder(URI.create(orders + "?" + work))
                .timeout(Duration.ofSeconds(20))
                .POST(BodyPublishers.ofString(order))
                .build();
        try {
            HttpResponse<String> answer = connection.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == 200 && answer.body().equals(order)) {
                answered.merge(answer.headers().firstValue("Served-By").orElseThrow(), 1, Integer::sum);
            } else {
                lost.add(number + ": " + answer.statusCode() + " " + answer.body());
            }
        } catch (IOException failed) {
            lost.add(number + ": " + failed);
        } catch (InterruptedException stop) {
            lost.add(number + ": " + stop);
            Thread.currentThread().interrupt();
        }
    }

    /** How many orders each process has answered. */
    Map<String, Integer> answered() {
        return Map.copyOf(answered);
    }

    int answeredBy(String process) {
        return answered.getOrDefault(process, 0);
    }

    int sent() {
        return sent.get();
    }

    List<String> lost() {
        return List.copyOf(lost);
    }

    /** Sends no more, and waits for the answers that are still to come. */
    @Override
    public void close() throws InterruptedException {
        clients.shutdown();
        if (!clients.awaitTermination(30, TimeUnit.SECONDS)) {
            clients.shutdownNow();
        }
    }
}
