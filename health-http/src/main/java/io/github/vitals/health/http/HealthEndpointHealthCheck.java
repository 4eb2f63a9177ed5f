package io.github.vitals.health.http;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/**
 * Asks the health endpoint of another service and takes over what it says of itself: UP, DEGRADED or DOWN, with those of
 * its parts that are not well.
 *
 * <p>Reads the shapes of this library, MicroProfile Health, Spring Boot Actuator, {@code application/health+json}, .NET's
 * HealthChecks and a plain word. What they say is read as follows, in any case:
 *
 * <table>
 *   <caption>Statuses</caption>
 *   <tr><td>UP</td><td>{@code UP}, {@code ok}, {@code pass}, {@code healthy}</td></tr>
 *   <tr><td>DEGRADED</td><td>{@code DEGRADED}, {@code warn}, {@code UNKNOWN}, {@code MAINTENANCE}</td></tr>
 *   <tr><td>DOWN</td><td>{@code DOWN}, {@code fail}, {@code error}, {@code unhealthy}, {@code OUT_OF_SERVICE}</td></tr>
 * </table>
 *
 * <p>A report with a status code of 200 to 299, 500 or 503 is read. One that says UP with 500 or 503 contradicts itself
 * and is DOWN with {@code status}; a body that is no report is DOWN with {@code status} if the status code is not 2xx, else
 * with {@code body}; a service that says it is not well gives {@code assertion}. All else, deadline, details and
 * measurements included, is as in {@link HttpHealthCheck}.
 *
 * <p>Details are those of {@link HttpHealthCheck}, {@code parts}, how many the report has, and {@code failing.1},
 * {@code failing.2}, … up to 20, with name, status and what is said of it.
 *
 * <pre>{@code
 * HealthCheck ledger = HealthEndpointHealthCheck.of(URI.create("https://ledger.example/actuator/health"));
 * HealthCheck stock = HealthEndpointHealthCheck.of(
 *         HttpHealthCheck.builder(URI.create("https://stock.example/health")).bearer(tokens::current));
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class HealthEndpointHealthCheck implements HealthCheck {
    private static final Statuses STATUSES = new Statuses(
            status -> (status >= 200 && status <= 299) || status == 500 || status == 503,
            "a health report with 200 to 299, 500 or 503");

    private final HttpHealthCheck http;

    private HealthEndpointHealthCheck(HttpHealthCheck http) {
        this.http = http;
    }

    /**
     * A check that asks with GET.
     *
     * @param uri the endpoint; {@code http} or {@code https}, with a host and without user-info
     * @return the check
     * @throws IllegalArgumentException if the URI is not such
     */
    public static HealthEndpointHealthCheck of(URI uri) {
        return of(HttpHealthCheck.builder(uri));
    }

    /**
     * A check that asks as described. The statuses expected there do not count; other expectations do, beside the report.
     *
     * @param request how to ask
     * @return the check
     * @throws IllegalArgumentException as {@link HttpHealthCheckBuilder#build} does
     */
    public static HealthEndpointHealthCheck of(HttpHealthCheckBuilder request) {
        Objects.requireNonNull(request, "request: null (expected: how to ask)");
        return new HealthEndpointHealthCheck(request.build(STATUSES, List.of(new EndpointJudge())));
    }

    @Override
    public HealthResult check(CheckContext context) throws InterruptedException {
        return http.check(context);
    }

    /**
     * Always true: the answer depends on another process.
     *
     * @return true
     */
    @Override
    public boolean external() {
        return true;
    }

    @Override
    public String toString() {
        return "HealthEndpoint" + http.toString().substring("Http".length());
    }
}
