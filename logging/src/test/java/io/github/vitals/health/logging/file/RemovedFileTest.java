package io.github.vitals.health.logging.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of lines when somebody takes the file away. */
class RemovedFileTest {
    @TempDir
    Path parent;

    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private Path folder;
    private FileSink sink;

    @BeforeEach
    void open() throws IOException {
        folder = parent.resolve("logs");
        FileSettings settings = new FileSettings(new LogFiles(folder, "app", ".json"), "app", 1_000_000, false, 0, 0);
        sink = new FileSink(settings, (file, offset) -> {}, () -> now);
        sink.open();
        write("first\n");
    }

    @AfterEach
    void close() {
        sink.close();
    }

    private void write(String lines) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(lines.getBytes(UTF_8));
        while (bytes.hasRemaining()) {
            sink.write(bytes);
        }
    }

    private Path file(int number) {
        return folder.resolve("app-2026-03-01." + number + ".json");
    }

    private void later() {
        now = now.plus(Duration.ofSeconds(2));
    }

    @Test
    void aFileThatIsRemovedIsFollowedByTheNext() throws IOException {
        Files.delete(file(0));
        later();
        write("second\n");
        assertThat(file(0)).doesNotExist();
        assertThat(file(1)).hasContent("second\n");
    }

    @Test
    void aFileThatIsReplacedIsLeftAlone() throws IOException {
        Files.move(file(0), folder.resolve("moved"));
        Files.writeString(file(0), "somebody else's\n");
        later();
        write("second\n");
        assertThat(file(0)).hasContent("somebody else's\n");
        assertThat(file(1)).hasContent("second\n");
    }

    @Test
    void aFolderThatIsRemovedIsMadeAgain() throws IOException {
        Files.delete(file(0));
        Files.delete(folder.resolve(".app.lock"));
        Files.delete(folder);
        later();
        write("second\n");
        assertThat(file(1)).hasContent("second\n");
    }

    @Test
    void itIsLookedAtOnceASecondOnly() throws IOException {
        Files.delete(file(0));
        write("lost\n");
        later();
        write("second\n");
        assertThat(file(1)).hasContent("second\n");
    }

    @Test
    void aLineOfWhichHalfWentToTheRemovedFileIsWrittenAgain() throws IOException {
        Files.delete(file(0));
        later();
        ByteBuffer lines = ByteBuffer.wrap("whole\nhalf of it\n".getBytes(UTF_8));
        lines.position("whole\nhalf".length());
        sink.write(lines);
        assertThat(file(1)).hasContent("half of it\n");
    }
}
