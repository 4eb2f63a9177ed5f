package io.github.vitals.health.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Files of a kernel, as a test wants them. */
record ProcTree(Path folder) {
    LinuxMachine machine() {
        return new LinuxMachine(folder.resolve("proc"), folder.resolve("sys"));
    }

    /** Seconds since the start, of two processors together. */
    void processors(double user, double idle, double iowait, double steal) {
        write(
                "stat",
                String.format(
                        Locale.ROOT,
                        "cpu  %.0f 0 0 %.0f %.0f 0 0 %.0f 0 0%ncpu0 1 0 0 1 0 0 0 0 0 0%ncpu1 1 0 0 1 0 0 0 0 0 0%nctxt 1%n",
                        user * 100,
                        idle * 100,
                        iowait * 100,
                        steal * 100));
    }

    void memory(long totalKib, long availableKib) {
        write("meminfo", "MemTotal: " + totalKib + " kB\nMemAvailable: " + availableKib + " kB\n");
    }

    void swap(long totalKib, long freeKib) {
        write("meminfo", "SwapTotal: " + totalKib + " kB\nSwapFree: " + freeKib + " kB\n");
    }

    void oomKills(int killed) {
        write("vmstat", "pgfault 1\npgmajfault 0\noom_kill " + killed + "\n");
    }

    void pressure(Pressure.Of resource, double seconds) {
        write(
                "pressure/" + resource.label(),
                "some avg10=0.00 avg60=0.00 avg300=0.00 total=" + Math.round(seconds * 1e6) + "\n"
                        + "full avg10=0.00 avg60=0.00 avg300=0.00 total=0\n");
    }

    /** Disks that were busy for so many seconds. */
    void disks(double sda, double sdb) {
        write("diskstats", disk("sda", sda) + disk("sdb", sdb));
    }

    private static String disk(String name, double busy) {
        return "8 0 " + name + " 1 0 1 1 1 0 1 1 0 " + Math.round(busy * 1000) + " 1\n";
    }

    /** An interface with so many packets, and so many that were dropped on their way in. */
    void network(String name, long packets, long dropped) {
        write(
                "1/net/dev",
                "Inter-|   Receive\n face |bytes\n" + name + ": 1 " + packets / 2 + " 0 " + dropped + " 0 0 0 0 1 "
                        + (packets - packets / 2) + " 0 0 0 0 0 0\n");
    }

    void tcp(long sent, long again) {
        write("1/net/snmp", "Tcp: InSegs OutSegs RetransSegs OutRsts\nTcp: 1 " + sent + " " + again + " 0\n");
        write("1/net/netstat", "");
    }

    void remove(String file) {
        try {
            Files.delete(folder.resolve("proc").resolve(file));
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    private void write(String file, String text) {
        try {
            Path path = folder.resolve("proc").resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }
}
