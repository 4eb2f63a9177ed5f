package io.github.vitals.health.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Files of pressure stall information: {@code some avg10=0.00 avg60=0.00 avg300=0.00 total=17}, the total in
 * microseconds, and a line {@code full} that older kernels do not have for the processor.
 */
final class PressureFiles {
    private static final double MICROS_PER_SECOND = 1e6;
    private static final String TOTAL = " total=";

    private PressureFiles() {}

    /** Those in a folder whose names are what is waited for and an ending; a kernel may have none, or refuse to say. */
    static Map<Pressure.Of, Pressure> read(Path folder, String ending) {
        Map<Pressure.Of, Pressure> read = new EnumMap<>(Pressure.Of.class);
        for (Pressure.Of of : Pressure.Of.values()) {
            Path file = folder.resolve(of.label() + ending);
            try {
                if (Files.exists(file)) {
                    read.put(of, parse(ProcFile.text(file)));
                }
            } catch (IOException switchedOff) {
                // As with the kernel's argument psi=0.
            }
        }
        return read;
    }

    private static Pressure parse(String text) {
        return new Pressure(seconds(text, "some"), seconds(text, "full"));
    }

    private static double seconds(String text, String share) {
        return text.lines()
                .filter(line -> line.startsWith(share) && line.contains(TOTAL))
                .mapToDouble(line ->
                        ProcFile.number(line.substring(line.indexOf(TOTAL) + TOTAL.length())) / MICROS_PER_SECOND)
                .findFirst()
                .orElse(Double.NaN);
    }
}
