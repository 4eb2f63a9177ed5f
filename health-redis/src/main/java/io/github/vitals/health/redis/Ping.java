package io.github.vitals.health.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandType;
import java.util.concurrent.CompletableFuture;

/**
 * One PING. The client's own command timeout does not end it: the command is on its way all the same, and while the
 * server has not answered it, or the connection is lost, no other is sent.
 */
final class Ping<K, V> extends Command<K, V, String> {
    private final CompletableFuture<String> answer = new CompletableFuture<>();

    private Ping(CommandOutput<K, V, String> output) {
        super(CommandType.PING, output);
    }

    @SuppressWarnings("unchecked") // PING has neither keys nor values, so the codec meets none
    static <K, V> Ping<K, V> create() {
        return new Ping<>(new StatusOutput<>((RedisCodec<K, V>) StringCodec.UTF8));
    }

    /** Completed when the server answers, fails with its error, or with the loss of the connection. */
    CompletableFuture<String> answer() {
        return answer;
    }

    /** The connection is gone: nobody will answer, and nothing is to be sent again over the next one. */
    void lose() {
        super.cancel();
        answer.completeExceptionally(new RedisException("Connection lost while PING was unanswered"));
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
