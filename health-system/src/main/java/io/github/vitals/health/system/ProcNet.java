package io.github.vitals.health.system;

import java.util.ArrayList;
import java.util.List;

/** What stands in {@code /proc/net/dev}, {@code /proc/net/snmp} and {@code /proc/net/netstat}. */
final class ProcNet {
    private static final int COLUMNS = 16;

    private ProcNet() {}

    /** Two lines of headings, then a line for each interface: its name, a colon, eight figures of either direction. */
    static List<Machine.Interface> interfaces(String dev) {
        List<Machine.Interface> interfaces = new ArrayList<>();
        dev.lines().filter(line -> line.indexOf('|') < 0).forEach(line -> {
            int colon = line.lastIndexOf(':');
            List<String> figures = ProcFile.words(line.substring(colon + 1));
            if (colon > 0 && figures.size() >= COLUMNS) {
                interfaces.add(of(line.substring(0, colon).strip(), figures));
            }
        });
        return List.copyOf(interfaces);
    }

    private static Machine.Interface of(String name, List<String> figures) {
        return new Machine.Interface(
                name,
                ProcFile.number(figures, 0),
                ProcFile.number(figures, 8),
                ProcFile.number(figures, 1),
                ProcFile.number(figures, 9),
                ProcFile.number(figures, 2),
                ProcFile.number(figures, 10),
                ProcFile.number(figures, 3),
                ProcFile.number(figures, 11));
    }

    /** Both files have pairs of lines that begin alike: names, then figures. */
    static Machine.Tcp tcp(String snmp, String netstat) {
        Pair tcp = Pair.of(snmp, "Tcp:");
        Pair extended = Pair.of(netstat, "TcpExt:");
        return new Machine.Tcp(
                tcp.figure("InSegs"),
                tcp.figure("OutSegs"),
                tcp.figure("RetransSegs"),
                tcp.figure("OutRsts"),
                extended.figure("ListenOverflows"),
                extended.figure("ListenDrops"));
    }

    private record Pair(List<String> names, List<String> figures) {
        static Pair of(String text, String begin) {
            List<List<String>> both = text.lines()
                    .filter(line -> line.startsWith(begin))
                    .limit(2)
                    .map(ProcFile::words)
                    .toList();
            return both.size() == 2 ? new Pair(both.get(0), both.get(1)) : new Pair(List.of(), List.of());
        }

        double figure(String name) {
            return ProcFile.number(figures, names.indexOf(name));
        }
    }
}
