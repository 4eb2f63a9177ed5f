package io.github.vitals.health.servers.opensearch;

import java.io.IOException;
import java.io.OutputStream;
import org.codelibs.opensearch.runner.OpenSearchRunner;

/** The process: one node with its data in a folder, until its standard input ends. */
final class Node {
    private Node() {}

    /** Starts it: the folder, the port of HTTP and that of transport. */
    public static void main(String[] args) throws IOException {
        try (OpenSearchRunner runner = new OpenSearchRunner()) {
            runner.onBuild((number, settings) -> {
                settings.put("http.port", args[1]);
                settings.put("transport.port", args[2]);
                settings.put("discovery.type", "single-node");
                settings.putList("node.roles", "cluster_manager", "data", "ingest");
                settings.put("cluster.routing.allocation.disk.threshold_enabled", false);
                settings.putList("path.repo", args[0] + "/snapshots");
            });
            runner.build(OpenSearchRunner.newConfigs()
                    .basePath(args[0])
                    .clusterName("vitals-logs")
                    .numOfNode(1));
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
