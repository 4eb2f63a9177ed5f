package io.github.vitals.health.benchmarks;

import java.util.List;

/** The ways to evaluate checks that are compared. */
enum Library {
    /** Vitals; each {@code check()} runs every check, on workers, with a deadline. */
    FORCED("forced"),

    /** The same for checks that declare that they never block. */
    FORCED_INLINE("forced.inline"),

    /** The same as {@link #FORCED_INLINE} with a history. */
    FORCED_INLINE_REMEMBERED("forced.inline.remembered"),

    /** The same as {@link #FORCED} with meters bound. */
    FORCED_METERED("forced.metered"),

    /** Vitals as a user starts it: the default policy and a schedule. */
    STARTED("vitals"),

    /** Dropwizard's checks one after the other on the caller's thread, with no deadline. */
    DROPWIZARD("dropwizard.inline"),

    /** Dropwizard's checks on a pool of 2 threads, waited for with no deadline. */
    DROPWIZARD_POOL("dropwizard.executor"),

    /** Spring Boot's health endpoint, on the caller's thread, with no deadline. */
    SPRING("spring.endpoint"),

    /** SmallRye's reporter outside CDI, on the caller's thread, which also builds its JSON model. */
    SMALLRYE("smallrye");

    /** How figures about it begin. */
    final String label;

    Library(String label) {
        this.label = label;
    }

    /** Registers the checks. In a JVM that measures one library no class of another is loaded by this. */
    Contender open(List<NoOp> checks) {
        return switch (this) {
            case FORCED -> VitalsContender.forced(checks, false);
            case FORCED_INLINE -> VitalsContender.forced(checks, true);
            case FORCED_INLINE_REMEMBERED -> VitalsContender.remembered(checks);
            case FORCED_METERED -> VitalsContender.metered(checks);
            case STARTED -> VitalsContender.started(checks);
            case DROPWIZARD -> DropwizardContender.inline(checks);
            case DROPWIZARD_POOL -> DropwizardContender.executor(checks);
            case SPRING -> new SpringContender(checks);
            case SMALLRYE -> new SmallRyeContender(checks);
        };
    }
}
