package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.checks.LimitCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InodesLeftTest {
    @TempDir
    private Path folder;

    private final List<Machine.Mount> mounts = new ArrayList<>();
    private String device = "";
    private double inodes = 1_000;

    @BeforeEach
    void begin() throws IOException {
        device = Files.getFileStore(folder).name();
    }

    private final class Written implements FileSystems.Mounts {
        private boolean known;

        @Override
        public List<Machine.Mount> list() {
            return mounts;
        }

        @Override
        public void readInodes() {
            known = true;
        }

        @Override
        public Machine.FileSystem read(Machine.Mount mount) {
            double free = mount.mountpoint().length();
            return new Machine.FileSystem(
                    mount.mountpoint(),
                    mount.device(),
                    mount.type(),
                    mount.readOnly(),
                    1,
                    1,
                    1,
                    known ? inodes : Double.NaN,
                    free);
        }
    }

    private void mounted(String mountpoint, String on) {
        mounts.add(new Machine.Mount(mountpoint, on, "ext4", false));
    }

    private HealthResult look(Path path) throws Exception {
        return Run.once(LimitCheck.falling("inodes", new InodesLeft(new Written(), path))
                .unit("percent")
                .degradedAt(100)
                .build());
    }

    @Test
    void theDeviceOfThePathTellsWhichFileSystemItIs() throws Exception {
        mounted(folder.toString(), "another");
        mounted("/elsewhere", device);
        HealthResult result = look(folder);
        assertThat(result.message()).isEqualTo("1 % of the inodes of " + folder + " are left (DEGRADED at 100 %)");
        assertThat(result.details())
                .containsEntry("mountpoint", "/elsewhere")
                .containsEntry("inodes", 1_000L)
                .containsEntry("inodesFree", 10L);
    }

    @Test
    void ofSeveralOfOneDeviceTheOneThatIsNearest() throws Exception {
        mounted("/", device);
        mounted(folder.toString(), device);
        mounted("/a/name/that/is/longer/than/any/folder/of/a/test/could/ever/be/but/leads/elsewhere", device);
        assertThat(look(folder).details()).containsEntry("mountpoint", folder.toString());
    }

    @Test
    void aFileSystemThatIsNotListedIsUpAndNotSupported() throws Exception {
        mounted("/", "another");
        assertThat(look(folder).status()).isEqualTo(HealthStatus.UP);
        assertThat(look(folder).details()).containsEntry("supported", false);
    }

    @Test
    void aFileSystemWithoutANumberOfInodesIsUpAndNotSupported() throws Exception {
        mounted("/", device);
        for (double none : new double[] {0, Double.NaN}) {
            inodes = none;
            assertThat(look(folder).details()).containsEntry("supported", false);
        }
    }

    @Test
    void aPathThatIsNotThereIsUnknown() throws Exception {
        HealthResult result = look(folder.resolve("none"));
        assertThat(result.status()).isEqualTo(HealthStatus.UNKNOWN);
        assertThat(result.cause()).get().isInstanceOf(NoSuchFileException.class);
    }
}
