package io.github.vitals.health.grpc;

import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real gRPC server on this machine's loopback, and clients that are connected to it over TCP. */
final class Loopback implements AutoCloseable {
    private final Server server;
    private final InetSocketAddress address;
    private final List<ManagedChannel> channels = new ArrayList<>();

    private Loopback(NettyServerBuilder builder) {
        try {
            server = builder.build().start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getPort());
    }

    static Loopback serving(BindableService... services) {
        NettyServerBuilder builder = builder();
        for (BindableService service : services) {
            builder.addService(service);
        }
        return new Loopback(builder);
    }

    static Loopback intercepted(BindableService service, ServerInterceptor interceptor) {
        return new Loopback(builder().addService(ServerInterceptors.intercept(service, interceptor)));
    }

    private static NettyServerBuilder builder() {
        return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    Server server() {
        return server;
    }

    InetSocketAddress address() {
        return address;
    }

    /** A connection of its own. */
    ManagedChannel channel() {
        return opened(NettyChannelBuilder.forAddress(address));
    }

    /** A connection of its own whose client takes in so many bytes of a call, and no more until it has read them. */
    ManagedChannel narrowChannel(int bytes) {
        return opened(NettyChannelBuilder.forAddress(address).flowControlWindow(bytes));
    }

    private ManagedChannel opened(NettyChannelBuilder builder) {
        ManagedChannel channel = builder.usePlaintext().build();
        channels.add(channel);
        return channel;
    }

    HealthGrpc.HealthBlockingStub client() {
        return HealthGrpc.newBlockingStub(channel());
    }

    @Override
    public void close() {
        channels.forEach(ManagedChannel::shutdownNow);
        server.shutdownNow();
        try {
            server.awaitTermination(10, TimeUnit.SECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
