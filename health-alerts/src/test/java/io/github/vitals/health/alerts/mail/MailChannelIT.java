package io.github.vitals.health.alerts.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.DummySSLServerSocketFactory;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import io.github.vitals.health.alerts.channel.Receipt;
import io.github.vitals.health.alerts.channel.Secret;
import io.github.vitals.health.servers.FaultProxy;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.Base64;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters to GreenMail, a real mail server; it has no STARTTLS of its own, so that is done before it. */
class MailChannelIT {
    private static final String PASSWORD = "hunter22";
    private static final HeldCertificate AUTHORITY =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private static final HeldCertificate FOR_LOCALHOST = certificate("localhost");
    private static final HeldCertificate FOR_ANOTHER = certificate("smtp.example");

    private static GreenMail mail;

    @TempDir
    private static Path folder;

    private static HeldCertificate certificate(String name) {
        return new HeldCertificate.Builder()
                .signedBy(AUTHORITY)
                .addSubjectAlternativeName(name)
                .build();
    }

    private static Path pem(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Path trusted() throws IOException {
        return pem("authority.pem", AUTHORITY.certificatePem());
    }

    private static TlsFront front(HeldCertificate certificate, boolean startTls) throws IOException {
        HandshakeCertificates certificates =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        return new TlsFront(smtpPort(), certificates.sslSocketFactory(), startTls);
    }

    private static int smtpPort() {
        return mail.getSmtp().getPort();
    }

    private static MailChannelBuilder channel(int port) {
        return MailChannel.builder("localhost", port)
                .from("Vitals <vitals@orders.example>")
                .to("on-call@orders.example")
                .user("vitals", Secret.of(PASSWORD));
    }

    private static MailChannelBuilder plain(int port) {
        return channel(port).tls(MailTls.NONE);
    }

    private static Receipt send(MailChannelBuilder channel) throws Exception {
        return channel.build().deliver(Notices.trigger(), Notices.within(Duration.ofSeconds(20)));
    }

    private static MimeMessage onlyLetter() {
        MimeMessage[] letters = mail.getReceivedMessages();
        assertThat(letters).hasSize(1);
        return letters[0];
    }

    @BeforeAll
    static void start() {
        mail = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS)
        });
        mail.start();
    }

    @BeforeEach
    void empty() throws Exception {
        mail.purgeEmailFromAllMailboxes();
        mail.setUser("on-call@orders.example", "vitals", PASSWORD);
    }

    @AfterAll
    static void stop() {
        mail.stop();
    }

    @Nested
    class Tls {
        @Test
        void aLetterArrivesOverStartTlsAndNothingButTheGreetingIsInTheClear() throws Exception {
            try (TlsFront front = front(FOR_LOCALHOST, true)) {
                Receipt receipt = send(channel(front.port()).trust(trusted()));
                assertThat(receipt.answer()).startsWith("250 ");
                assertThat(onlyLetter().getSubject()).startsWith("[critical] orders: orders-db is DOWN");
                assertThat(front.inTheClear()).hasSize(2).last().isEqualTo("STARTTLS");
            }
        }

        @Test
        void aLetterArrivesOverTlsFromTheFirstByteOn() throws Exception {
            Certificate own = new DummySSLServerSocketFactory().getKeyStore().getCertificate("greenmail");
            Path file = pem(
                    "greenmail.pem",
                    "-----BEGIN CERTIFICATE-----\n"
                            + Base64.getMimeEncoder().encodeToString(own.getEncoded())
                            + "\n-----END CERTIFICATE-----\n");
            send(channel(mail.getSmtps().getPort())
                    .tls(MailTls.IMPLICIT)
                    .serverIdentity(false)
                    .trust(file));
            assertThat(((Multipart) onlyLetter().getContent()).getCount()).isEqualTo(2);
        }

        @Test
        void aCertificateThatNobodyTrustsGetsNoPassword() throws Exception {
            for (boolean startTls : new boolean[] {true, false}) {
                try (TlsFront front = front(FOR_LOCALHOST, startTls)) {
                    MailTls tls = startTls ? MailTls.STARTTLS : MailTls.IMPLICIT;
                    assertRejected(channel(front.port()).tls(tls), "the server's certificate is not trusted: ");
                }
            }
        }

        @Test
        void aCertificateForAnotherServerGetsNoPasswordUnlessAskedFor() throws Exception {
            for (boolean startTls : new boolean[] {true, false}) {
                try (TlsFront front = front(FOR_ANOTHER, startTls)) {
                    MailChannelBuilder channel = channel(front.port())
                            .tls(startTls ? MailTls.STARTTLS : MailTls.IMPLICIT)
                            .trust(trusted());
                    assertRejected(channel, "the server's certificate is not trusted: ");
                    assertThat(send(channel.serverIdentity(false)).answer()).startsWith("250 ");
                }
            }
        }

        @Test
        void aServerWithoutStartTlsGetsNothing() {
            assertRejected(channel(smtpPort()), "the server does not offer STARTTLS");
            assertThat(mail.getReceivedMessages()).isEmpty();
        }
    }

    @Test
    void aWrongPasswordIsRejectedAndACorrectedFileIsReadAgain() throws Exception {
        Path file = pem("password", "wrong-one\n");
        MailChannel channel =
                plain(smtpPort()).user("vitals", Secret.file(file)).build();
        assertThatThrownBy(() -> channel.deliver(Notices.trigger(), Notices.context("d1", "")))
                .isInstanceOfSatisfying(
                        DeliveryFailure.class,
                        failure -> assertThat(failure.rejected()).isTrue())
                .hasMessageStartingWith("login refused: 535")
                .hasMessageNotContaining("wrong-one");
        pem("password", PASSWORD + "\n");
        channel.deliver(Notices.trigger(), Notices.context("d1", ""));
        assertThat(onlyLetter().getSubject()).isNotEmpty();
    }

    @Test
    void aResolveArrivesAsAnAnswerToItsTrigger() throws Exception {
        MailChannel channel = plain(smtpPort()).build();
        Receipt first = channel.deliver(Notices.trigger(), Notices.context("d1", ""));
        channel.deliver(Notices.of(AlertNotification.Kind.RESOLVE, ""), Notices.context("d2", first.reference()));
        MimeMessage[] letters = mail.getReceivedMessages();
        assertThat(letters).hasSize(2);
        assertThat(letters[1].getHeader("In-Reply-To")).containsExactly(letters[0].getMessageID());
        assertThat(letters[1].getSubject()).startsWith("[resolved] orders: orders-db is DOWN (timeout)");
    }

    @Nested
    class Patience {
        private final Duration half = Duration.ofMillis(500);

        private void assertGivenUp(FaultProxy proxy) {
            long start = System.nanoTime();
            assertThatThrownBy(() -> plain(proxy.port()).build().deliver(Notices.trigger(), Notices.within(half)))
                    .isInstanceOfSatisfying(
                            DeliveryFailure.class,
                            failure -> assertThat(failure.rejected()).isFalse())
                    .hasMessage("no answer within 500 ms; waited for the server's answer");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }

        @Test
        void aServerThatSaysNothingIsNotWaitedForLonger() {
            try (FaultProxy proxy = FaultProxy.before(smtpPort())) {
                proxy.blackHole();
                assertGivenUp(proxy);
            }
        }

        @Test
        void aServerThatDripsIsNotWaitedForLonger() {
            try (FaultProxy proxy = FaultProxy.before(smtpPort())) {
                proxy.bandwidth(20);
                assertGivenUp(proxy);
            }
        }
    }

    private static void assertRejected(MailChannelBuilder channel, String message) {
        assertThatThrownBy(() -> send(channel))
                .isInstanceOfSatisfying(
                        DeliveryFailure.class,
                        failure -> assertThat(failure.rejected())
                                .as(failure.getMessage())
                                .isTrue())
                .hasMessageStartingWith(message)
                .hasMessageNotContaining(PASSWORD);
    }
}
