package io.github.vitals.health.jdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** One row of a replica's status, by the oldest names of its columns. */
record BinlogStatus(Map<String, String> row) {
    private static final int LONGEST_ERROR = 200;

    /** Users' data is in errors: in the statement, and as the key that is there twice. */
    private static final Pattern STATEMENT = Pattern.compile("(?is)(\\bquery: ?)['\"].*");

    private static final Pattern ENTRY = Pattern.compile("(?is)(\\bentry )'.*'(?= for key)");

    /** Both products changed their words with time. */
    static BinlogStatus of(Map<String, String> row) {
        return new BinlogStatus(row.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        entry -> oldest(entry.getKey()), Map.Entry::getValue, (one, other) -> one)));
    }

    private static String oldest(String column) {
        return column.toLowerCase(Locale.ROOT).replace("source", "master").replace("replica_", "slave_");
    }

    private String text(String column) {
        return row.getOrDefault(column, "");
    }

    private long number(String column) {
        String text = text(column);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    /** Where the replicated server is. */
    String source() {
        return text("master_host") + ":" + text("master_port");
    }

    private String whose() {
        String connection = text("connection_name") + text("channel_name");
        return connection.isEmpty() ? "the replica" : "the replica's connection " + connection;
    }

    /** Why it receives or applies nothing; empty if it does. */
    List<String> stopped() {
        List<String> stopped = new ArrayList<>();
        if (!text("slave_io_running").equalsIgnoreCase("Yes")) {
            stopped.add(whose() + " receives nothing from " + source() + ": its IO thread "
                    + state(text("slave_io_running")) + error("last_io_"));
        }
        if (!text("slave_sql_running").equalsIgnoreCase("Yes")) {
            stopped.add(whose() + " applies nothing: its SQL thread " + state(text("slave_sql_running"))
                    + error("last_sql_"));
        }
        if (stopped.isEmpty() && text("seconds_behind_master").isEmpty()) {
            stopped.add(whose() + " runs, but does not know how far it is behind (NULL)");
        }
        return stopped;
    }

    private static String state(String running) {
        return running.equalsIgnoreCase("No") ? "does not run" : "is not connected (" + running + ")";
    }

    private String error(String which) {
        long number = number(which + "errno");
        return number == 0 ? "" : "; error " + number + ": " + shown(text(which + "error"));
    }

    static String shown(String error) {
        String text = ENTRY.matcher(STATEMENT.matcher(error).replaceAll("$1***"))
                .replaceAll("$1'***'")
                .strip();
        return text.length() > LONGEST_ERROR ? text.substring(0, LONGEST_ERROR - 1) + "…" : text;
    }

    Replication.Lag lag() {
        return new Replication.Lag(whose(), Duration.ofSeconds(number("seconds_behind_master")), backlog());
    }

    /** What is received and not applied. Where that is in another file of the primary's, the relay log tells how much. */
    private long backlog() {
        boolean sameFile = text("master_log_file").equals(text("relay_master_log_file"));
        long behind = sameFile
                ? number("read_master_log_pos") - number("exec_master_log_pos")
                : number("relay_log_space") - number("relay_log_pos");
        return Math.max(0, behind);
    }
}
