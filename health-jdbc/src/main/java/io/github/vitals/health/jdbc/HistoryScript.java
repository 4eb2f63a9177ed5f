package io.github.vitals.health.jdbc;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.flywaydb.core.api.resource.LoadableResource;

/** One script of {@code io/github/vitals/health/jdbc/history}, as Flyway wants it. */
final class HistoryScript extends LoadableResource {
    private static final String FOLDER = "/io/github/vitals/health/jdbc/history/";

    private final String name;

    HistoryScript(String name) {
        this.name = name;
    }

    @Override
    public Reader read() {
        return new InputStreamReader(
                Objects.requireNonNull(HistoryScript.class.getResourceAsStream(FOLDER + name)), StandardCharsets.UTF_8);
    }

    @Override
    public String getAbsolutePath() {
        return FOLDER + name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
        return getAbsolutePath();
    }

    @Override
    public String getFilename() {
        return name.substring(name.lastIndexOf('/') + 1);
    }

    @Override
    public String getRelativePath() {
        return name;
    }
}
