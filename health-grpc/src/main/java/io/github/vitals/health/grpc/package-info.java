/**
 * The standard gRPC health service, {@code grpc.health.v1.Health}, answered from what a registry knows.
 *
 * <p>{@link io.github.vitals.health.grpc.GrpcHealthService} is the entry point, and all there is to see: add it to the
 * application's own gRPC server.
 */
@NullMarked
package io.github.vitals.health.grpc;

import org.jspecify.annotations.NullMarked;
