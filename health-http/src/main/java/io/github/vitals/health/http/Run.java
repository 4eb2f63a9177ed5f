package io.github.vitals.health.http;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.outbound.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** One question to one target, redirects included, and the judgement of its answer. Not thread-safe. */
final class Run {
    private final Settings settings;
    private final Deadline deadline;
    private final Transcript transcript;
    private final Redirects redirects;
    private final @Nullable InetAddress only;
    private Ask ask;

    Run(Settings settings, Deadline deadline, @Nullable InetAddress only) {
        this.settings = settings;
        this.deadline = deadline;
        this.only = only;
        this.transcript = new Transcript(deadline);
        this.redirects = new Redirects(settings.redirects());
        this.ask = settings.first();
    }

    /** The result of one run of the check, which may ask several addresses. */
    static HealthResult check(Settings settings, CheckContext context) throws InterruptedException {
        Deadline deadline = Deadline.of(context);
        if (settings.addresses() == Addresses.FIRST) {
            return new Run(settings, deadline, null).ask();
        }
        List<InetAddress> addresses;
        try {
            addresses = settings.resolver()
                    .resolve(settings.first().url(), deadline)
                    .addresses();
        } catch (IOException | RuntimeException unresolved) {
            return Failures.result(unresolved, settings.first(), new Transcript(deadline));
        }
        List<EveryAddress.Outcome> outcomes = new ArrayList<>();
        for (InetAddress address : addresses) {
            Deadline part = deadline.share(addresses.size() - outcomes.size());
            outcomes.add(new EveryAddress.Outcome(address, new Run(settings, part, address).ask()));
        }
        return EveryAddress.judge(outcomes);
    }

    HealthResult ask() throws InterruptedException {
        HealthResult result;
        try {
            result = answered();
        } catch (Exception failed) {
            if (Thread.interrupted() || failed instanceof InterruptedException) {
                throw new InterruptedException();
            }
            result = Failures.result(failed, ask, transcript);
        }
        transcript.phases().leave();
        return transcript.describe(result, redirects.followed());
    }

    private HealthResult answered() throws Exception {
        if (deadline.left().toMillis() < 1) {
            return HealthResult.down(FailureReason.TIMEOUT, "no time was left to ask");
        }
        String token = settings.request().token();
        while (true) {
            redirects.asked(ask);
            Optional<Ask> next = exchange(token);
            if (next.isEmpty()) {
                return settings.verdict().judge(transcript, ask, token);
            }
            ask = next.get();
        }
    }

    /** Asks once and reads the answer to its end, or closes the connection. */
    private Optional<Ask> exchange(@Nullable String token)
            throws IOException, GeneralSecurityException, InterruptedException {
        transcript.begin();
        Way found = settings.resolver().resolve(ask.url(), deadline);
        transcript.phases().leave();
        Way way = only == null || redirects.followed() > 0 ? found : found.only(only);
        Call call = client(way).newCall(settings.request().request(ask, token, settings.proxyAuthorization(way)));
        try (Response response = call.execute()) {
            transcript.headers(response);
            try {
                Optional<Ask> next =
                        redirects.next(ask, response.code(), Optional.ofNullable(response.header("Location")));
                transcript.read(response.body().source(), settings.reading());
                return next;
            } finally {
                // Closes the connection at once, where closing the body would first read on for a while.
                call.cancel();
            }
        }
    }

    private OkHttpClient client(Way way) throws GeneralSecurityException, IOException {
        if (deadline.left().toMillis() < 1) {
            throw new Refused(FailureReason.TIMEOUT, "no time was left after the name was resolved");
        }
        if (!ask.url().isHttps()) {
            return settings.transport().client(way, transcript.phases(), deadline.left());
        }
        TlsRecorder recorder = settings.transport().recorder();
        transcript.tls(recorder);
        return settings.transport()
                .client(way, transcript.phases(), deadline.left(), new Transport.SecureWay(recorder, ask.atHome()));
    }
}
