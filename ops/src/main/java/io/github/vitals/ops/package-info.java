/** What makes and holds together the files that a production deployment copies. {@link SloRules} is a program. */
@NullMarked
package io.github.vitals.ops;

import org.jspecify.annotations.NullMarked;
