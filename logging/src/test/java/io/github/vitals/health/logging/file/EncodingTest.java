package io.github.vitals.health.logging.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import org.junit.jupiter.api.Test;

class EncodingTest {
    private final Encoding encoding = new Encoding(new Moody(), null);

    private static final class Moody extends EncoderBase<ILoggingEvent> {
        @Override
        public byte[] headerBytes() {
            return new byte[0];
        }

        @Override
        public byte[] encode(ILoggingEvent event) {
            return switch (event.getMessage()) {
                case "error" -> throw new StackOverflowError();
                case "nothing" -> new byte[0];
                default -> event.getMessage().getBytes(UTF_8);
            };
        }

        @Override
        public byte[] footerBytes() {
            return new byte[0];
        }
    }

    private byte[] encoded(String message) {
        LoggingEvent event = new LoggingEvent();
        event.setMessage(message);
        return encoding.encode(event);
    }

    @Test
    void anErrorCostsTheOneEventAndNothingIsNoFailure() {
        assertThat(encoded("error")).isEmpty();
        assertThat(encoded("nothing")).isEmpty();
        assertThat(encoded("fine")).asString(UTF_8).isEqualTo("fine");
        assertThat(encoding.failed()).isEqualTo(1);
    }
}
