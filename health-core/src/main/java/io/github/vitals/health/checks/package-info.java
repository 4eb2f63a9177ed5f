/**
 * Checks that need only the JDK: of the machine's disks and names, of the JVM, of the application's own certificates,
 * clock and queues.
 *
 * <p>The JVM: {@link io.github.vitals.health.checks.HeapAfterGcCheck} for what survives garbage collection,
 * {@link io.github.vitals.health.checks.GcOverheadCheck} for the time it takes,
 * {@link io.github.vitals.health.checks.DeadlockCheck}, {@link io.github.vitals.health.checks.ThreadCountCheck} and
 * {@link io.github.vitals.health.checks.FileDescriptorCheck}.
 *
 * <p>What it stands on: {@link io.github.vitals.health.checks.DiskSpaceCheck},
 * {@link io.github.vitals.health.checks.DnsCheck} for host names,
 * {@link io.github.vitals.health.checks.ClockDriftCheck} for the machine's clock, and
 * {@link io.github.vitals.health.checks.CertificateExpiryCheck} for key stores.
 *
 * <p>{@link io.github.vitals.health.checks.Heartbeat} is for jobs that report in themselves.
 *
 * <p>What the application does: {@link io.github.vitals.health.checks.ExecutorCheck} for a thread pool and
 * {@link io.github.vitals.health.checks.QueueCheck} for anything that has a size and a capacity. Any other figure, with
 * limits in its own unit and a forecast: {@link io.github.vitals.health.checks.LimitCheck}.
 *
 * <p>Each check brings the policy that suits it where the default one does not; what the user says of the policy comes
 * after that and wins.
 */
@NullMarked
package io.github.vitals.health.checks;

import org.jspecify.annotations.NullMarked;
