package io.github.vitals.health.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The files of one cgroup; which there are depends on the kernel, and on what is switched on. */
record CgroupFolder(@Nullable Path path) {
    /** Has no files. */
    static final CgroupFolder NOWHERE = new CgroupFolder(null);

    boolean has(String file) {
        return path != null && Files.isReadable(path.resolve(file));
    }

    private String text(String file) throws IOException {
        return path != null && has(file) ? ProcFile.text(path.resolve(file)) : "";
    }

    /** NaN where there is no such file, or no number in it, as in {@code max}. */
    double number(String file) throws IOException {
        return ProcFile.number(ProcFile.words(text(file)), 0);
    }

    List<Double> numbers(String file) throws IOException {
        return ProcFile.words(text(file)).stream().map(ProcFile::number).toList();
    }

    /** The numbers of a file whose lines begin with their names. */
    Map<String, Double> named(String file) throws IOException {
        return path != null && has(file) ? ProcFile.numbers(path.resolve(file)) : Map.of();
    }

    Map<Pressure.Of, Pressure> pressure() {
        return path == null ? Map.of() : PressureFiles.read(path, ".pressure");
    }
}
