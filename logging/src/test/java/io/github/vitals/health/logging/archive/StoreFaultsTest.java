package io.github.vitals.health.logging.archive;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A store that fails or damages what it is given: the original stays. */
class StoreFaultsTest {
    @TempDir
    private Path folder;

    private Logs logs;
    private Path original;

    @BeforeEach
    void oneClosedFile() throws IOException {
        logs = new Logs(folder);
        original = logs.closed(Logs.DAY, 0, 30);
    }

    /** An object store, as large as memory, whose faults a test sets. */
    private static final class Objects implements ArchiveStore {
        final Map<String, byte[]> objects = new HashMap<>();
        UnaryOperator<byte[]> damage = bytes -> bytes;
        boolean down;

        @Override
        public void put(String name, Path file) throws IOException {
            answer();
            objects.put(name, damage.apply(Files.readAllBytes(file)));
        }

        @Override
        public InputStream read(String name) throws IOException {
            answer();
            if (!objects.containsKey(name)) {
                throw new NoSuchFileException(name);
            }
            return new ByteArrayInputStream(objects.get(name));
        }

        @Override
        public List<String> list(String prefix) throws IOException {
            answer();
            return objects.keySet().stream()
                    .filter(name -> name.startsWith(prefix))
                    .toList();
        }

        @Override
        public void delete(String name) throws IOException {
            answer();
            objects.remove(name);
        }

        private void answer() throws IOException {
            if (down) {
                throw new IOException("503");
            }
        }
    }

    @Test
    void anObjectStoreHoldsTheArchivesAndTheDirectoryTheManifest() throws Exception {
        Objects store = new Objects();
        LogArchive archive = logs.builder().store(store).build();

        assertThat(archive.run().archived()).hasSize(1);

        assertThat(store.objects).containsOnlyKeys("app-2026-03-05.0.json.gz");
        assertThat(Logs.names(logs.archives)).containsExactly("app.lock", "holds.lock", "manifest-app.jsonl");
        assertThat(archive.verify().good()).isTrue();
    }

    @Test
    void aStoreThatDamagesBytesGetsNoOriginalAndKeepsNothing() throws Exception {
        Objects store = new Objects();
        LogArchive archive = logs.builder().store(store).build();
        List<UnaryOperator<byte[]>> damages = List.of(
                bytes -> new byte[0],
                bytes -> java.util.Arrays.copyOf(bytes, bytes.length - 1),
                StoreFaultsTest::flipped);
        for (UnaryOperator<byte[]> damage : damages) {
            store.damage = damage;
            assertThat(archive.run().failed()).containsExactly("app-2026-03-05.0.json");
            assertThat(original).exists();
            assertThat(store.objects).isEmpty();
            assertThat(archive.archived()).isEmpty();
        }
        assertThat(archive.failuresTotal()).isEqualTo(3);
        assertThat(archive.backlogFiles()).isEqualTo(1);
        assertThat(archive.backlogBytes()).isEqualTo(Files.size(original));
        assertThat(archive.backlogAge()).isGreaterThan(Duration.ofDays(4));
    }

    private static byte[] flipped(byte[] bytes) {
        byte[] other = bytes.clone();
        other[other.length / 2] ^= 4;
        return other;
    }

    @Test
    void aStoreThatIsDownIsToldOfOnceAndOnceAgainWhenItIsBack() {
        Objects store = new Objects();
        store.down = true;
        LogArchive archive = logs.builder().store(store).build();
        Logger logger = (Logger) LoggerFactory.getLogger(LogArchive.class);
        ListAppender<ILoggingEvent> heard = new ListAppender<>();
        heard.start();
        logger.addAppender(heard);
        try {
            archive.run();
            archive.run();
            assertThat(archive.failing().map(LogArchive.Failure::since)).contains(Logs.NOON);
            assertThat(original).exists();
            store.down = false;
            archive.run();
            archive.run();
        } finally {
            logger.detachAppender(heard);
        }
        assertThat(heard.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Closed log files cannot be archived or deleted; it is tried again",
                        "Closed log files are archived again");
        assertThat(original).doesNotExist();
        assertThat(archive.failing()).isEmpty();
    }

    @Test
    void anArchiveThatIsDamagedBeforeItsOriginalWentIsMadeAgain() throws Exception {
        Objects store = new Objects();
        logs.builder()
                .store(store)
                .steps(step -> {
                    if (step == Step.RECORDED) {
                        throw new IllegalStateException("crash");
                    }
                })
                .build()
                .run();
        store.objects.replaceAll((name, bytes) -> flipped(bytes));
        assertThat(original).exists();

        LogArchive archive = logs.builder().store(store).build();
        assertThat(archive.run().archived()).hasSize(1);

        assertThat(original).doesNotExist();
        assertThat(archive.verify().good()).isTrue();
        assertThat(logs.manifest()).hasSize(1);
    }

    @Test
    void aDeletionThatTheStoreRefusesIsDoneLater() throws Exception {
        Objects store = new Objects();
        LogArchive archive = logs.builder().store(store).build();
        archive.run();
        logs.pass(Duration.ofDays(1000));
        store.down = true;
        assertThat(archive.run().failed()).isNotEmpty();
        store.down = false;

        assertThat(archive.run().deleted()).containsExactly("app-2026-03-05.0.json.gz");
        assertThat(store.objects).isEmpty();
        assertThat(archive.deletedTotal(Deletion.RETENTION)).isEqualTo(1);
    }
}
