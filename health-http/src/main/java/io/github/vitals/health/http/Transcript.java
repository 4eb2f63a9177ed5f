package io.github.vitals.health.http;

import io.github.vitals.health.HealthResult;
import io.github.vitals.health.Measurement;
import io.github.vitals.health.outbound.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** What is known of a run so far, whether it comes to an answer or not. Not thread-safe. */
final class Transcript {
    private static final double NANOS = 1e9;
    private static final int PIECE = 8192;

    private final Deadline deadline;
    private final Phases phases = new Phases();
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int status;
    private Duration latency = Duration.ZERO;
    private Map<String, List<String>> headers = Map.of();
    private long bytes;
    private boolean cut;
    private @Nullable TlsRecorder tls;

    Transcript(Deadline deadline) {
        this.deadline = deadline;
    }

    Phases phases() {
        return phases;
    }

    /** Of each request only the last one's answer is told. */
    void begin() {
        phases.begin();
        status = 0;
        bytes = 0;
        cut = false;
        headers = Map.of();
        kept.reset();
        tls = null;
    }

    void tls(TlsRecorder recorder) {
        this.tls = recorder;
    }

    /** Whether this may be why there is no answer. */
    boolean clientCertificateMissing() {
        return status == 0 && tls != null && tls.clientCertificateMissing();
    }

    Optional<TlsFacts> tls() {
        return tls == null ? Optional.empty() : tls.facts();
    }

    void headers(Response response) {
        status = response.code();
        latency = deadline.elapsed();
        headers = new TreeMap<>(response.headers().toMultimap());
    }

    void read(BufferedSource body, Reading reading) throws IOException {
        byte[] piece = new byte[PIECE];
        while (true) {
            int read = body.read(piece);
            if (read < 0) {
                return;
            }
            int allowed = (int) Math.min(read, reading.most() - bytes);
            bytes += allowed;
            kept.write(piece, 0, (int) Math.min(allowed, Math.max(0, reading.kept() - kept.size())));
            if (allowed < read) {
                cut = true;
                return;
            }
        }
    }

    int status() {
        return status;
    }

    long bytes() {
        return bytes;
    }

    boolean cut() {
        return cut;
    }

    Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    Answer answer(Secrets secrets) {
        Body body = new Body(kept.toByteArray(), header("content-type").orElse(null), kept.size() < bytes || cut);
        return new Answer(status, headers, body, latency, secrets);
    }

    HealthResult describe(HealthResult result, int redirects) {
        HealthResult described = status == 0 ? result : answered(result, redirects);
        Optional<InetSocketAddress> address = phases.address();
        if (address.isPresent() && address.get().getAddress() != null) {
            described = described.detail("address", address.get().getAddress().getHostAddress());
        }
        for (Map.Entry<Phase, Duration> phase : phases.lengths().entrySet()) {
            String label = phase.getKey().label();
            described = described
                    .detail(label + "Seconds", phase.getValue().toNanos() / NANOS)
                    .measured(Measurement.duration("health.http.phase", phase.getValue(), "phase", label));
        }
        Optional<TlsFacts> facts = tls();
        return facts.isPresent() ? facts.get().describe(described) : described;
    }

    private HealthResult answered(HealthResult result, int redirects) {
        HealthResult described = result.detail("status", status)
                .detail("responseSeconds", latency.toMillis() / 1000.0)
                .detail("bodyBytes", bytes)
                .measured(Measurement.gauge("health.http.status.code", "", status))
                .measured(Measurement.gauge("health.http.redirects", "", redirects))
                .measured(Measurement.gauge("health.http.body", "bytes", (double) bytes));
        if (redirects > 0) {
            described = described.detail("redirects", redirects);
        }
        if (phases.protocol().isPresent()) {
            String spoken = phases.protocol().get().toString();
            described = described.detail("httpVersion", spoken.equals("h2") ? "2" : spoken.replace("http/", ""));
        }
        return cut ? described.detail("bodyCut", true) : described;
    }
}
