package io.github.vitals.health.redis;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One run over connected servers: PING first, then what the rules have to know of those that answered it. */
final class Examination {
    private final List<Node> nodes;
    private final Deadline deadline;
    private final List<Facts> facts = new ArrayList<>();
    private final Map<Node, Reply> silent = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private Duration ping = Duration.ZERO;

    Examination(List<Node> nodes, Deadline deadline) {
        this.nodes = nodes;
        this.deadline = deadline;
    }

    /** Tells apart who answers; how long it took is until the last answer. */
    void ping() throws InterruptedException {
        // One of several that hangs must leave time to ask the others further.
        Deadline until = nodes.size() > 1 ? deadline.half() : deadline;
        long begun = System.nanoTime();
        List<CompletableFuture<String>> answers =
                nodes.stream().map(node -> node.ask(Request.PING)).toList();
        for (int i = 0; i < nodes.size(); i++) {
            Reply reply = Reply.of(Request.PING, answers.get(i), until);
            if (reply.failure() == null) {
                facts.add(answered(nodes.get(i), reply));
                ping = Duration.ofNanos(System.nanoTime() - begun).truncatedTo(ChronoUnit.MICROS);
            } else {
                silent.put(nodes.get(i), reply);
            }
        }
    }

    private Facts answered(Node node, Reply reply) {
        if (!reply.text().equals("PONG")) {
            findings.add(Finding.down(FailureReason.PROTOCOL, "the answer to PING is " + reply.text())
                    .at(node.name()));
        }
        return new Facts(node);
    }

    void ask(List<Rule> rules, @Nullable String writableKey) throws InterruptedException {
        Map<Facts, Map<Request, CompletableFuture<String>>> all = new LinkedHashMap<>();
        for (Facts each : facts) {
            Map<Request, CompletableFuture<String>> answers = new LinkedHashMap<>();
            requests(each, rules, writableKey)
                    .forEach(request -> answers.put(request, each.node().ask(request)));
            all.put(each, answers);
        }
        for (Map.Entry<Facts, Map<Request, CompletableFuture<String>>> each : all.entrySet()) {
            for (Map.Entry<Request, CompletableFuture<String>> answer :
                    each.getValue().entrySet()) {
                each.getKey().add(Reply.of(answer.getKey(), answer.getValue(), deadline));
            }
        }
        facts.forEach(each -> judge(each, rules));
    }

    /** The state of a whole cluster is asked of one node. */
    private Set<Request> requests(Facts of, List<Rule> rules, @Nullable String writableKey) {
        Set<Request> requests = new LinkedHashSet<>();
        rules.forEach(rule -> requests.addAll(rule.asks()));
        if (of != facts.get(0)) {
            requests.remove(Request.CLUSTER);
        }
        if (writableKey != null) {
            requests.add(Request.write(of.node().keys().apply(writableKey)));
        }
        return requests;
    }

    private void judge(Facts of, List<Rule> rules) {
        Stream.concat(Unanswered.findings(of).stream(), rules.stream().flatMap(rule -> rule.judge(of).stream()))
                .map(finding -> finding.at(of.node().name()))
                .forEach(findings::add);
    }

    void slow(@Nullable Duration limit) {
        if (limit != null && ping.compareTo(limit) > 0) {
            findings.add(Finding.degraded(
                    FailureReason.SLOW, "PING took " + ping.toMillis() + " ms (limit: " + limit.toMillis() + " ms)"));
        }
    }

    /** Some nodes of a cluster do not answer. */
    void incomplete(HealthStatus status) {
        if (!silent.isEmpty() && !facts.isEmpty()) {
            String message = silent.size() + " of " + nodes.size() + " masters do not answer, " + uncovered()
                    + " slots with them: " + Unanswered.names(silent);
            findings.add(new Finding(status, FailureReason.INCOMPLETE, message));
        }
    }

    int uncovered() {
        return silent.keySet().stream().mapToInt(Node::slots).sum();
    }

    List<Node> nodes() {
        return nodes;
    }

    /** Those that answered PING. */
    List<Facts> facts() {
        return facts;
    }

    /** Those that did not answer PING, and why. */
    Map<Node, Reply> silent() {
        return silent;
    }

    List<Finding> findings() {
        return findings;
    }

    /** How long PING took. */
    Duration pinged() {
        return ping;
    }
}
