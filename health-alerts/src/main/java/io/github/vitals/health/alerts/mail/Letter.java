package io.github.vitals.health.alerts.mail;

import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.DeliveryContext;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.Date;
import java.util.Optional;

/** A message as a letter. */
final class Letter {
    private static final String UTF_8 = "UTF-8";

    private final MailSettings settings;
    private final AlertNotification notification;
    private final String id;
    private final Optional<Conversation> before;
    private final Conversation conversation;

    Letter(MailSettings settings, AlertNotification notification, DeliveryContext context) {
        this.settings = settings;
        this.notification = notification;
        this.id = Conversation.id(notification, context.id(), Addresses.domain(settings.from()));
        this.before = context.reference().flatMap(Conversation::read);
        this.conversation = before.orElseGet(() -> Conversation.begin(id, notification));
    }

    /** What later letters about the same alert need. */
    String reference() {
        return conversation.reference();
    }

    MimeMessage message(Session session) throws MessagingException {
        MimeMessage message = new Identified(session, id);
        message.setFrom(new InternetAddress(settings.from()));
        for (String each : settings.to()) {
            message.addRecipient(Message.RecipientType.TO, new InternetAddress(each));
        }
        message.setSubject(subject(), UTF_8);
        message.setSentDate(Date.from(notification.at()));
        head(message);
        message.setContent(body());
        message.saveChanges();
        return message;
    }

    private String subject() {
        String subject = "[" + word() + "] " + conversation.subject();
        return settings.subjectPrefix().isEmpty() ? subject : settings.subjectPrefix() + " " + subject;
    }

    private String word() {
        return switch (notification.kind()) {
            case RESOLVE -> "resolved";
            case ACKNOWLEDGE -> "acknowledged";
            case REMINDER -> "still " + notification.severity().label();
            case TEST -> "test";
            case TRIGGER, UPDATE, REFRESH -> notification.severity().label();
        };
    }

    private void head(MimeMessage message) throws MessagingException {
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setHeader("X-Vitals-Key", Line.of(notification.key(), 64));
        if (before.isPresent()) {
            message.setHeader("In-Reply-To", conversation.id());
            message.setHeader("References", conversation.id());
        }
        if (urgent()) {
            message.setHeader("X-Priority", "1");
            message.setHeader("Importance", "high");
        }
    }

    private boolean urgent() {
        return notification.severity() == AlertSeverity.CRITICAL
                && switch (notification.kind()) {
                    case TRIGGER, UPDATE, REMINDER -> true;
                    case ACKNOWLEDGE, RESOLVE, REFRESH, TEST -> false;
                };
    }

    private MimeMultipart body() throws MessagingException {
        Particulars particulars = Particulars.of(notification);
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(PlainBody.of(particulars), UTF_8, "plain");
        MimeBodyPart html = new MimeBodyPart();
        html.setText(HtmlBody.of(particulars), UTF_8, "html");
        return new MimeMultipart("alternative", plain, html);
    }

    /** A message with an id of its own choice; the library would take a new one. */
    private static final class Identified extends MimeMessage {
        private final String id;

        Identified(Session session, String id) {
            super(session);
            this.id = id;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", id);
        }
    }
}
