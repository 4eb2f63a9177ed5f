package io.github.vitals.health.system;

import java.util.Arrays;

/** Processors as the kernel lists them: {@code 0-3,8}. */
final class ProcessorList {
    private ProcessorList() {}

    /** How many they are; NaN where that cannot be told. */
    static double count(String list) {
        double count = Arrays.stream(list.strip().split(",", -1))
                .mapToDouble(ProcessorList::range)
                .sum();
        return count > 0 ? count : Double.NaN;
    }

    private static double range(String range) {
        String[] ends = range.split("-", 2);
        return ProcFile.number(ends[ends.length - 1]) - ProcFile.number(ends[0]) + 1;
    }
}
