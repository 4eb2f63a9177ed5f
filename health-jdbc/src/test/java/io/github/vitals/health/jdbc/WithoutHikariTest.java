package io.github.vitals.health.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** An application that has no HikariCP on its class path. */
class WithoutHikariTest {
    /** Loads our classes itself, and says of HikariCP's that there are none. */
    private static final class Bare extends URLClassLoader {
        Bare() {
            super(new URL[0], WithoutHikariTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("com.zaxxer.hikari.")) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.github.vitals.health.jdbc.")) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream code = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = code.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException | NullPointerException absent) {
                throw new ClassNotFoundException(name, absent);
            }
        }
    }

    @Test
    void aDatabaseIsStillChecked() throws Exception {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:bare");
        try (Bare bare = new Bare()) {
            Class<?> check = bare.loadClass("io.github.vitals.health.jdbc.JdbcHealthCheck");
            assertThat(check).isNotEqualTo(JdbcHealthCheck.class);
            Object made = check.getMethod("of", DataSource.class).invoke(null, h2);
            Object result = ((io.github.vitals.health.HealthCheck) made)
                    .check(io.github.vitals.health.CheckContext.of("db", java.time.Duration.ofSeconds(5)));
            assertThat(result).hasToString("UP");
        }
    }
}
