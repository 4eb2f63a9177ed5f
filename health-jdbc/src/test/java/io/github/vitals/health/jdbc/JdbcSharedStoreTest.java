package io.github.vitals.health.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdbcSharedStoreTest {
    private final JdbcDataSource dataSource = new JdbcDataSource();

    JdbcSharedStoreTest() {
        dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @Test
    void nothingIsMadeBeforeItIsUsedNorAfterItIsClosed() throws Exception {
        try (JdbcSharedStore store = JdbcSharedStore.of(dataSource)) {
            store.close();
            assertThatThrownBy(() -> store.read("space"))
                    .isInstanceOf(SQLException.class)
                    .hasMessage("store: closed (expected: open)");
        }
        assertThat(Sql.ask(dataSource, "SELECT count(*) FROM information_schema.tables WHERE table_schema = 'PUBLIC'"))
                .isEqualTo("0");
    }

    @Test
    void nullIsRefused() {
        assertThatThrownBy(() -> JdbcSharedStore.of(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("dataSource: null (expected: a data source)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.999S", "PT10M0.001S"})
    void aTimeoutThatIsNoneIsRefused(Duration timeout) {
        assertThatThrownBy(() -> JdbcSharedStore.builder(dataSource).timeout(timeout))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeout: " + timeout + " (expected: PT1S to PT10M)");
    }
}
