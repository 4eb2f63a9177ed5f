package io.github.vitals.health.alerts.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.alerts.channel.AlertNotification;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LetterTest {
    private static final Session SESSION = Session.getInstance(new Properties());

    private static Letter letter(AlertNotification notification, String id, String reference) {
        MailSettings settings = new MailSettings(
                "smtp.example",
                587,
                MailTls.STARTTLS,
                null,
                true,
                null,
                null,
                "Vitals <vitals@orders.example>",
                List.of("a@orders.example", "b@orders.example"),
                "");
        return new Letter(settings, notification, Notices.context(id, reference));
    }

    /** As it arrives: written and read again. */
    private static MimeMessage arrived(AlertNotification notification, String reference) throws Exception {
        return arrived(letter(notification, "d1", reference));
    }

    private static MimeMessage arrived(Letter letter) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        letter.message(SESSION).writeTo(bytes);
        return new MimeMessage(SESSION, new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static MimeMessage arrived(AlertNotification notification) throws Exception {
        return arrived(notification, "");
    }

    private static String part(MimeMessage message, int number) throws Exception {
        return (String) ((Multipart) message.getContent()).getBodyPart(number).getContent();
    }

    @Nested
    class Headers {
        @Test
        void theSubjectSaysHowUrgentWhereAndWhat() throws Exception {
            assertThat(arrived(Notices.trigger()).getSubject())
                    .isEqualTo("[critical] orders: orders-db is DOWN (timeout), and 3 others");
        }

        @Test
        void programsAreToldThatNobodyWroteIt() throws Exception {
            MimeMessage message = arrived(Notices.trigger());
            assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
            assertThat(message.getHeader("X-Vitals-Key")).containsExactly(Notices.KEY);
            assertThat(message.getSentDate()).isEqualTo(Notices.NOW);
            assertThat(message.getFrom()[0]).hasToString("Vitals <vitals@orders.example>");
            assertThat(message.getAllRecipients()).hasSize(2);
        }

        @Test
        void whatIsCriticalIsMarkedAsImportantAndItsEndIsNot() throws Exception {
            assertThat(arrived(Notices.trigger()).getHeader("X-Priority")).containsExactly("1");
            assertThat(arrived(Notices.trigger()).getHeader("Importance")).containsExactly("high");
            assertThat(arrived(Notices.of(AlertNotification.Kind.RESOLVE, "")).getHeader("X-Priority"))
                    .isNull();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "x\r\nBcc: eve@evil.example",
                    "x\nBcc: eve@evil.example",
                    "x\rBcc: e@e.example",
                    "x\u2028\u0085\0Bcc: y"
                })
        void noTextBecomesAHeader(String hostile) throws Exception {
            AlertNotification notification = Notices.of(
                    AlertNotification.Kind.TRIGGER,
                    hostile,
                    hostile,
                    Map.of(hostile, hostile),
                    Map.of(hostile, hostile));
            MimeMessage message = arrived(notification, "<a@b> " + hostile);
            assertThat(message.getHeader("Bcc")).isNull();
            assertThat(message.getSubject()).contains("Bcc: ");
            assertThat(message.getAllRecipients()).hasSize(2);
            assertThat(arrived(notification).getHeader("Bcc")).isNull();
        }

        @Test
        void aSubjectBeyondAsciiArrivesAsItWasAndIsCutBetweenCharacters() throws Exception {
            AlertNotification notification = Notices.of(
                    AlertNotification.Kind.TRIGGER, "", "Bestellungen-\u00e4\u00f6-\ud83d\udd25", Map.of(), Map.of());
            assertThat(arrived(notification).getSubject()).contains("Bestellungen-\u00e4\u00f6-\ud83d\udd25 is DOWN");
            String fires = "\ud83d\udd25".repeat(300);
            String subject = arrived(Notices.of(AlertNotification.Kind.TRIGGER, "", fires, Map.of(), Map.of()))
                    .getSubject();
            assertThat(subject).endsWith("\ud83d\udd25…");
            assertThat(subject.length()).isLessThan(220);
        }

        @Test
        void writingIsNotTurnedAround() throws Exception {
            assertThat(arrived(Notices.of(
                                    AlertNotification.Kind.TRIGGER, "", "a\u202eNWOD si\u202c b", Map.of(), Map.of()))
                            .getSubject())
                    .contains("a NWOD si b is DOWN");
        }
    }

    @Nested
    class Conversations {
        private final String reference = letter(Notices.trigger(), "d1", "").reference();

        @Test
        void theFirstLetterBeginsOne() throws Exception {
            MimeMessage first = arrived(Notices.trigger());
            assertThat(first.getHeader("References")).isNull();
            assertThat(reference).startsWith(first.getMessageID() + " orders: orders-db");
            assertThat(first.getMessageID()).endsWith("@orders.example>");
        }

        @Test
        void aResolveJoinsTheFirstWithTheSameSubjectButForTheWord() throws Exception {
            Letter letter = letter(Notices.of(AlertNotification.Kind.RESOLVE, ""), "d2", reference);
            MimeMessage resolve = arrived(letter);
            String first = arrived(Notices.trigger()).getMessageID();
            assertThat(resolve.getHeader("In-Reply-To")).containsExactly(first);
            assertThat(resolve.getHeader("References")).containsExactly(first);
            assertThat(resolve.getMessageID()).isNotEqualTo(first);
            assertThat(resolve.getSubject()).isEqualTo("[resolved] orders: orders-db is DOWN (timeout), and 3 others");
            assertThat(letter.reference()).isEqualTo(reference);
        }

        @Test
        void theSameDeliveryAgainIsTheSameLetterAndAnotherIsNot() throws Exception {
            String id = arrived(letter(Notices.trigger(), "d1", "")).getMessageID();
            assertThat(arrived(letter(Notices.trigger(), "d1", "")).getMessageID())
                    .isEqualTo(id);
            assertThat(arrived(letter(Notices.trigger(), "d2", "")).getMessageID())
                    .isNotEqualTo(id);
        }

        @ParameterizedTest
        @ValueSource(strings = {"1712.33", "<a@b", "<a@b>\r\nBcc: x@y.example", "<a b@c> x", "no <a@b>"})
        void aReferenceThatIsNoneOfOursIsLeftOut(String strange) throws Exception {
            MimeMessage message = arrived(Notices.of(AlertNotification.Kind.RESOLVE, ""), strange);
            assertThat(message.getHeader("References")).isNull();
            assertThat(message.getHeader("Bcc")).isNull();
        }

        @Test
        void aReferenceHasAtMostAThousandCharacters() {
            AlertNotification long1 =
                    Notices.of(AlertNotification.Kind.TRIGGER, "", "x".repeat(5_000), Map.of(), Map.of());
            assertThat(letter(long1, "d1", "").reference()).hasSizeLessThan(1_000);
        }

        @Test
        void remindersAndAcknowledgementsSaySo() throws Exception {
            assertThat(arrived(Notices.of(AlertNotification.Kind.REMINDER, ""), reference)
                            .getSubject())
                    .startsWith("[still critical] orders: ");
            assertThat(arrived(Notices.of(AlertNotification.Kind.ACKNOWLEDGE, ""), reference)
                            .getSubject())
                    .startsWith("[acknowledged] orders: ");
        }
    }

    @Nested
    class Bodies {
        @Test
        void thePlainPartSaysAllThatIsKnown() throws Exception {
            MimeMessage message = arrived(Notices.trigger());
            assertThat(message.getContentType()).startsWith("multipart/alternative");
            assertThat(part(message, 0).replace("\r\n", "\n")).isEqualTo("""
                    orders-db is DOWN (timeout): no answer within 2 s, and 3 others

                    State:          DOWN
                    Severity:       critical
                    Reason:         timeout
                    Message:        no answer within 2 s
                    Since:          2026-03-01 11:55:00 UTC, 5 min before this
                    Last good:      2026-03-01 11:53:20 UTC, 6 min before this
                    Latency:        2003 ms
                    Also affected:  cache, search and 1 more
                    Rule:           down
                    Service:        orders
                    Seen by:        orders-1
                    team:           orders

                    runbook:        https://wiki.example/db?a=1&b=2
                    """);
        }

        @Test
        void theHtmlPartSaysTheSameWithoutImagesScriptsOrStyleSheets() throws Exception {
            String html = part(arrived(Notices.trigger()), 1);
            assertThat(html)
                    .contains(
                            "<strong>DOWN</strong>", "no answer within 2 s", "11:55:00 UTC", "11:53:20 UTC", "2003 ms")
                    .contains("cache, search and 1 more", ">team</th>")
                    .contains("<a href=\"https://wiki.example/db?a=1&amp;b=2\">")
                    .contains("<meta name=\"color-scheme\" content=\"light dark\">")
                    .doesNotContain("<img", "<script", "<style", "<link", "background");
        }

        @Test
        void theEndIsToldInWords() throws Exception {
            MimeMessage message = arrived(Notices.of(AlertNotification.Kind.RESOLVE, ""));
            assertThat(part(message, 0))
                    .startsWith("orders-db is well again after 5 min")
                    .contains("State:          resolved, UP", "Until:          2026-03-01 12:00:00 UTC");
            assertThat(part(message, 1)).contains("<strong>RESOLVED</strong>");
        }

        @Test
        void whateverATextHoldsItStaysText() throws Exception {
            String hostile = "<script>alert('1')</script>\"><img src=x onerror=y>&amp;\r\n.\r\nQUIT";
            MimeMessage message = arrived(Notices.of(
                    AlertNotification.Kind.TRIGGER,
                    hostile,
                    hostile,
                    Map.of(hostile, hostile),
                    Map.of("dashboard", "javascript:alert(1)", "runbook", "https://x.example/\"onclick=\"y")));
            assertThat(part(message, 1))
                    .doesNotContain("<script", "<img", "href=\"javascript", "\"onclick")
                    .contains("&lt;script&gt;alert(&#39;1&#39;)", "&amp;amp;");
            assertThat(part(message, 0).lines()).doesNotContain(".", "QUIT");
        }

        @Test
        void allCharactersArriveAsTheyWere() throws Exception {
            String text = "äöü 中文 \ud83d\udd25";
            MimeMessage message = arrived(Notices.of(AlertNotification.Kind.TRIGGER, text));
            assertThat(part(message, 0)).contains(text);
            assertThat(part(message, 1)).contains(text);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            message.writeTo(bytes);
            assertThat(bytes.toString(StandardCharsets.ISO_8859_1).chars()).allMatch(each -> each < 128);
        }
    }
}
