package io.github.vitals.health.http;

import org.jspecify.annotations.Nullable;

/** All that a builder was told. */
record Settings(
        Ask first,
        RequestSpec request,
        Resolver resolver,
        Addresses addresses,
        Transport transport,
        int redirects,
        Verdict verdict) {
    Reading reading() {
        return verdict.reading();
    }

    /** For a proxy of ours only. */
    @Nullable
    String proxyAuthorization(Way way) {
        ProxyAccess access = resolver.access();
        return way.direct() || access == null ? null : access.authorization();
    }
}
