package io.github.vitals.health.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
    private static final String ID = "0123456789abcdef".repeat(4);

    @TempDir
    Path root;

    private Map<String, String> fields(Map<String, String> environment) {
        return new Place(root, environment::get).fields();
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    @Test
    void outsideOfContainersNothingIsKnown() throws IOException {
        write("proc/self/cgroup", "0::/user.slice/session-1.scope\n");
        write("proc/self/mountinfo", "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n");
        assertThat(fields(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "12:memory:/docker/%s",
                "0::/system.slice/docker-%s.scope",
                "0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-%s.scope",
                "0::/machine.slice/libpod-%s.scope"
            })
    void theCgroupNamesTheContainer(String cgroup) throws IOException {
        write("proc/self/cgroup", cgroup.formatted(ID));
        assertThat(fields(Map.of())).containsExactly(Map.entry("container.id", ID));
    }

    @Test
    void withCgroup2TheMountsNameIt() throws IOException {
        write("proc/self/cgroup", "0::/\n");
        write(
                "proc/self/mountinfo",
                "700 1 8:1 /var/lib/docker/containers/" + ID + "/hostname /etc/hostname rw - ext4 /dev/sda1 rw\n");
        assertThat(fields(Map.of())).containsEntry("container.id", ID);
    }

    @Test
    void kubernetesIsAskedOfTheEnvironmentAndTheAccount() throws IOException {
        write("var/run/secrets/kubernetes.io/serviceaccount/namespace", "shop\n");
        assertThat(fields(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1", "HOSTNAME", "orders-7", "NODE_NAME", "node-3")))
                .isEqualTo(Map.of(
                        "kubernetes.namespace", "shop",
                        "kubernetes.pod.name", "orders-7",
                        "kubernetes.node.name", "node-3"));
        assertThat(fields(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1", "POD_NAME", "p", "POD_NAMESPACE", "n")))
                .containsEntry("kubernetes.namespace", "n")
                .containsEntry("kubernetes.pod.name", "p");
    }
}
