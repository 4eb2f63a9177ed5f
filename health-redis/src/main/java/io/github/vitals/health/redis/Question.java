package io.github.vitals.health.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.Command;
import java.util.concurrent.CompletableFuture;

/**
 * One command. The client's own command timeout does not end it: the command is on its way all the same, and while the
 * server has not answered it, or the connection is lost, no other of its kind is sent.
 */
final class Question<K, V, T> extends Command<K, V, T> {
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final String text;

    private Question(Request request, CommandOutput<K, V, T> output) {
        super(request.type(), output, request.arguments());
        text = request.text();
    }

    static <K, V> Question<K, V, ?> of(Request request) {
        return of(request, request.output());
    }

    private static <K, V, T> Question<K, V, T> of(Request request, CommandOutput<K, V, T> output) {
        return new Question<>(request, output);
    }

    /** Completed when the server answers, fails with its error, or with the loss of the connection. */
    CompletableFuture<String> answer() {
        return answer;
    }

    /** The connection is gone: nobody will answer, and nothing is to be sent again over the next one. */
    void lose() {
        super.cancel();
        answer.completeExceptionally(new RedisException("Connection lost while " + text + " was unanswered"));
    }

    @Override
    public void complete() {
        super.complete();
        if (getOutput().hasError()) {
            answer.completeExceptionally(
                    new RedisCommandExecutionException(getOutput().getError()));
        } else {
            answer.complete(String.valueOf(getOutput().get()));
        }
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
        if (failure instanceof RedisCommandTimeoutException) {
            return false;
        }
        answer.completeExceptionally(failure);
        return super.completeExceptionally(failure);
    }

    @Override
    public void cancel() {
        lose();
    }
}
