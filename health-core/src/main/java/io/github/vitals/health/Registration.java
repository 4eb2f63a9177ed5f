package io.github.vitals.health;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A check as it was handed in. */
record Registration(String name, HealthCheck check, CheckPolicy policy) {
    Registration {
        Arguments.requireName("name", name);
        Arguments.requireNonNull("check", check);
        Arguments.requireNonNull("policy", policy);
        if (policy.groups().contains(HealthGroup.LIVENESS) && !policy.livenessForced() && isExternal(check)) {
            throw new IllegalArgumentException("groups of " + name
                    + ": liveness (expected: not for an external check, whose failure would restart every"
                    + " instance; forceLiveness() if that is wanted)");
        }
    }

    private static boolean isExternal(HealthCheck check) {
        return check.external();
    }

    /** What the check needs, and then what its user says, if anything. */
    static CheckPolicy policy(String name, HealthCheck check, @Nullable Consumer<CheckPolicyBuilder> own) {
        CheckPolicyBuilder policy = CheckPolicy.builder();
        check.defaults(policy);
        if (own != null) {
            own.accept(policy);
        }
        try {
            return policy.build();
        } catch (IllegalArgumentException bad) {
            throw new IllegalArgumentException("check " + name + ": " + bad.getMessage(), bad);
        }
    }

    void requireGroups(Collection<HealthGroup> declared) {
        Set<HealthGroup> named = new LinkedHashSet<>(policy.groups());
        named.addAll(policy.judgedGroups());
        for (HealthGroup group : named) {
            if (!declared.contains(group)) {
                throw Arguments.invalid(
                        "groups of " + name, group, "one of " + declared + ", or declared with group(..)");
            }
        }
    }
}
