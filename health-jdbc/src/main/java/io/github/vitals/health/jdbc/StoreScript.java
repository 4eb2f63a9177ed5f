package io.github.vitals.health.jdbc;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.flywaydb.core.api.resource.LoadableResource;

/** One script of those that make tables, as Flyway wants it. */
final class StoreScript extends LoadableResource {
    private final String folder;
    private final String name;

    StoreScript(String folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    @Override
    public Reader read() {
        return new InputStreamReader(
                Objects.requireNonNull(StoreScript.class.getResourceAsStream(folder + name)), StandardCharsets.UTF_8);
    }

    @Override
    public String getAbsolutePath() {
        return folder + name;
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
