package io.github.vitals.health.alerts.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.alerts.channel.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailChannelBuilderTest {
    private static MailChannelBuilder mail(String host) {
        return MailChannel.builder(host, 587).from("vitals@orders.example").to("a@orders.example");
    }

    @Test
    void whatIsWrongIsNamedWithWhatWasExpected() {
        assertThatThrownBy(() -> MailChannel.builder("smtp example", 587))
                .hasMessage("host: smtp example (expected: the name or address of a server)");
        assertThatThrownBy(() -> MailChannel.builder("smtp.example", 0)).hasMessage("port: 0 (expected: 1 to 65535)");
        assertThatThrownBy(() -> MailChannel.builder("smtp.example", 587)
                        .to("a@b.example")
                        .build())
                .hasMessage("from: none (expected: an address)");
        assertThatThrownBy(() -> MailChannel.of("smtp.example", 25, "a@b.example"))
                .hasMessage("to: 0 addresses (expected: 1 to 50)");
        assertThatThrownBy(() -> mail("smtp.example").subjectPrefix("a\nBcc: b"))
                .hasMessage("subjectPrefix: a Bcc: b (expected: one line of 1 to 200 characters)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nobody",
                "a@b.example, c@d.example",
                "a@b.example\r\nBcc: c@d.example",
                "\"a\r\nBcc: x\" <a@b.example>",
                "team: a@b.example;",
                "jürgen@b.example",
                "a b@c.example"
            })
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> MailChannel.builder("smtp.example", 587).to(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("to: ")
                .hasMessageContaining("(expected: an address, such as");
    }

    @Test
    void aNameMayStandBesideAnAddress() {
        assertThatCode(() -> mail("smtp.example")
                        .from("Jürgens Wächter <vitals@orders.example>")
                        .build())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "::1"})
    void withoutTlsIsForThisMachine(String host) {
        assertThat(mail(host).tls(MailTls.NONE).build().kind()).isEqualTo("mail");
    }

    @Test
    void withoutTlsToElsewhereHasToBeAskedForByItsName() {
        assertThatThrownBy(
                        () -> mail("localhost.evil.example").tls(MailTls.NONE).build())
                .hasMessageStartingWith("tls: none (expected: starttls or implicit, or insecure");
        assertThatCode(() -> mail("smtp.example").tls(MailTls.INSECURE).build()).doesNotThrowAnyException();
    }

    @Test
    void aFileWithoutCertificatesIsRefused(@TempDir Path folder) throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.pem"));
        Path garbage = Files.writeString(folder.resolve("garbage.pem"), "-----BEGIN CERTIFICATE-----\nx\n");
        for (Path file : new Path[] {empty, garbage, folder.resolve("missing.pem")}) {
            assertThatThrownBy(() -> mail("smtp.example").trust(file))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("trust: " + file + " (expected: a file with certificates in PEM form");
        }
    }

    @Test
    void neitherUserNorPasswordIsShown() {
        assertThat(mail("smtp.example").user("vitals", Secret.of("hunter22")).build())
                .hasToString("MailChannel[smtp.example:587]");
    }

    @Test
    void aMissingLibraryIsNamed() {
        assertThatThrownBy(() -> Library.require("org.example.Missing"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("sending alerts by e-mail needs the library org.eclipse.angus:angus-mail, an optional "
                        + "dependency: add it to yours");
    }
}
