package io.github.vitals.health.servers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;

/** A server in a container. Its port on this machine is fixed, so that it is the same after a restart. */
final class ContainerBackend implements Backend {
    private static final String HOST = "127.0.0.1";
    private static final Duration STARTING = Duration.ofSeconds(60);

    private final GenericContainer<?> container;
    private final int port;
    private final Readiness readiness;

    private ContainerBackend(GenericContainer<?> container, int port, Readiness readiness) {
        this.container = container;
        this.port = port;
        this.readiness = readiness;
    }

    static ContainerBackend postgres(int port, String user, String password) {
        GenericContainer<?> container = new GenericContainer<>("postgres:18-alpine")
                .withEnv("POSTGRES_USER", user)
                .withEnv("POSTGRES_PASSWORD", password)
                .withCommand("postgres", "-c", "fsync=off");
        return start(container, port, 5432, new PostgresReadiness(user, password));
    }

    static ContainerBackend redis(String... options) {
        List<String> command = new ArrayList<>(List.of("redis-server", "--save", "", "--appendonly", "no"));
        command.addAll(List.of(options));
        GenericContainer<?> container =
                new GenericContainer<>("redis:8-alpine").withCommand(command.toArray(new String[0]));
        return start(container, Ports.ANY, 6379, new RedisReadiness());
    }

    private static ContainerBackend start(GenericContainer<?> container, int wanted, int inside, Readiness readiness) {
        int port = wanted == Ports.ANY ? Ports.free() : wanted;
        container.setPortBindings(List.of(HOST + ":" + port + ":" + inside));
        // With an init process in front, the server is not pid 1, which would ignore SIGSTOP from inside.
        container.withCreateContainerCmdModifier(
                command -> Objects.requireNonNull(command.getHostConfig()).withInit(true));
        container.waitingFor(Wait.forLogMessage("(?i).*ready to accept connections.*", 1));
        container.start();
        ContainerBackend backend = new ContainerBackend(container, port, readiness);
        backend.awaitReady();
        return backend;
    }

    private void awaitReady() {
        if (!Await.until(STARTING, () -> readiness.answers(HOST, port))) {
            container.stop();
            throw new IllegalStateException("the container did not answer on port " + port + " within " + STARTING);
        }
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }

    private InspectContainerResponse.ContainerState state() {
        return docker().inspectContainerCmd(container.getContainerId()).exec().getState();
    }

    @Override
    public String host() {
        return HOST;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public long pid() {
        return Objects.requireNonNullElse(state().getPidLong(), 0L);
    }

    @Override
    public void freeze() {
        docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void freezeFirst() {
        signalFirst("STOP");
    }

    private void signalFirst(String signal) {
        try {
            container.execInContainer("sh", "-c", "kill -" + signal + " $(head -n 1 $PGDATA/postmaster.pid)");
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot send " + signal, failed);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a signal was sent", stop);
        }
    }

    @Override
    public void thaw() {
        if (Boolean.TRUE.equals(state().getPaused())) {
            docker().unpauseContainerCmd(container.getContainerId()).exec();
        } else if (Boolean.TRUE.equals(state().getRunning())
                && container.getEnvMap().containsKey("POSTGRES_USER")) {
            signalFirst("CONT");
        }
    }

    @Override
    public void kill() {
        thaw();
        if (Boolean.TRUE.equals(state().getRunning())) {
            docker().killContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public void restart() {
        kill();
        docker().startContainerCmd(container.getContainerId()).exec();
        awaitReady();
    }

    @Override
    public void close() {
        if (container.getContainerId() != null) {
            thaw();
            container.stop();
        }
    }
}
