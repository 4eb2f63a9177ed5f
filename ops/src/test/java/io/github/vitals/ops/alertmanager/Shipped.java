package io.github.vitals.ops.alertmanager;

import java.nio.file.Path;

/** The files of Alertmanager, from the folder in which tests run. */
final class Shipped {
    static final Path CONFIGURATION = Path.of("alertmanager", "alertmanager.yml");
    static final Path TEMPLATES = Path.of("alertmanager", "templates");

    private Shipped() {}
}
