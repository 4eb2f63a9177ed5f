package io.github.vitals.health.grpc;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.StatusOr;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/** A name that resolves to the addresses of several servers. */
final class Addresses extends NameResolverProvider {
    private final List<EquivalentAddressGroup> addresses;

    Addresses(List<InetSocketAddress> servers) {
        addresses = servers.stream().map(EquivalentAddressGroup::new).toList();
    }

    String target() {
        return getDefaultScheme() + ":///shop";
    }

    @Override
    public String getDefaultScheme() {
        return "several";
    }

    @Override
    public NameResolver newNameResolver(URI target, NameResolver.Args args) {
        return new NameResolver() {
            @Override
            public String getServiceAuthority() {
                return "shop";
            }

            @Override
            public void start(Listener2 listener) {
                listener.onResult(ResolutionResult.newBuilder()
                        .setAddressesOrError(StatusOr.fromValue(addresses))
                        .build());
            }

            @Override
            public void shutdown() {
                // Nothing was begun.
            }
        };
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return 5;
    }
}
