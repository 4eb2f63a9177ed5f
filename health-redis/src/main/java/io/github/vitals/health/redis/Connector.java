package io.github.vitals.health.redis;

import io.github.vitals.health.CheckContext;
import java.util.concurrent.ExecutionException;

/** Where a run gets its connection from. */
@FunctionalInterface
interface Connector {
    /** The connection; opened within the time that remains, if it has to be. */
    Line connect(CheckContext context) throws InterruptedException, ExecutionException;
}
