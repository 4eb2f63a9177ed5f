package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FileSystemsTest {
    private static final ConditionFactory SOON =
            Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2));
    private static final Machine.Mount ROOT = new Machine.Mount("/", "/dev/a", "ext4", false);
    private static final Machine.Mount FILER = new Machine.Mount("/mnt/filer", "filer:/export", "nfs4", false);
    private static final Machine.Mount DATA = new Machine.Mount("/data", "/dev/b", "xfs", false);

    private final ManualTicker ticker = new ManualTicker();
    private final AtomicReference<List<Machine.Mount>> mounted = new AtomicReference<>(List.of(ROOT, FILER, DATA));
    private final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();
    private final Map<String, Integer> reads = new ConcurrentHashMap<>();
    private final AtomicInteger rounds = new AtomicInteger();
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(0, 4, 1, TimeUnit.MINUTES, new SynchronousQueue<>());
    private final FileSystems fileSystems = new FileSystems(new Hanging(), ticker, threads, rounds::incrementAndGet);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Devices<FileSystemState> devices =
            new Devices<>("file system", registry, fileSystems, new FileSystemMeters(ticker)::add);

    private final class Hanging implements FileSystems.Mounts {
        @Override
        public List<Machine.Mount> list() throws IOException {
            await("list");
            return mounted.get();
        }

        @Override
        public void readInodes() {
            reads.merge("inodes", 1, Integer::sum);
            try {
                await("inodes");
            } catch (IOException end) {
                throw new UncheckedIOException(end);
            }
        }

        @Override
        public Machine.FileSystem read(Machine.Mount mount) throws IOException {
            reads.merge(mount.mountpoint(), 1, Integer::sum);
            await(mount.mountpoint());
            return new Machine.FileSystem(
                    mount.mountpoint(), mount.device(), mount.type(), mount.readOnly(), 100, 60, 50, 10, Double.NaN);
        }
    }

    private void await(String place) throws IOException {
        CountDownLatch latch = hanging.get(place);
        if (latch != null) {
            try {
                latch.await();
            } catch (InterruptedException end) {
                throw new IOException(end);
            }
        }
    }

    private void hang(String place) {
        hanging.put(place, new CountDownLatch(1));
    }

    private void comeBack(String place) {
        hanging.remove(place).countDown();
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    /** Looks, and waits until the round is over or at what hangs. */
    private void look(int roundsThen) {
        fileSystems.look();
        SOON.until(() -> rounds.get() == roundsThen);
        devices.follow();
    }

    private void lookAndHangAt(String mountpoint) {
        int before = reads.getOrDefault(mountpoint, 0);
        fileSystems.look();
        SOON.until(() -> reads.getOrDefault(mountpoint, 0) > before);
    }

    private double value(String name, Machine.Mount mount) {
        return registry.get(name).tag("mountpoint", mount.mountpoint()).gauge().value();
    }

    @Test
    void eachIsReadInEachRound() {
        look(1);
        assertThat(value("system.filesystem.size", ROOT)).isEqualTo(100);
        assertThat(value("system.filesystem.free", ROOT)).isEqualTo(60);
        assertThat(value("system.filesystem.available", FILER)).isEqualTo(50);
        assertThat(value("system.filesystem.inodes", DATA)).isEqualTo(10);
        assertThat(value("system.filesystem.readonly", DATA)).isZero();
        assertThat(registry.find("system.filesystem.inodes.free").gauges()).isEmpty();
        look(2);
        assertThat(reads)
                .containsOnly(
                        Map.entry("inodes", 2), Map.entry("/", 2), Map.entry("/mnt/filer", 2), Map.entry("/data", 2));
    }

    @Test
    void thoseThatAreMountedNoMoreGo() {
        look(1);
        mounted.set(List.of(ROOT));
        look(2);
        assertThat(registry.find("system.filesystem.size").gauges()).hasSize(1);
    }

    @Test
    void oneThatCannotBeWrittenAnyMoreSaysSo() {
        look(1);
        mounted.set(List.of(new Machine.Mount("/", "/dev/a", "ext4", true)));
        look(2);
        assertThat(value("system.filesystem.readonly", ROOT)).isEqualTo(1);
    }

    @Nested
    class ThatHang {
        @Test
        void theOthersGoOnOnAnotherThreadAndNobodyGoesThereAgain() {
            look(1);
            hang("/mnt/filer");
            lookAndHangAt("/mnt/filer");
            ticker.pass(FileSystems.PATIENCE);
            look(2);
            ticker.pass(FileSystems.PATIENCE);
            look(3);
            assertThat(reads).containsEntry("/", 4).containsEntry("/data", 3).containsEntry("/mnt/filer", 2);
            assertThat(threads.getPoolSize()).isEqualTo(2);
        }

        @Test
        void withinItsPatienceNothingIsBegun() {
            hang("/mnt/filer");
            lookAndHangAt("/mnt/filer");
            ticker.pass(FileSystems.PATIENCE.minusNanos(1));
            fileSystems.look();
            assertThat(threads.getPoolSize()).isEqualTo(1);
        }

        @Test
        void theirFiguresAreNoNumbersAfterAMinuteAndTheirAgeGrows() {
            look(1);
            hang("/mnt/filer");
            lookAndHangAt("/mnt/filer");
            ticker.pass(Duration.ofSeconds(59));
            look(2);
            assertThat(value("system.filesystem.size", FILER)).isEqualTo(100);
            assertThat(value("system.filesystem.age", FILER)).isEqualTo(59);
            ticker.pass(Duration.ofSeconds(1));
            look(3);
            assertThat(value("system.filesystem.size", FILER)).isNaN();
            assertThat(value("system.filesystem.age", FILER)).isEqualTo(60);
            assertThat(value("system.filesystem.age", DATA)).isZero();
            assertThat(value("system.filesystem.size", DATA)).isEqualTo(100);
        }

        @Test
        void fromTheBeginningTheyHaveAnAgeUntilTheyAreRead() {
            hang("/mnt/filer");
            lookAndHangAt("/mnt/filer");
            ticker.pass(FileSystems.PATIENCE);
            look(1);
            assertThat(value("system.filesystem.age", FILER)).isEqualTo(10);
            assertThat(registry.find("system.filesystem.size")
                            .tag("mountpoint", "/mnt/filer")
                            .gauges())
                    .isEmpty();
            comeBack("/mnt/filer");
            SOON.until(() -> rounds.get() == 2);
            look(3);
            assertThat(value("system.filesystem.age", FILER)).isZero();
            assertThat(value("system.filesystem.size", FILER)).isEqualTo(100);
            assertThat(registry.find("system.filesystem.age")
                            .tag("mountpoint", "/mnt/filer")
                            .gauges())
                    .hasSize(1);
        }

        @Test
        void theirAgeIsToldWhateverBecomesOfTheMount() {
            look(1);
            hang("/mnt/filer");
            lookAndHangAt("/mnt/filer");
            mounted.set(List.of(ROOT, new Machine.Mount("/mnt/filer", "filer:/export", "nfs4", true), DATA));
            ticker.pass(FileSystems.PATIENCE);
            look(2);
            assertThat(value("system.filesystem.age", FILER)).isEqualTo(10);
        }

        @Test
        void whenTheyComeBackTheyAreReadAgain() {
            hang("/mnt/filer");
            lookAndHangAt("/mnt/filer");
            ticker.pass(FileSystems.PATIENCE);
            look(1);
            comeBack("/mnt/filer");
            SOON.until(() -> rounds.get() == 2);
            look(3);
            assertThat(reads).containsEntry("/mnt/filer", 2).containsEntry("/data", 2);
        }

        @Test
        void inodesThatHangHoldUpNoFileSystem() {
            hang("inodes");
            lookAndHangAt("inodes");
            ticker.pass(FileSystems.PATIENCE);
            look(1);
            assertThat(reads).containsEntry("inodes", 1).containsEntry("/", 1).containsEntry("/data", 1);
            assertThat(value("system.filesystem.age", ROOT)).isZero();
        }

        @Test
        void aListOfMountsThatHangsCostsOneThreadAlone() {
            look(1);
            hang("list");
            fileSystems.look();
            SOON.until(() -> threads.getActiveCount() == 1);
            for (int i = 0; i < 10; i++) {
                ticker.pass(FileSystems.PATIENCE);
                fileSystems.look();
            }
            assertThat(threads.getPoolSize()).isEqualTo(1);
            comeBack("list");
            SOON.until(() -> rounds.get() == 2);
            look(3);
            assertThat(value("system.filesystem.age", ROOT)).isZero();
        }

        @Test
        void whenThereIsNoThreadLeftItIsTriedAgainLater() {
            for (String place : List.of("/", "/mnt/filer", "/data")) {
                hang(place);
            }
            mounted.set(List.of(ROOT, FILER, DATA, new Machine.Mount("/more", "/dev/c", "xfs", false)));
            hang("/more");
            for (String place : List.of("/", "/mnt/filer", "/data", "/more")) {
                lookAndHangAt(place);
                ticker.pass(FileSystems.PATIENCE);
            }
            fileSystems.look();
            fileSystems.look();
            assertThat(threads.getPoolSize()).isEqualTo(4);
            comeBack("/data");
            SOON.until(() -> rounds.get() == 1);
            look(2);
            assertThat(reads).containsEntry("/data", 2).containsEntry("/more", 1);
        }
    }
}
