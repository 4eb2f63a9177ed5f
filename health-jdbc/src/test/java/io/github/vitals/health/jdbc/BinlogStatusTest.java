package io.github.vitals.health.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BinlogStatusTest {
    /** As MySQL names them since version 8.0.22. */
    private final Map<String, String> row = new HashMap<>(Map.of(
            "Source_Host", "db1",
            "Source_Port", "3306",
            "Channel_Name", "",
            "Replica_IO_Running", "Yes",
            "Replica_SQL_Running", "Yes",
            "Seconds_Behind_Source", "7",
            "Source_Log_File", "binlog.000003",
            "Relay_Source_Log_File", "binlog.000003",
            "Read_Source_Log_Pos", "900",
            "Exec_Source_Log_Pos", "400"));

    private BinlogStatus status() {
        return BinlogStatus.of(row);
    }

    @Test
    void theNewNamesAreRead() {
        assertThat(status().source()).isEqualTo("db1:3306");
        assertThat(status().stopped()).isEmpty();
        assertThat(status().lag()).isEqualTo(new Replication.Lag("the replica", Duration.ofSeconds(7), 500L));
    }

    @Test
    void aChannelIsNamed() {
        row.put("Channel_Name", "eu");
        row.put("Replica_SQL_Running", "No");
        assertThat(status().stopped())
                .containsExactly("the replica's connection eu applies nothing: its SQL thread does not run");
    }

    @Test
    void secondsThatAreNullAreNotZero() {
        row.put("Seconds_Behind_Source", "");
        assertThat(status().stopped())
                .containsExactly("the replica runs, but does not know how far it is behind (NULL)");
    }

    @Test
    void filesBehindTheRelayLogTellsHowMuch() {
        row.put("Source_Log_File", "binlog.000005");
        row.put("Relay_Log_Space", "5000000");
        row.put("Relay_Log_Pos", "1000000");
        assertThat(status().lag().bytes()).isEqualTo(4_000_000);
    }

    @Test
    void bothThreadsAreNamedWithTheirErrors() {
        row.put("Replica_IO_Running", "Connecting");
        row.put("Last_IO_Errno", "2003");
        row.put("Last_IO_Error", "cannot connect");
        row.put("Replica_SQL_Running", "No");
        row.put("Last_SQL_Errno", "1062");
        row.put("Last_SQL_Error", "Duplicate entry 'a' for key 'b'' for key 'PRIMARY'");
        assertThat(status().stopped())
                .containsExactly(
                        "the replica receives nothing from db1:3306: its IO thread is not connected (Connecting);"
                                + " error 2003: cannot connect",
                        "the replica applies nothing: its SQL thread does not run; error 1062: Duplicate entry '***'"
                                + " for key 'PRIMARY'");
    }

    @Test
    void anErrorIsShownWithoutItsStatementAndNotAtLength() {
        assertThat(BinlogStatus.shown(
                        "Error 'x' on query. Default database: 'a'. Query: 'SET PASSWORD = ''s3cret''\n'"))
                .isEqualTo("Error 'x' on query. Default database: 'a'. Query: ***");
        assertThat(BinlogStatus.shown("e".repeat(5000))).hasSize(200).endsWith("…");
    }
}
