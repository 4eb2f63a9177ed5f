/**
 * The standard gRPC health service, answered from what a registry knows.
 */
module io.github.vitals.health.grpc {
    requires transitive io.github.vitals.health;
    requires transitive io.grpc;
    requires io.grpc.services;
    requires io.grpc.stub;
    requires com.google.protobuf;
    requires static org.jspecify;

    exports io.github.vitals.health.grpc;
}
