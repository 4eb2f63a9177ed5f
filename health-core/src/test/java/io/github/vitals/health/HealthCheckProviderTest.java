package io.github.vitals.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthCheckProviderTest {
    private static final String SERVICE = "META-INF/services/" + HealthCheckProvider.class.getName();

    /** Named in the test resources. */
    public static final class Provided implements HealthCheckProvider {
        @Override
        public void register(HealthRegistryBuilder builder) {
            builder.check("provided", context -> HealthResult.up());
        }
    }

    public static final class Throwing implements HealthCheckProvider {
        @Override
        public void register(HealthRegistryBuilder builder) {
            throw new IllegalStateException("no queue");
        }
    }

    public static final class Unlinked implements HealthCheckProvider {
        @Override
        public void register(HealthRegistryBuilder builder) {
            throw new NoClassDefFoundError("com/example/Gone");
        }
    }

    public static final class Unmakeable implements HealthCheckProvider {
        public Unmakeable() {
            throw new IllegalArgumentException("not today");
        }

        @Override
        public void register(HealthRegistryBuilder builder) {}
    }

    public static final class NoProvider {}

    @TempDir
    private Path folder;

    @Test
    void checksOfAProviderOnTheClassPathAreRegistered() {
        try (HealthRegistry health = HealthRegistry.builder().discover().build()) {
            assertThat(health.check("provided").status()).isEqualTo(HealthStatus.UP);
        }
    }

    @Test
    void theConfigurationIsForProvidedChecksToo() {
        try (HealthRegistry health = HealthRegistry.builder()
                .configuration(HealthConfiguration.of(Map.of("vitals.health.check.provided.critical", "false"), "test"))
                .discover(getClass().getClassLoader())
                .build()) {
            assertThat(health.state("provided").orElseThrow().policy().critical())
                    .isFalse();
        }
    }

    @Test
    void aProviderThatThrowsIsNamed() throws IOException {
        refused(Throwing.class.getName())
                .hasMessage("health check provider " + Throwing.class.getName() + ": IllegalStateException: no queue")
                .hasRootCauseMessage("no queue");
    }

    @Test
    void aProviderWithoutItsLibraryIsNamed() throws IOException {
        refused(Unlinked.class.getName())
                .hasMessageContaining(Unlinked.class.getName())
                .hasMessageContaining("com/example/Gone");
    }

    @Test
    void aProviderThatCannotBeMadeIsNamed() throws IOException {
        refused(Unmakeable.class.getName())
                .hasMessageContaining(Unmakeable.class.getName())
                .hasMessageContaining("not today");
    }

    @Test
    void aProviderThatIsNotThereIsNamed() throws IOException {
        refused("com.example.Gone").hasMessageContaining("com.example.Gone").hasMessageContaining("not found");
    }

    @Test
    void aClassThatIsNoProviderIsNamed() throws IOException {
        refused(NoProvider.class.getName()).hasMessageContaining(NoProvider.class.getName());
    }

    @Test
    void aNameThatIsTakenNamesTheProviderThatWantsIt() {
        HealthRegistryBuilder builder = HealthRegistry.builder().check("provided", context -> HealthResult.up());
        assertThatThrownBy(builder::discover)
                .hasMessageContaining(Provided.class.getName())
                .hasMessageContaining("name: \"provided\" (expected: a name not registered yet)");
    }

    /** Discovers with a class loader that sees no other services file than one with this line. */
    private AbstractThrowableAssert<?, ? extends Throwable> refused(String line) throws IOException {
        Path services = folder.resolve(SERVICE);
        Files.createDirectories(services.getParent());
        Files.writeString(services, line);
        try (URLClassLoader only = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader()) {
            @Override
            public java.util.Enumeration<URL> getResources(String name) throws IOException {
                return name.equals(SERVICE) ? findResources(name) : super.getResources(name);
            }
        }) {
            return assertThatThrownBy(() -> HealthRegistry.builder().discover(only))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
