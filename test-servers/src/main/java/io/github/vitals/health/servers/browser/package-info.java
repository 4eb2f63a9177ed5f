/**
 * A real browser for tests, which opens pages, presses keys and tells what it did not like.
 *
 * <p>Begin with {@link io.github.vitals.health.servers.browser.Browser}: it opens
 * {@linkplain io.github.vitals.health.servers.browser.Tab tabs}, which do what a person would, and whose
 * {@linkplain io.github.vitals.health.servers.browser.Complaints complaints} a page should have none of. It speaks the
 * DevTools protocol; what its pages see of it is what they see of a person.
 */
@NullMarked
package io.github.vitals.health.servers.browser;

import org.jspecify.annotations.NullMarked;
