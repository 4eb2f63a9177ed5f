package io.github.vitals.ops.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.servers.alerting.PagerDutyServer;
import io.github.vitals.health.servers.alerting.SlackServer;
import io.github.vitals.ops.alertmanager.FarSides;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.util.List;
import java.util.stream.Collectors;

/** What everybody has been told since a moment. */
final class Told {
    private final FarSides far;
    private final int pages;
    private final int messages;
    private final int mails;

    private Told(FarSides far) {
        this.far = far;
        this.pages = far.pagerDuty().events().size();
        this.messages = far.slack().messages().size();
        this.mails = far.mails().size();
    }

    /** From now on. */
    static Told fromNow(FarSides far) {
        return new Told(far);
    }

    /** All that Slack shows. */
    String slack() {
        List<SlackServer.Message> all = far.slack().messages();
        return all.subList(messages, all.size()).stream()
                .map(message -> message.text() + message.blocks())
                .collect(Collectors.joining("\n"));
    }

    /** The bodies of all events of a kind that PagerDuty was sent. */
    String pages(String action) {
        List<PagerDutyServer.Event> all = far.pagerDuty().events();
        return all.subList(pages, all.size()).stream()
                .filter(event -> event.action().equals(action))
                .map(PagerDutyServer.Event::body)
                .collect(Collectors.joining("\n"));
    }

    /** Subjects and plain texts of all mails. */
    String mails() throws Exception {
        StringBuilder text = new StringBuilder();
        List<MimeMessage> all = far.mails();
        for (MimeMessage mail : all.subList(mails, all.size())) {
            text.append(mail.getSubject()).append('\n');
            text.append(((MimeMultipart) mail.getContent()).getBodyPart(0).getContent());
        }
        return text.toString();
    }

    /** Everybody was told this, in an incident that is critical and not over. */
    void everybodyKnows(String what) throws Exception {
        assertThat(slack()).contains(what);
        assertThat(pages("trigger")).contains(what);
        assertThat(mails()).contains(what);
        assertThat(far.pagerDuty().incidents().values())
                .filteredOn(PagerDutyServer.Incident::open)
                .singleElement()
                .satisfies(incident -> assertThat(incident.severity()).isEqualTo("critical"));
    }

    /** Everybody was told that it is over. */
    void everybodyKnowsItIsOver() throws Exception {
        assertThat(slack()).contains("Resolved: applications (demo)");
        assertThat(pages("resolve")).isNotEmpty();
        assertThat(mails()).contains("Resolved: applications (demo)");
        assertThat(far.pagerDuty().incidents().values()).noneMatch(PagerDutyServer.Incident::open);
    }
}
