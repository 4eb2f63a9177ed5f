/** What of Kubernetes' manifests is made of the rules and dashboards. */
@NullMarked
package io.github.vitals.ops.kubernetes;

import org.jspecify.annotations.NullMarked;
