package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafepointsTest {
    private static final long START = 1_700_000_000_123L;
    private static final Map<String, Long> COUNTERS = Map.of(
            "sun.os.hrt.frequency", 1_000L,
            "sun.rt.vmInitDoneTime", START,
            "sun.rt.safepoints", 7L,
            "sun.rt.safepointTime", 2_500L,
            "sun.rt.safepointSyncTime", 500L);

    @TempDir
    private Path folder;

    /** As HotSpot writes them: 32 bytes of head, then entries of 20 bytes, a name, and a value at the next multiple of 8. */
    private static ByteBuffer data(ByteOrder order) {
        ByteBuffer data = ByteBuffer.allocate(1024);
        data.putInt(0xcafec0c0);
        data.put((byte) (order == ByteOrder.BIG_ENDIAN ? 0 : 1))
                .put((byte) 2)
                .put((byte) 0)
                .put((byte) 1);
        data.order(order).putInt(1024).putInt(0).putLong(1).putInt(32).putInt(COUNTERS.size() + 1);
        entry(data, "sun.rt.javaCommand", 'B', 8, 0);
        COUNTERS.forEach((name, value) -> entry(data, name, 'J', 0, value));
        return data;
    }

    private static void entry(ByteBuffer data, String name, char type, int vector, long value) {
        int offset = (20 + name.length() + 1 + 7) / 8 * 8;
        int start = data.position();
        data.putInt(offset + 8).putInt(20).putInt(vector).put((byte) type);
        data.put((byte) 0).put((byte) 1).put((byte) 2).putInt(offset);
        data.put(name.getBytes(StandardCharsets.ISO_8859_1)).put((byte) 0);
        data.position(start + offset).putLong(value);
    }

    private Path file(ByteBuffer data) throws IOException {
        return Files.write(folder.resolve("17"), data.array());
    }

    @Test
    @DisabledIf(value = "quiet", disabledReason = "only HotSpot has a file of its counters")
    void theJvmsOwnAreCounted() throws IOException {
        try (Safepoints safepoints = Safepoints.find().orElseThrow()) {
            Safepoints.Stops before = safepoints.read();
            System.gc();
            Safepoints.Stops after = safepoints.read();
            assertThat(after.count()).isGreaterThan(before.count());
            assertThat(after.time()).isGreaterThan(before.time()).isLessThan(before.time() + 60);
            assertThat(after.syncTime())
                    .isGreaterThanOrEqualTo(before.syncTime())
                    .isLessThan(after.time());
        }
    }

    static boolean quiet() {
        return !System.getProperty("java.vm.name").matches("(OpenJDK|Java HotSpot).*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"BIG_ENDIAN", "LITTLE_ENDIAN"})
    void theyAreReadInTheOrderOfTheirBytes(String order) throws IOException {
        ByteBuffer data = data(order.startsWith("B") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        try (Safepoints safepoints = Safepoints.open(file(data), START)) {
            assertThat(safepoints.read()).isEqualTo(new Safepoints.Stops(7, 3, 0.5));
        }
    }

    @Test
    void aFileThatIsSweptAwayIsStillRead() throws IOException {
        Path file = file(data(ByteOrder.LITTLE_ENDIAN));
        try (Safepoints safepoints = Safepoints.open(file, START)) {
            Files.delete(file);
            assertThat(safepoints.read().count()).isEqualTo(7);
        }
    }

    @Test
    void aReaderThatIsInterruptedReadsThemAllTheSame() throws IOException {
        try (Safepoints safepoints = Safepoints.open(file(data(ByteOrder.LITTLE_ENDIAN)), START)) {
            Thread.currentThread().interrupt();
            assertThat(safepoints.read().count()).isEqualTo(7);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(safepoints.read().count()).isEqualTo(7);
        }
    }

    @Test
    void thoseOfAnotherJvmOfTheSameNumberAreNotOurs() throws IOException {
        Path file = file(data(ByteOrder.LITTLE_ENDIAN));
        assertThatThrownBy(() -> Safepoints.open(file, START + 1))
                .isInstanceOf(IOException.class)
                .hasMessage("performance data: of another JVM (expected: of this one)");
    }

    @Test
    void whatIsNoFileIsNotOpened() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("18"), file(data(ByteOrder.LITTLE_ENDIAN)));
        assertThatThrownBy(() -> Safepoints.open(link, START)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Safepoints.open(folder, START)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> Safepoints.open(folder.resolve("19"), START)).isInstanceOf(IOException.class);
    }

    @Test
    void aNameThatLiesOutsideItsEntryTakesNoMemory() throws IOException {
        ByteBuffer data = data(ByteOrder.LITTLE_ENDIAN);
        int second = 32 + data.getInt(32);
        Path file = file(data.putInt(second + 4, Integer.MIN_VALUE + 1024));
        assertThatThrownBy(() -> Safepoints.open(file, START)).hasMessageContaining("(expected: those of HotSpot)");
    }

    @Test
    void whateverIsInTheFileItIsReadOrRefused() throws IOException {
        Random random = new Random(17);
        for (int round = 0; round < 500; round++) {
            ByteBuffer data = data(ByteOrder.LITTLE_ENDIAN);
            for (int hit = 0; hit <= round % 4; hit++) {
                data.putInt(random.nextInt(400), random.nextInt(3) == 0 ? random.nextInt() : random.nextInt(64) - 8);
            }
            Path file = Files.write(folder.resolve("17"), Arrays.copyOf(data.array(), random.nextInt(1025)));
            try (Safepoints safepoints = Safepoints.open(file, START)) {
                assertThat(safepoints.read()).isNotNull();
            } catch (IOException refused) {
                assertThat(refused).hasMessageContaining("expected: ");
            }
        }
    }
}
