package io.github.vitals.health.system;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A line of {@code /proc/self/mountinfo}: the folder root of a tree of cgroups is seen at the folder point. */
record CgroupMount(Path root, Path point, String type, List<String> options) {
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-3][0-7]{2})");

    /** Every cgroup has this file. */
    private static final String MEMBERS = "cgroup.procs";

    /** {@code id parent device root point options optional.. - type source options}; empty for other mounts. */
    static Optional<CgroupMount> parse(String line) {
        List<String> words = ProcFile.words(line);
        int dash = words.indexOf("-");
        if (dash < 6 || words.size() < dash + 4 || !words.get(dash + 1).startsWith("cgroup")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CgroupMount(
                    Path.of(plain(words.get(3))),
                    Path.of(plain(words.get(4))),
                    words.get(dash + 1),
                    List.of(words.get(dash + 3).split(",", -1))));
        } catch (InvalidPathException unusable) {
            return Optional.empty();
        }
    }

    /** White space and backslashes are written as three octal digits. */
    private static String plain(String word) {
        return OCTAL.matcher(word).replaceAll(CgroupMount::character);
    }

    private static String character(MatchResult digits) {
        return Matcher.quoteReplacement(Character.toString(Integer.parseInt(digits.group(1), 8)));
    }

    boolean version2() {
        return type.equals("cgroup2");
    }

    boolean version1(String controller) {
        return type.equals("cgroup") && options.contains(controller);
    }

    /** Whether the cgroup of this path is below the folder that is seen. */
    boolean shows(Path path) {
        return path.startsWith(root);
    }

    /** Whether all that is seen is outside of the process's namespace, which leaves open where that is in it. */
    private boolean outside() {
        return root.startsWith("/..");
    }

    /** The folders of the cgroup of this path and of those it is in; none where it is not seen here. */
    List<Path> way(Path path) {
        List<Path> way = new ArrayList<>();
        Path folder = outside() && !shows(path) ? null : own(path);
        while (folder != null && folder.startsWith(point) && Files.exists(folder.resolve(MEMBERS))) {
            way.add(folder);
            folder = folder.getParent();
        }
        return way;
    }

    /**
     * A container that was given its own cgroup only may be told a path of outside, of which the end, or nothing, is seen
     * here.
     */
    private Path own(Path path) {
        Path names =
                Path.of("/").resolve(shows(path) ? root.relativize(path) : path).normalize();
        for (int skipped = 0; skipped < names.getNameCount(); skipped++) {
            Path folder = point.resolve(names.subpath(skipped, names.getNameCount()));
            if (Files.exists(folder.resolve(MEMBERS))) {
                return folder;
            }
        }
        return point;
    }
}
