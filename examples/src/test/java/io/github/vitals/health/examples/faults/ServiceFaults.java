package io.github.vitals.health.examples.faults;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.http.HttpExpectation;
import io.github.vitals.health.http.HttpHealthCheck;
import io.github.vitals.health.http.HttpHealthCheckBuilder;
import io.github.vitals.health.servers.FaultProxy;
import java.io.IOException;
import java.net.URI;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import okhttp3.tls.HeldCertificate;

/** What befalls a service that is asked over HTTP. */
final class ServiceFaults {
    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(0).build();

    List<Fault> all() {
        return List.of(
                Fault.down("service: refused", FailureReason.CONNECT_REFUSED, at -> {
                    FaultProxy way = way(at, new ServiceUnderTest());
                    at.check(asking(way, "/").build()).breaks(way::refuse).mends(way::heal);
                }),
                Fault.down("service: handshake hangs", FailureReason.CONNECT_TIMEOUT, at -> {
                    FaultProxy way = way(at, new ServiceUnderTest());
                    at.check(asking(way, "/").build()).breaks(way::hang).mends(way::heal);
                }),
                Fault.down("service: black hole", FailureReason.TIMEOUT, at -> {
                    FaultProxy way = way(at, new ServiceUnderTest());
                    at.check(asking(way, "/").build()).breaks(way::blackHole).mends(way::heal);
                }),
                Fault.degraded("service: 500 ms latency", FailureReason.SLOW, at -> {
                            FaultProxy way = way(at, new ServiceUnderTest());
                            at.check(asking(way, "/")
                                            .expect(HttpExpectation.latency(Duration.ofMillis(200))
                                                    .orDegraded())
                                            .build())
                                    .breaks(() -> way.latency(Duration.ofMillis(250)))
                                    .mends(way::heal);
                        })
                        .within(Duration.ofSeconds(3)),
                Fault.down("service: reset in mid-answer", FailureReason.CONNECTION_LOST, at -> {
                    FaultProxy way = way(at, new ServiceUnderTest());
                    at.check(asking(way, "/").build())
                            .breaks(() -> way.cutAfter(20))
                            .mends(way::heal);
                }),
                Fault.down("service: status 500", FailureReason.STATUS, at -> switched(at, "/500")),
                Fault.down("service: redirect loop", FailureReason.REDIRECT, at -> switched(at, "/loop")),
                Fault.down("service: slow body", FailureReason.TIMEOUT, at -> switched(at, "/slow")),
                Fault.down("service: body of 1 GB", FailureReason.SIZE, at -> switched(at, "/huge")),
                Fault.down("service: wrong content", FailureReason.BODY, at -> switched(at, "/wrong")),
                Fault.down(
                        "service: DNS failure",
                        FailureReason.DNS,
                        at -> at.check(HttpHealthCheck.of(URI.create("http://no-such-host.invalid/")))),
                Fault.down("service: certificate expired", FailureReason.TLS_EXPIRED, at -> {
                    Instant now = Instant.now();
                    secure(
                            at,
                            certificate("localhost")
                                    .validityInterval(
                                            now.minus(Duration.ofDays(9)).toEpochMilli(),
                                            now.minus(Duration.ofDays(1)).toEpochMilli()));
                }),
                Fault.down(
                        "service: certificate untrusted",
                        FailureReason.TLS_UNTRUSTED,
                        at -> secure(at, new HeldCertificate.Builder().addSubjectAlternativeName("localhost"))),
                Fault.down(
                        "service: certificate for another host",
                        FailureReason.TLS_HOSTNAME,
                        at -> secure(at, certificate("elsewhere.example"))));
    }

    private static FaultProxy way(Situation at, ServiceUnderTest service) {
        return at.before(at.open(service).port());
    }

    private static HttpHealthCheckBuilder asking(FaultProxy way, String path) {
        return HttpHealthCheck.builder(URI.create("http://127.0.0.1:" + way.port() + path));
    }

    /** The service answers well until it is told to answer as that path does. */
    private static void switched(Situation at, String path) throws IOException {
        ServiceUnderTest service = new ServiceUnderTest();
        FaultProxy way = way(at, service);
        at.check(asking(way, "/")
                        .followRedirects(5)
                        .requireWholeBody()
                        .expect(HttpExpectation.bodyContains("ready"))
                        .build())
                .breaks(() -> service.answerAs(path))
                .mends(() -> service.answerAs("/"));
    }

    private HeldCertificate.Builder certificate(String name) {
        return new HeldCertificate.Builder().signedBy(authority).addSubjectAlternativeName(name);
    }

    private void secure(Situation at, HeldCertificate.Builder certificate) throws Exception {
        FaultProxy way = way(at, new ServiceUnderTest(certificate.build()));
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority.certificate());
        HttpHealthCheck check = HttpHealthCheck.builder(URI.create("https://localhost:" + way.port() + "/"))
                .trust(trusted)
                .build();
        // The first handshake of a process takes long, whatever is wrong with the certificate.
        check.check(CheckContext.of("first", Duration.ofSeconds(20)));
        at.check(check);
    }
}
