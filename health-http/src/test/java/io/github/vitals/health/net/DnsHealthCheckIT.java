package io.github.vitals.health.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.Measurement;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnsHealthCheckIT {
    private static final String NAME = "payments.example";

    private DnsServer server;

    @BeforeEach
    void start() throws IOException {
        server = new DnsServer()
                .record(NAME, "A", "192.0.2.7")
                .record(NAME, "A", "192.0.2.8")
                .record(NAME, "AAAA", "2001:db8::1")
                .record(NAME, "MX", "10 mail.example.")
                .record(NAME, "TXT", "\"v=spf1 \" \"-all\"")
                .record(NAME, "NS", "NS1.example.")
                .record("_sip._tcp.example", "SRV", "0 5 5060 sip.example.")
                .record("www.example", "CNAME", "payments.example.");
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    private DnsHealthCheckBuilder check(String name) {
        return DnsHealthCheck.builder(name).resolver("127.0.0.1", server.port());
    }

    private static HealthResult run(DnsHealthCheckBuilder check) throws Exception {
        return run(check, Duration.ofSeconds(20));
    }

    private static HealthResult run(DnsHealthCheckBuilder check, Duration timeout) throws Exception {
        return check.build().check(CheckContext.of("names", timeout));
    }

    private static void assertUp(HealthResult result) {
        assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.UP);
    }

    private static void assertDown(HealthResult result, FailureReason reason) {
        assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.DOWN);
        assertThat(result.reason()).as(result::toString).contains(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "payments.example, A, 192.0.2.7",
        "payments.example, AAAA, 2001:0DB8:0::1",
        "payments.example, MX, 10 Mail.example.",
        "payments.example, TXT, v=spf1 -all",
        "payments.example, NS, ns1.example",
        "_sip._tcp.example, SRV, 0 5 5060 sip.example",
        "www.example, CNAME, payments.example"
    })
    void everyTypeIsComparedWithWhatIsExpected(String name, RecordType type, String answer) throws Exception {
        assertUp(run(check(name).type(type).expectContains(answer)));
    }

    @Test
    void theLookupIsMeasuredAndTheAnswersAreShown() throws Exception {
        HealthResult result = run(check(NAME));
        assertUp(result);
        assertThat(result.measurements())
                .extracting(Measurement::name)
                .containsExactly("health.dns.answers", "health.dns.lookup");
        assertThat(result.details())
                .containsEntry("rcode", "NOERROR")
                .containsEntry("answers", "192.0.2.7, 192.0.2.8")
                .containsEntry("resolver", "127.0.0.1:" + server.port());
    }

    @Test
    void exactlyWantsNeitherFewerNorMore() throws Exception {
        assertUp(run(check(NAME).expectExactly("192.0.2.8", "192.0.2.7")));
        HealthResult more = run(check(NAME).expectExactly("192.0.2.7"));
        assertDown(more, FailureReason.BODY);
        assertThat(more.message()).contains("192.0.2.7, 192.0.2.8 (expected: exactly 192.0.2.7)");
        assertDown(run(check(NAME).expectContains("192.0.2.9")), FailureReason.BODY);
    }

    @Test
    void aNameThatDoesNotExistIsDownUnlessExpected() throws Exception {
        HealthResult result = run(check("nowhere.example"));
        assertDown(result, FailureReason.DNS);
        assertThat(result.message()).contains("NXDOMAIN (expected: NOERROR)");
        assertUp(run(check("nowhere.example").expectRcode("NXDOMAIN")));
    }

    @Test
    void aNameWithoutSuchARecordIsDown() throws Exception {
        HealthResult result = run(check("www.example").type(RecordType.MX));
        assertDown(result, FailureReason.DNS);
        assertThat(result.message()).contains("no MX record");
    }

    @Test
    void aServerThatFailsIsDownAndTellsItsCode() throws Exception {
        server.failing();
        HealthResult result = run(check(NAME));
        assertDown(result, FailureReason.DNS);
        assertThat(result.message()).contains("SERVFAIL");
    }

    @Test
    void anAnswerThatDoesNotFitIsAskedForOverTcp() throws Exception {
        server.truncating();
        assertUp(run(check(NAME).expectExactly("192.0.2.7", "192.0.2.8")));
        assertThat(server.overTcp()).isOne();
    }

    @Test
    void aSilentServerIsDownWithTimeout() throws Exception {
        server.silent();
        assertDown(run(check(NAME), Duration.ofMillis(300)), FailureReason.TIMEOUT);
    }

    @Test
    void anAnswerThatIsNotDnsIsDownWithProtocol() throws Exception {
        server.garbage();
        assertDown(run(check(NAME)), FailureReason.PROTOCOL);
    }

    @Test
    void aServerThatIsGoneIsDown() throws Exception {
        DnsHealthCheckBuilder check = check(NAME);
        server.close();
        HealthResult result = run(check, Duration.ofSeconds(2));
        assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.DOWN);
        // That nobody listens is told by ICMP, which may get lost.
        assertThat(result.reason().orElseThrow()).isIn(FailureReason.CONNECT_REFUSED, FailureReason.TIMEOUT);
    }

    @Test
    void leavesNoThreadOfTheLibrary() throws Exception {
        assertUp(run(check(NAME)));
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("dnsjava"));
    }

    @Test
    void refusesWhatCannotBeAsked() {
        assertThatIllegalArgumentException().isThrownBy(() -> DnsHealthCheck.of("10.0.0.1"));
        assertThatIllegalArgumentException().isThrownBy(() -> check(NAME).resolver("dns.example", 53));
        assertThatIllegalArgumentException().isThrownBy(() -> check(NAME).expectRcode("NXDOMAINE"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> check(NAME).expectExactly("payments").build());
    }
}
