package io.github.vitals.health.net;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.outbound.Deadline;
import io.github.vitals.health.outbound.Shown;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is sent over an open connection and what is expected back. Immutable. */
final class Exchange {
    private static final int BANNER = 200;

    /** Of what we send, words of this length on could be secrets that the other side repeats. */
    private static final int WORD = 4;

    private final byte[] sent;
    private final @Nullable Expectation expected;
    private final int readAtMost;
    private final boolean banner;

    Exchange(byte[] sent, @Nullable Expectation expected, int readAtMost, boolean banner) {
        this.sent = sent.clone();
        this.expected = expected;
        this.readAtMost = readAtMost;
        this.banner = banner;
    }

    void perform(Line line, Target target, Deadline deadline, Journal journal) throws Failure, InterruptedException {
        if (sent.length == 0 && expected == null) {
            return;
        }
        ByteBuffer answer = ByteBuffer.allocate(expected == null ? 0 : readAtMost);
        try {
            line.send(ByteBuffer.wrap(sent), deadline);
            if (expected != null) {
                receive(expected, line, answer, target, deadline);
            }
            journal.phase("answer");
        } catch (SocketTimeoutException late) {
            throw late(target, deadline, answer, late);
        } catch (IOException lost) {
            throw new Failure(
                    FailureReason.CONNECTION_LOST,
                    target + ": the connection was lost after " + bytes(answer) + " ("
                            + Shown.printable(String.valueOf(lost.getMessage())) + ")",
                    lost);
        } finally {
            if (banner && answer.position() > 0) {
                journal.detail("banner", shown(answer));
            }
        }
    }

    private void receive(Expectation wanted, Line line, ByteBuffer answer, Target target, Deadline deadline)
            throws IOException, Failure, InterruptedException {
        while (!wanted.met(text(answer))) {
            if (!answer.hasRemaining()) {
                throw new Failure(
                        FailureReason.SIZE,
                        target + ": the first " + bytes(answer) + " are not as expected (expected: " + wanted.text()
                                + ")");
            }
            if (line.receive(answer, deadline) < 0) {
                throw closed(target, answer, wanted);
            }
        }
    }

    private static Failure closed(Target target, ByteBuffer answer, Expectation wanted) {
        return answer.position() == 0
                ? new Failure(FailureReason.CONNECTION_LOST, target + ": the connection was closed without an answer")
                : new Failure(
                        FailureReason.BODY,
                        target + ": the answer of " + bytes(answer) + " is not as expected (expected: " + wanted.text()
                                + ")");
    }

    private Failure late(Target target, Deadline deadline, ByteBuffer answer, SocketTimeoutException late) {
        return answer.position() == 0 || expected == null
                ? new Failure(FailureReason.TIMEOUT, target + ": no answer " + deadline.within(), late)
                : new Failure(
                        FailureReason.BODY,
                        target + ": " + bytes(answer) + " " + deadline.within() + " are not as expected (expected: "
                                + expected.text() + ")",
                        late);
    }

    private static String bytes(ByteBuffer answer) {
        return answer.position() + " bytes";
    }

    private static String text(ByteBuffer answer) {
        return StandardCharsets.UTF_8.decode(answer.duplicate().flip()).toString();
    }

    /** The beginning of the answer, without what we sent: the other side may repeat it. */
    private String shown(ByteBuffer answer) {
        String text = text(answer);
        for (String word : List.of(new String(sent, StandardCharsets.UTF_8).split("[\\s\\p{Cntrl}]+"))) {
            text = word.length() < WORD ? text : text.replace(word, "***");
        }
        return text.length() > BANNER ? text.substring(0, BANNER) + "…" : text;
    }
}
