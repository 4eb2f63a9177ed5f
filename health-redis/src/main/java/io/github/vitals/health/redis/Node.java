package io.github.vitals.health.redis;

import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/**
 * One server to ask.
 *
 * @param name its address; empty where there is only one
 * @param slots how many slots of a cluster it holds
 * @param line the way to it, perhaps still to come
 * @param keys makes a key that this server is responsible for
 */
record Node(String name, int slots, CompletableFuture<Line> line, UnaryOperator<String> keys) {
    static Node single(Line line) {
        return new Node("", 0, CompletableFuture.completedFuture(line), UnaryOperator.identity());
    }

    CompletableFuture<String> ask(Request request) {
        return line.thenCompose(way -> way.ask(request));
    }
}
