package io.github.vitals.health.alerts;

import io.github.vitals.health.HealthGroup;

/** What a rule looks at. */
sealed interface RuleTarget {
    /** One check. */
    record Check(String name) implements RuleTarget {}

    /** Each check that carries a tag, for itself. */
    record Tagged(String tag) implements RuleTarget {}

    /** Each check there is, for itself. */
    record EachCheck() implements RuleTarget {}

    /** The aggregate of a group. */
    record Group(HealthGroup group) implements RuleTarget {}
}
