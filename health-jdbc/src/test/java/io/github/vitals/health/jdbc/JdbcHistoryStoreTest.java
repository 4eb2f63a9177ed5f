package io.github.vitals.health.jdbc;

import static io.github.vitals.health.jdbc.HistorySamples.DATABASE;
import static io.github.vitals.health.jdbc.HistorySamples.ORIGIN;
import static io.github.vitals.health.jdbc.HistorySamples.minutes;
import static io.github.vitals.health.jdbc.HistorySamples.read;
import static io.github.vitals.health.jdbc.HistorySamples.state;
import static io.github.vitals.health.jdbc.HistorySamples.states;
import static io.github.vitals.health.jdbc.HistorySamples.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.history.HistoryOrigin;
import io.github.vitals.health.history.HistoryStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcHistoryStoreTest {
    @Nested
    class InAFile {
        @TempDir
        private Path folder;

        @Test
        void historyIsThereAfterARestart() throws Exception {
            Path file = folder.resolve("of").resolve("mine").resolve("history");
            try (HistoryStore store = JdbcHistoryStore.file(file)) {
                store.write(ORIGIN, minutes(3, 0, 3));
            }
            try (HistoryStore store = JdbcHistoryStore.file(Path.of(file + ".mv.db"))) {
                store.write(ORIGIN, minutes(3, 3, 4));
                assertThat(read(store).texts()).isEqualTo(texts(minutes(3, 0, 4)));
            }
            try (Stream<Path> files = Files.list(file.getParent())) {
                assertThat(files).containsExactly(Path.of(file + ".mv.db"));
            }
        }

        @Test
        void nothingIsMadeBeforeItIsUsed() throws Exception {
            JdbcHistoryStore.file(folder.resolve("history")).close();
            assertThat(folder).isEmptyDirectory();
        }

        @Test
        void itIsSharedWithNobody() throws Exception {
            try (HistoryStore store = JdbcHistoryStore.file(folder.resolve("history"))) {
                store.write(ORIGIN, states(state(DATABASE, HealthStatus.UP)));
                assertThat(store.instances("orders")).isEmpty();
            }
        }

        @Test
        void twoAreIndependent() throws Exception {
            try (HistoryStore one = JdbcHistoryStore.file(folder.resolve("one"));
                    HistoryStore two = JdbcHistoryStore.file(folder.resolve("two"))) {
                one.write(ORIGIN, minutes(1, 0, 1));
                two.write(ORIGIN, minutes(2, 0, 1));
                one.close();
                assertThat(read(two).texts()).isEqualTo(texts(minutes(2, 0, 1)));
            }
        }

        @Test
        void aFolderIsRefused() {
            assertThatThrownBy(() -> JdbcHistoryStore.file(folder))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("file: " + folder + " (expected: a file, which may not be there yet, and no folder)");
        }

        @Test
        void aPathThatWouldBeReadAsSettingsIsRefused() {
            assertThatThrownBy(() -> JdbcHistoryStore.file(Path.of("x;INIT=RUNSCRIPT FROM 'y'")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("(expected: a path without ';')");
        }

        @Test
        void aFileThatIsNoDatabaseIsNotTouched() throws Exception {
            Path file = Files.writeString(folder.resolve("history.mv.db"), "precious".repeat(2_000));
            try (HistoryStore store = JdbcHistoryStore.file(file)) {
                assertThatThrownBy(() -> store.write(ORIGIN, minutes(1, 0, 1))).isInstanceOf(SQLException.class);
            }
            assertThat(file).hasContent("precious".repeat(2_000));
        }
    }

    @Nested
    class Described {
        private final DataSource dataSource = new JdbcDataSource();

        @Test
        void nullIsRefused() {
            assertThatThrownBy(() -> JdbcHistoryStore.of(null))
                    .isInstanceOf(NullPointerException.class)
                    .hasMessage("dataSource: null (expected: a data source)");
            assertThatThrownBy(() -> JdbcHistoryStore.file(null)).hasMessage("file: null (expected: a path)");
            assertThatThrownBy(() -> JdbcHistoryStore.builder(dataSource).timeout(null))
                    .hasMessage("timeout: null (expected: a duration)");
        }

        @ParameterizedTest
        @ValueSource(strings = {"PT0S", "PT-1S", "PT0.999S", "PT10M0.001S"})
        void aTimeoutThatIsNoneIsRefused(Duration timeout) {
            assertThatThrownBy(() -> JdbcHistoryStore.builder(dataSource).timeout(timeout))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("timeout: " + timeout + " (expected: PT1S to PT10M)");
        }

        @Test
        void aSchemaThatNeedsQuotingIsRefused() {
            assertThatThrownBy(() -> JdbcHistoryStore.builder(dataSource).schema("a\".b"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("schema: \"a\".b\" (expected: letters, digits and '_', beginning with no digit)");
        }

        @Test
        void aDatabaseThatIsNeitherIsRefusedWhenItIsFirstUsed() {
            DataSource other = proxy(DataSource.class, connectionOf("Oracle"));
            try (JdbcHistoryStore store = JdbcHistoryStore.of(other)) {
                assertThatThrownBy(() -> store.write(ORIGIN, minutes(1, 0, 1)))
                        .hasMessage("database: Oracle (expected: PostgreSQL or H2)");
            }
        }

        @Test
        void whatADriverTellsOfItsAddressIsRetoldWithoutThePassword() {
            SQLException told = new SQLException(
                    "cannot connect to jdbc:postgresql://me:hunter2@db/x?password=hunter2",
                    "08001",
                    new IllegalStateException("password=hunter2"));
            told.setNextException(new SQLException("password=hunter2"));
            try (JdbcHistoryStore store = JdbcHistoryStore.of(proxy(DataSource.class, told))) {
                assertThatThrownBy(() -> store.read(new HistoryOrigin("a", "b"), HistorySamples.all(), 1, null))
                        .isInstanceOfSatisfying(SQLException.class, failure -> {
                            assertThat(failure.getSQLState()).isEqualTo("08001");
                            assertThat(failure.getMessage()).startsWith("cannot connect to jdbc:postgresql://***@db");
                            java.io.StringWriter printed = new java.io.StringWriter();
                            failure.printStackTrace(new java.io.PrintWriter(printed));
                            assertThat(printed.toString())
                                    .contains("IllegalStateException: password=***")
                                    .doesNotContain("hunter2");
                        });
            }
        }

        private static Connection connectionOf(String product) {
            return proxy(Connection.class, proxy(DatabaseMetaData.class, product));
        }

        /** Whatever it is asked for, it gives or throws the same. */
        private static <T> T proxy(Class<T> type, Object answer) {
            return type.cast(Proxy.newProxyInstance(
                    JdbcHistoryStoreTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        if (answer instanceof Throwable thrown) {
                            throw thrown;
                        }
                        return method.getReturnType().isInstance(answer) ? answer : zero(method.getReturnType());
                    }));
        }

        private static Object zero(Class<?> type) {
            return type == int.class ? (Object) 0 : type == boolean.class ? false : null;
        }
    }

    /** An application that has not all the libraries. */
    @Nested
    class WithoutALibrary {
        @ParameterizedTest
        @CsvSource({
            "org.flywaydb., of, making the tables of a store needs the library org.flywaydb:flyway-core",
            "org.flywaydb., file, making the tables of a store needs the library org.flywaydb:flyway-core",
            "org.h2., file, keeping history in a file needs the library com.h2database:h2"
        })
        void itIsToldWhichToAdd(String missing, String factory, String told) throws Exception {
            Class<?> type = factory.equals("of") ? DataSource.class : Path.class;
            Object argument = factory.equals("of") ? new JdbcDataSource() : Path.of("history");
            try (BareLoader bare = new BareLoader(missing)) {
                Class<?> store = bare.loadClass(JdbcHistoryStore.class.getName());
                assertThatThrownBy(() -> store.getMethod(factory, type).invoke(null, argument))
                        .isInstanceOf(InvocationTargetException.class)
                        .cause()
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage(told + ", an optional dependency: add it to yours");
            }
        }

        @Test
        void aStoreThatMakesNoTablesAndIsNoFileNeedsNone() throws Exception {
            try (BareLoader bare = new BareLoader("org.")) {
                Class<?> store = bare.loadClass(JdbcHistoryStore.class.getName());
                Object builder = store.getMethod("builder", DataSource.class).invoke(null, new JdbcDataSource());
                Object guest =
                        builder.getClass().getMethod("migrate", boolean.class).invoke(builder, false);
                assertThat(guest.getClass().getMethod("build").invoke(guest)).isInstanceOf(HistoryStore.class);
            }
        }
    }
}
