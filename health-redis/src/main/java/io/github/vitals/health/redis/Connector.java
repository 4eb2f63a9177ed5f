package io.github.vitals.health.redis;

import io.lettuce.core.api.StatefulConnection;
import java.util.concurrent.ExecutionException;

/** Where a run gets its connection from. */
interface Connector<C extends StatefulConnection<?, ?>> {
    /** The connection; opened within the time that remains, if it has to be. */
    C connect(Deadline deadline) throws InterruptedException, ExecutionException;

    /** The server did not answer in a whole run. */
    default void late() {}

    /** Closes what was opened here. */
    default void close() {}
}
