/** What all checks that go out stand on: the time they have, names that are resolved, what they may quote. Not exported. */
@NullMarked
package io.github.vitals.health.outbound;

import org.jspecify.annotations.NullMarked;
