package io.github.vitals.health.benchmarks;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.server.HealthServer;
import java.io.IOException;

/** The program whose readiness is asked for: checks that are always up, with the default policy, on their schedule. */
final class VitalsServer {
    private VitalsServer() {}

    /** The arguments are the number of checks, and whether details are shown. */
    public static void main(String[] arguments) throws IOException {
        boolean details = Boolean.parseBoolean(arguments[1]);
        HealthRegistry health = up(Integer.parseInt(arguments[0]));
        HealthServer server =
                HealthServer.builder(health).port(0).details(request -> details).start();
        ServerProcess.serve(server.port());
    }

    /** Started, and every check has been run. */
    static HealthRegistry up(int checks) {
        HealthRegistryBuilder builder = HealthRegistry.builder();
        for (int i = 0; i < checks; i++) {
            builder.check("check-" + i, context -> HealthResult.up());
        }
        HealthRegistry health = builder.start();
        health.check();
        return health;
    }
}
