package io.github.vitals.health.alerts.channel;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Several far sides that are told the same at the same time. Not thread-safe. */
final class Cluster {
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Http http;
    private final List<URI> addresses;

    Cluster(Http http, List<URI> addresses) {
        this.http = http;
        this.addresses = addresses;
    }

    private record Call(Http.Post post, CompletableFuture<HttpResponse<String>> begun) {}

    /** Tells all, and waits until one has taken it and the others had a moment more. */
    String tell(String body, @Nullable Secret authorization, Deadline deadline)
            throws DeliveryFailure, InterruptedException {
        List<Call> calls = begin(body, authorization, deadline);
        try {
            return collect(calls, deadline);
        } finally {
            calls.forEach(call -> call.begun().cancel(true));
        }
    }

    private List<Call> begin(String body, @Nullable Secret authorization, Deadline deadline) throws DeliveryFailure {
        List<Call> calls = new ArrayList<>();
        for (URI address : addresses) {
            Http.Post post = Http.Post.json(address, body, Masked.nothing());
            if (authorization != null) {
                post = post.withSecret("Authorization", authorization.value());
            }
            calls.add(new Call(post, http.begin(post, deadline)));
        }
        return calls;
    }

    private String collect(List<Call> calls, Deadline deadline) throws DeliveryFailure, InterruptedException {
        await(taken(calls), deadline.remaining());
        await(ended(calls), grace(deadline));
        List<DeliveryFailure> failures = new ArrayList<>();
        for (Call call : calls) {
            outcome(call, deadline).ifPresent(failures::add);
        }
        if (failures.size() == calls.size()) {
            throw soonest(failures);
        }
        return calls.size() - failures.size() + " of " + calls.size() + " took it"
                + (failures.isEmpty() ? "" : "; " + failures.get(0).getMessage());
    }

    private static Duration grace(Deadline deadline) {
        Duration left = deadline.left();
        return left.compareTo(GRACE) < 0 ? left : GRACE;
    }

    /** Ends when one has taken it, or none will. */
    private static CompletableFuture<Void> taken(List<Call> calls) {
        CompletableFuture<Void> taken = ended(calls);
        for (Call call : calls) {
            CompletableFuture<Void> unused = call.begun().thenAccept(response -> {
                if (response.statusCode() / 100 == 2) {
                    taken.complete(null);
                }
            });
        }
        return taken;
    }

    private static CompletableFuture<Void> ended(List<Call> calls) {
        return CompletableFuture.allOf(calls.stream()
                .map(call -> call.begun().handle((response, failure) -> ""))
                .toArray(CompletableFuture<?>[]::new));
    }

    private static void await(CompletableFuture<Void> event, Duration longest) throws InterruptedException {
        try {
            event.get(longest.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            event.cancel(false);
        } catch (ExecutionException none) {
            throw new IllegalStateException("failed (expected: every failure handled)", none);
        }
    }

    /** Empty if it was taken. */
    private Optional<DeliveryFailure> outcome(Call call, Deadline deadline) throws InterruptedException {
        if (!call.begun().isDone()) {
            return Optional.of(deadline.passed());
        }
        try {
            Answer answer = http.answer(call.begun(), call.post(), deadline);
            return answer.successful() ? Optional.empty() : Optional.of(answer.failure());
        } catch (DeliveryFailure failed) {
            return Optional.of(failed);
        }
    }

    private static DeliveryFailure soonest(List<DeliveryFailure> failures) {
        return failures.stream()
                .filter(failure -> !failure.rejected())
                .findFirst()
                .orElse(failures.get(0));
    }

    void close() {
        http.close();
    }
}
