package io.github.vitals.health.endpoint;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Who had what done, and who was refused, as structured events; the latter once a second at most. */
final class AdminLog {
    private static final Logger log = LoggerFactory.getLogger(Admin.class);
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();
    private static final int LONGEST = 200;

    private final AtomicLong quietUntil = new AtomicLong(System.nanoTime());
    private final AtomicLong unsaid = new AtomicLong();

    /** {@code about} is what it was done to, by the names of the log's fields. */
    void done(HealthRequest request, String action, Map<String, String> about) {
        LoggingEventBuilder event = with(request, log.atInfo())
                .addKeyValue("event.action", "health-admin-" + action)
                .addKeyValue("event.outcome", "success");
        for (Map.Entry<String, String> each : new TreeMap<>(about).entrySet()) {
            event = event.addKeyValue(each.getKey(), shown(each.getValue()));
        }
        event.log("Health admin action");
    }

    void refused(HealthRequest request) {
        long now = System.nanoTime();
        long until = quietUntil.get();
        if (now - until < 0 || !quietUntil.compareAndSet(until, now + PAUSE)) {
            unsaid.incrementAndGet();
            return;
        }
        with(request, log.atWarn())
                .addKeyValue("event.action", "health-admin-refused")
                .addKeyValue("event.outcome", "failure")
                .addKeyValue("health.refusals_unsaid", unsaid.getAndSet(0))
                .log("Health admin action refused");
    }

    private static LoggingEventBuilder with(HealthRequest request, LoggingEventBuilder event) {
        return event.addKeyValue("url.path", shown(request.path()))
                .addKeyValue("client.address", address(request))
                .addKeyValue("client.certificate", certificate(request));
    }

    private static String address(HealthRequest request) {
        return request.remoteAddress().map(InetAddress::getHostAddress).orElse("");
    }

    private static String certificate(HealthRequest request) {
        return request.clientCertificate()
                .map(X509Certificate::getSubjectX500Principal)
                .map(Object::toString)
                .orElse("");
    }

    /** Who says to be it, and what is known for sure: the certificate, or the address. On one line, at most 200 long. */
    static String caller(HealthRequest request, String by) {
        String certificate = certificate(request);
        String from = certificate.isEmpty() ? address(request) : certificate;
        String caller = by.isBlank() ? from : by + " (" + from + ")";
        return shown(caller.length() > LONGEST ? caller.substring(0, LONGEST) : caller);
    }

    /** Anybody may ask for anything: what is logged of it is short and on one line. */
    private static String shown(String text) {
        String shortened = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return shortened.replaceAll("\\p{Cntrl}", "?");
    }
}
