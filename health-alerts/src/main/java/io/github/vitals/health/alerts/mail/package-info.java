/** Alerts by e-mail, over SMTP. Needs {@code org.eclipse.angus:angus-mail} on the class path. */
@NullMarked
package io.github.vitals.health.alerts.mail;

import org.jspecify.annotations.NullMarked;
