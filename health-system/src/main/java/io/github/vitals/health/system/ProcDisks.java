package io.github.vitals.health.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What stands in {@code /proc/diskstats}, of whole disks that were ever used. Those of RAID and LVM are disks beside the
 * ones that they are made of. A sector is 512 bytes, whatever the disk's own is.
 */
final class ProcDisks {
    private static final double SECTOR = 512;
    private static final double MILLIS_PER_SECOND = 1000;

    /** With fewer columns it is a partition as kernels before 2.6.25 told of them. */
    private static final int COLUMNS = 14;

    /** Memory, files and media that come and go. */
    private static final Pattern NO_DISK = Pattern.compile("(z?ram|loop|fd|sr)\\d+");

    private ProcDisks() {}

    /** Partitions are what is not among the block devices of {@code /sys}; where that is not to be seen, names tell. */
    static List<Machine.Disk> parse(String diskstats, Optional<Set<String>> whole) {
        List<Machine.Disk> disks = new ArrayList<>();
        List<String> before = new ArrayList<>();
        diskstats
                .lines()
                .map(ProcFile::words)
                .filter(words -> words.size() >= COLUMNS)
                .forEach(words -> {
                    String device = words.get(2);
                    boolean partition =
                            whole.map(devices -> !devices.contains(device)).orElseGet(() -> partition(device, before));
                    before.add(device);
                    if (!partition && !NO_DISK.matcher(device).matches()) {
                        disks.add(disk(words));
                    }
                });
        return disks.stream().filter(disk -> disk.reads() + disk.writes() > 0).toList();
    }

    private static Machine.Disk disk(List<String> words) {
        return new Machine.Disk(
                words.get(2),
                ProcFile.number(words, 5) * SECTOR,
                ProcFile.number(words, 9) * SECTOR,
                ProcFile.number(words, 3),
                ProcFile.number(words, 7),
                ProcFile.number(words, 6) / MILLIS_PER_SECOND,
                ProcFile.number(words, 10) / MILLIS_PER_SECOND,
                ProcFile.number(words, 12) / MILLIS_PER_SECOND,
                ProcFile.number(words, 11));
    }

    /** {@code sda1} of {@code sda}, {@code nvme0n1p1} of {@code nvme0n1}; {@code dm-10} is none of {@code dm-1}. */
    private static boolean partition(String device, List<String> before) {
        return before.stream().anyMatch(disk -> {
            boolean numbered = Character.isDigit(disk.charAt(disk.length() - 1));
            return device.startsWith(disk) && device.substring(disk.length()).matches(numbered ? "p\\d+" : "\\d+");
        });
    }
}
