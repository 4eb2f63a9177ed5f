package io.github.vitals.health.redis;

import java.util.Optional;
import java.util.Set;

/** One thing that is looked at beside PING. */
interface Rule {
    /** What it has to know. */
    Set<Request> asks();

    /** What is wrong with a server that answered; nothing about what it did not tell. */
    Optional<Finding> judge(Facts facts);
}
