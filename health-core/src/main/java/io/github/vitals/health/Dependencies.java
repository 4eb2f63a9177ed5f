package io.github.vitals.health;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules of {@code dependsOn}: every name is there, and nothing depends on itself by any way round. */
final class Dependencies {
    private Dependencies() {}

    /** Verifies a whole graph: for each check the names it depends on. */
    static void verify(Map<String, Set<String>> graph) {
        for (Map.Entry<String, Set<String>> check : graph.entrySet()) {
            verify(check.getKey(), check.getValue(), graph.keySet());
        }
        Set<String> done = new HashSet<>();
        for (String name : graph.keySet()) {
            follow(name, graph, new ArrayList<>(), done);
        }
    }

    /** Verifies that one check depends only on checks that are there. */
    static void verify(String name, Set<String> dependencies, Set<String> known) {
        for (String dependency : dependencies) {
            if (dependency.equals(name)) {
                throw Arguments.invalid("dependsOn of " + name, name, "another check");
            }
            if (!known.contains(dependency)) {
                throw Arguments.invalid("dependsOn of " + name, dependency, "one of " + known);
            }
        }
    }

    private static void follow(String name, Map<String, Set<String>> graph, List<String> path, Set<String> done) {
        if (path.contains(name)) {
            List<String> circle = new ArrayList<>(path.subList(path.indexOf(name), path.size()));
            circle.add(name);
            throw Arguments.invalid("dependsOn", String.join(" -> ", circle), "no circle");
        }
        if (done.contains(name)) {
            return;
        }
        path.add(name);
        for (String dependency : graph.getOrDefault(name, Set.of())) {
            follow(dependency, graph, path, done);
        }
        path.remove(path.size() - 1);
        done.add(name);
    }
}
