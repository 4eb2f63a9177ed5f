/**
 * A node of OpenSearch, for tests: {@link io.github.vitals.health.servers.opensearch.OpenSearchServer} starts
 * {@code Node} as a process with a class path of its own.
 */
@NullMarked
package io.github.vitals.health.servers.opensearch;

import org.jspecify.annotations.NullMarked;
