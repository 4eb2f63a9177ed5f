/**
 * Health over HTTP: checks of external services going out, the health endpoint and its server coming in.
 */
module io.github.vitals.health.http {
    requires transitive io.github.vitals.health;
    requires java.management;
    requires java.naming;
    requires jdk.httpserver;
    requires okhttp3;
    requires tools.jackson.core;
    requires static ch.qos.logback.classic;
    requires static org.jspecify;
    requires static jakarta.servlet;
    requires static jdk.management;
    requires static json.path;
    requires static micrometer.core;
    requires static io.prometheus.metrics.model;
    requires static io.prometheus.metrics.tracer.common;
    requires static io.prometheus.writer.text;
    requires static micrometer.registry.prometheus;
    requires static org.dnsjava;
    requires static re2j;

    exports io.github.vitals.health.http;
    exports io.github.vitals.health.net;
    exports io.github.vitals.health.endpoint;
    exports io.github.vitals.health.page;
    exports io.github.vitals.health.server;
}
