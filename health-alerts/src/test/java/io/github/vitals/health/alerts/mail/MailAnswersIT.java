package io.github.vitals.health.alerts.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.alerts.channel.DeliveryFailure;
import io.github.vitals.health.alerts.channel.Receipt;
import io.github.vitals.health.alerts.channel.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the answers of mail servers mean, those too that no good server gives. */
class MailAnswersIT {
    private static final String PASSWORD = "hunter22";

    private ScriptedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private MailChannelBuilder channel() {
        return MailChannel.builder("127.0.0.1", server.port())
                .tls(MailTls.NONE)
                .from("vitals@orders.example")
                .to("a@orders.example", "b@orders.example", "c@orders.example");
    }

    private static Receipt send(MailChannelBuilder channel) throws Exception {
        return channel.build().deliver(Notices.trigger(), Notices.within(Duration.ofSeconds(20)));
    }

    private DeliveryFailure failure(MailChannelBuilder channel) {
        return catchThrowableOfType(DeliveryFailure.class, () -> send(channel));
    }

    @ParameterizedTest
    @CsvSource({
        "greeting, 421 4.3.2 shutting down, false",
        "greeting, 554 5.7.1 you are blocked, true",
        "MAIL FROM, 451 4.3.0 try later, false",
        "MAIL FROM, 530 5.7.0 authenticate first, true",
        "RCPT TO, 450 4.2.0 greylisted, false",
        "RCPT TO, 550 5.1.1 no such user, true",
        "DATA, 452 4.3.1 no space, false",
        "DATA, 503 5.5.1 no, true",
        "., 421 4.4.2 too slow, false",
        "., 554 5.7.1 spam, true"
    })
    void anAnswerOfFourIsTriedAgainSoonAndOneOfFiveIsToBeMended(String command, String answer, boolean rejected) {
        server.answering(command, answer);
        DeliveryFailure failure = failure(channel());
        assertThat(failure).hasMessageContaining(answer);
        assertThat(failure.rejected()).isEqualTo(rejected);
    }

    @ParameterizedTest
    @CsvSource({"454 4.7.0 temporary failure, false", "535 5.7.8 bad credentials, true", "534 5.7.9 too weak, true"})
    void aRefusedPasswordIsToBeMendedUnlessTheServerSaysThatItCannotTell(String answer, boolean rejected) {
        server.answering("EHLO", "250-scripted\r\n250 AUTH PLAIN LOGIN").answering("AUTH", answer);
        DeliveryFailure failure = failure(channel().user("vitals", Secret.of(PASSWORD)));
        assertThat(failure).hasMessage("login refused: " + answer);
        assertThat(failure.rejected()).isEqualTo(rejected);
    }

    @Test
    void anAnswerThatRepeatsThePasswordIsNotShownWithIt() {
        server.answering("EHLO", "250-scripted\r\n250 AUTH PLAIN")
                .answering("AUTH", "535 not " + PASSWORD + " nor dml0YWxzAHZpdGFscwBodW50ZXIyMg== for vitals");
        assertThat(failure(channel().user("vitals", Secret.of(PASSWORD))))
                .hasMessageEndingWith("535 not *** nor *** for vitals");
        assertThat(server.said()).contains("AUTH PLAIN dml0YWxzAHZpdGFscwBodW50ZXIyMg==");
    }

    @Test
    void aLetterCountsAsTakenOnceOneRecipientIsAndTheOthersAreCounted() throws Exception {
        server.answering("RCPT TO:<b@", "550 5.1.1 <b@orders.example> is unknown")
                .answering("RCPT TO:<c@", "452 4.2.2 full");
        assertThat(send(channel()).answer())
                .isEqualTo("250 2.0.0 queued as 4711; refused for 2 of 3 recipients, with [452, 550]");
    }

    @Test
    void addressesAreNotInTheAnswer() {
        server.answering("RCPT TO", "550 5.1.1 <a@orders.example>: no such user, see b@orders.example");
        assertThat(failure(channel()))
                .hasMessage("refused for every recipient: 550 5.1.1 <address>: no such user, see <address>");
    }

    @Test
    void ofRecipientsRefusedForNowAndForGoodTheFirstAreTriedAgain() {
        server.answering("RCPT TO:<a@", "550 5.1.1 unknown")
                .answering("RCPT TO:<b@", "450 4.2.0 greylisted")
                .answering("RCPT TO:<c@", "550 5.1.1 unknown");
        assertThat(failure(channel()).rejected()).isFalse();
    }

    @Test
    void aServerThatNeverStopsTalkingIsHungUpOn() throws Exception {
        server.answering("EHLO", ("250-" + "x".repeat(70) + "\r\n").repeat(5_000) + "250 end");
        assertThat(failure(channel())).hasMessageContaining("the server said more than 262144 bytes");
    }

    @Test
    void aServerThatIsNotThereIsTriedAgainSoon() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            free = socket.getLocalPort();
        }
        DeliveryFailure refused = failure(MailChannel.builder("127.0.0.1", free)
                .from("vitals@orders.example")
                .to("a@orders.example"));
        assertThat(refused).hasMessageContaining("ConnectException");
        assertThat(refused.rejected()).isFalse();
    }

    @Test
    void aNameThatNobodyKnowsIsTriedAgainSoon() {
        DeliveryFailure unknown = failure(MailChannel.builder("smtp.invalid", 587)
                .from("vitals@orders.example")
                .to("a@orders.example"));
        assertThat(unknown.rejected()).isFalse();
        assertThat(unknown).hasMessageContaining("smtp.invalid");
    }

    @Test
    void aConnectionThatEndsIsTriedAgainSoon() {
        server.answering("MAIL FROM", ScriptedServer.SILENCE);
        CompletableFuture.runAsync(() -> awaitSaid("MAIL FROM")).thenRun(server::hangUp);
        assertThat(failure(channel()).rejected()).isFalse();
    }

    @Test
    void anInterruptEndsItAndTheConnection() throws Exception {
        server.answering("MAIL FROM", ScriptedServer.SILENCE);
        Thread caller = Thread.currentThread();
        CompletableFuture.runAsync(() -> awaitSaid("MAIL FROM")).thenRun(caller::interrupt);
        assertThatThrownBy(() -> channel().build().deliver(Notices.trigger(), Notices.within(Duration.ofMinutes(5))))
                .isInstanceOf(InterruptedException.class);
        assertThat(server.hungUp().await(30, TimeUnit.SECONDS)).isTrue();
    }

    private void awaitSaid(String beginning) {
        await().until(() -> server.said().stream().anyMatch(each -> each.startsWith(beginning)));
    }
}
