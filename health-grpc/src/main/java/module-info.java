/**
 * The standard gRPC health service, answered from what a registry knows.
 */
module io.github.vitals.health.grpc {
    requires transitive io.github.vitals.health;
    requires transitive io.grpc;
    requires io.grpc.services;
    requires io.grpc.stub;
    requires com.google.protobuf;
    // Only gRPC uses it, but its automatic modules cannot say so, and it is a module that somebody has to ask for.
    requires com.google.common;
    requires static org.jspecify;

    exports io.github.vitals.health.grpc;
}
