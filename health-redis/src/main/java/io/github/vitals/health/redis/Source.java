package io.github.vitals.health.redis;

import java.util.List;
import java.util.concurrent.ExecutionException;

/** Where the servers to be asked come from. */
interface Source {
    /** Those of this run, connected within the time that remains; at least one. */
    List<Node> nodes(Deadline deadline) throws InterruptedException, ExecutionException;

    /** No server answered in a whole run. */
    void late();

    /** Closes what was opened here, and lets go of what was given. */
    void close();
}
