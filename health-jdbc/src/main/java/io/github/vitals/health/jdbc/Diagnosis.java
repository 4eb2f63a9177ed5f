package io.github.vitals.health.jdbc;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.Measurement;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Why a data source gave no connection: the database's doing, the pool's, or its borrowers'. */
final class Diagnosis {
    /** Reasons that are no word of the database itself. */
    private static final Set<FailureReason> SILENT = EnumSet.of(
            FailureReason.TIMEOUT,
            FailureReason.DNS,
            FailureReason.CONNECT_REFUSED,
            FailureReason.CONNECT_TIMEOUT,
            FailureReason.CONNECTION_LOST,
            FailureReason.EXCEPTION);

    private final Lender lender;
    private final @Nullable DedicatedConnection dedicated;
    private final HealthStatus whenExhausted;

    Diagnosis(Lender lender, @Nullable DedicatedConnection dedicated, HealthStatus whenExhausted) {
        this.lender = lender;
        this.dedicated = dedicated;
        this.whenExhausted = whenExhausted;
    }

    static HealthResult closed() {
        return HealthResult.down(FailureReason.CLOSED, "the pool was closed on our side");
    }

    HealthResult of(Exception failure, CheckContext context) {
        Pool pool = lender.pool();
        PoolCounts counts = pool.counts();
        if (pool.closed()) {
            return closed().causedBy(failure);
        }
        if (!SqlFailures.noneToGive(failure, counts != null && counts.exhausted())) {
            return SqlFailures.result(failure);
        }
        String found = found(failure, counts);
        HealthResult result = dedicated == null || context.cancelled()
                ? untold(failure, counts, found)
                : ask(dedicated, context, counts, found);
        return result.causedBy(failure);
    }

    /** The pool's own text names all that the counts do, for another moment. */
    private static String found(Exception failure, @Nullable PoolCounts counts) {
        if (counts == null) {
            return HealthResult.down(failure).message();
        }
        String which = failure instanceof Lender.NothingLent lent
                ? " within " + lent.limit().toMillis() + " ms"
                : " in time";
        return "no connection from the pool" + which + " (" + counts.text() + ")";
    }

    private HealthResult untold(Exception failure, @Nullable PoolCounts counts, String found) {
        if (counts == null) {
            return SqlFailures.result(failure);
        }
        if (counts.exhausted()) {
            return exhausted(found + "; whether the database answers is not known");
        }
        return HealthResult.down(FailureReason.CONNECT_TIMEOUT, found + ": no further one could be opened");
    }

    private HealthResult ask(
            DedicatedConnection other, CheckContext context, @Nullable PoolCounts counts, String found) {
        long begun = System.nanoTime();
        HealthResult answer = other.ask(context);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return judge(answer, counts, found)
                .measured(Measurement.duration("health.jdbc.dedicated", took))
                .detail("dedicated", took);
    }

    private HealthResult judge(HealthResult answer, @Nullable PoolCounts counts, String found) {
        FailureReason reason = answer.reason().orElse(null);
        if (reason != null) {
            String says = SILENT.contains(reason) ? "the database does not answer: " : "the database lets nobody in: ";
            return HealthResult.down(reason, says + answer.message() + "; and " + found);
        }
        String both = found + "; the database answers over the dedicated connection";
        return counts == null || counts.exhausted()
                ? exhausted(both)
                : HealthResult.down(FailureReason.CONNECT_TIMEOUT, both + ", but the pool opens none");
    }

    private HealthResult exhausted(String message) {
        return whenExhausted == HealthStatus.DEGRADED
                ? HealthResult.degraded(FailureReason.POOL_EXHAUSTED, message)
                : HealthResult.down(FailureReason.POOL_EXHAUSTED, message);
    }
}
