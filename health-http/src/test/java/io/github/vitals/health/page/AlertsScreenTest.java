package io.github.vitals.health.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthTransition.Subject;
import io.github.vitals.health.alerted.RecordedAlerts;
import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.alerting.ActiveAlert.State;
import io.github.vitals.health.alerting.AlertChannelHealth;
import io.github.vitals.health.alerting.AlertDelivery;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerting.AlertSilence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlertsScreenTest {
    private final RecordedAlerts alerts = new RecordedAlerts(OpenedPage.NOW);
    private final List<OpenedPage> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(OpenedPage::close);
    }

    private OpenedPage kept(OpenedPage page) {
        opened.add(page);
        return page;
    }

    private OpenedPage page() {
        return kept(OpenedPage.of(AlertsScreenTest::checks, alerts));
    }

    private static void checks(HealthRegistryBuilder builder) {
        builder.check("db", context -> HealthResult.down(FailureReason.TIMEOUT, "no answer"))
                .check("web", context -> HealthResult.up());
    }

    private RecordedAlerts firing(String check, AlertSeverity severity) {
        return alerts.firing(check, severity, FailureReason.TIMEOUT, "no answer within 2 s");
    }

    private static ActiveAlert alert(String name, State state, Optional<String> lead, Map<String, String> links) {
        return new ActiveAlert(
                RecordedAlerts.key(name),
                "rule-of-" + name,
                Subject.CHECK,
                name,
                "*",
                AlertSeverity.WARNING,
                state,
                OpenedPage.NOW.minusSeconds(90),
                Optional.empty(),
                "message of " + name,
                lead,
                0,
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                links);
    }

    @Nested
    class AnActiveAlert {
        @Test
        void hasShapeWordStateSubjectReasonAndMessage() {
            firing("db", AlertSeverity.CRITICAL);
            assertThat(page().html("/alerts"))
                    .contains("1 alert is active</h1>")
                    .contains("<title>Alerts – 1 critical · orders</title>")
                    .contains("<use href=\"#mark-critical\"/></svg>Critical</span>")
                    .contains(">Firing</span>")
                    .contains("<a href=\"./history/db\">db</a>")
                    .contains("<span class=\"reason\">timeout</span> <bdi>no answer within 2 s</bdi>")
                    .contains("by rule <code>down</code>")
                    .contains(">5 min</time>");
        }

        @ParameterizedTest
        @EnumSource(State.class)
        void saysInAWordWhatBecomesOfIt(State state) {
            alerts.with(alert("db", state, Optional.empty(), Map.of()));
            assertThat(page().html("/alerts"))
                    .contains("<span class=\"becomes\">" + AlertWords.state(state) + "</span>");
        }

        @Test
        void comesBeforeThoseThatNobodyHasToLookAtNow() {
            alerts.with(alert("b", State.SUPPRESSED, Optional.empty(), Map.of()));
            alerts.with(alert("c", State.SILENCED, Optional.empty(), Map.of()));
            alerts.with(alert("d", State.GATHERING, Optional.empty(), Map.of()));
            firing("e", AlertSeverity.INFO);
            alerts.acknowledge(RecordedAlerts.key("e"), "ada");
            String html = page().html("/alerts");
            assertThat(html)
                    .containsSubsequence(
                            ">Open <", ">d<", ">Acknowledged <", ">e<", ">Silenced <", ">c<", ">Suppressed <", ">b<")
                    .contains("Acknowledged by <strong>ada</strong>, <time");
        }

        @Test
        void saysWithWhichItIsToldAndOfHowManyTheMessageTells() {
            alerts.with(new ActiveAlert(
                    "lead",
                    "down",
                    Subject.GROUP,
                    "readiness",
                    "shop-1",
                    AlertSeverity.CRITICAL,
                    State.FIRING,
                    OpenedPage.NOW,
                    Optional.empty(),
                    "",
                    Optional.of("lead"),
                    12,
                    Optional.empty(),
                    Optional.empty(),
                    Map.of("team", "money"),
                    Map.of()));
            alerts.with(alert("web", State.SUPPRESSED, Optional.of("lead"), Map.of()));
            alerts.with(alert("db", State.FIRING, Optional.of("gone"), Map.of()));
            assertThat(page().html("/alerts"))
                    .contains("<a href=\"./history/group/readiness\">Group readiness</a>")
                    .contains("One message tells of 12 alerts.")
                    .contains("Told with <a href=\"#alert-lead\">Group readiness</a>")
                    .contains("Told with one that is over")
                    .contains("seen by <bdi>shop-1</bdi>")
                    .contains("<span class=\"note\">team: money</span>");
        }

        @Test
        void linksToPagesOfTheWebAndToNothingElse() {
            Map<String, String> links = Map.of(
                    "runbook", "https://wiki.example/db?a=1&b=2",
                    "dashboard", "javascript:alert(1)",
                    "other", "data:text/html,x");
            alerts.with(alert("db", State.FIRING, Optional.empty(), links));
            assertThat(page().html("/alerts"))
                    .contains("<a href=\"https://wiki.example/db?a=1&amp;b=2\" rel=\"noopener noreferrer\">runbook<")
                    .contains("dashboard: <bdi>javascript:alert(1)</bdi>")
                    .doesNotContain("href=\"javascript")
                    .doesNotContain("href=\"data");
        }

        @Test
        void isNoLinkWhereThereIsNoHistory() {
            firing("db", AlertSeverity.CRITICAL);
            assertThat(kept(OpenedPage.withoutHistory(AlertsScreenTest::checks, alerts))
                            .html("/alerts"))
                    .contains("<h3>db</h3>");
        }

        @Test
        void isCountedWhereThereAreTooManyToShow() {
            for (int i = 0; i < 130; i++) {
                alerts.with(alert("s-" + i, State.SUPPRESSED, Optional.empty(), Map.of()));
            }
            OpenedPage page = page();
            assertThat(page.rows("/alerts")).hasSize(AlertsScreen.MOST_ROWS);
            assertThat(page.html("/alerts")).contains("And 30 more.");
        }
    }

    @Nested
    class TheRest {
        @Test
        void saysSoWhereThereIsNothing() {
            assertThat(page().html("/alerts"))
                    .contains("No alert is active</h1>")
                    .contains("Nothing is silenced.")
                    .contains("There is none: nobody is told.")
                    .contains("Nothing has been sent yet.");
        }

        @Test
        void showsSilencesWithTheirEndAndWhatTheyAreEndedBy() {
            alerts.silence(AlertSilence.Target.all(), Duration.ofHours(1), "ada", "deploying");
            alerts.silence(
                    new AlertSilence.Target(Optional.of("db"), Optional.of("sql"), Optional.of("slow")),
                    Duration.ofHours(2),
                    "bob",
                    "");
            assertThat(page().html("/alerts"))
                    .contains("<bdi>everything</bdi>", "<bdi>db, tag sql, rule slow</bdi>")
                    .contains("14 Mar 16:09 UTC", "<bdi>deploying</bdi>", "<code>s2</code>");
        }

        @Test
        void showsHowTheChannelsWorkAndWhatWaits() {
            alerts.channel("ops", "slack");
            alerts.channels.add(
                    new AlertChannelHealth("new", "log", 0, Optional.empty(), Optional.empty(), Optional.empty()));
            alerts.channels.add(new AlertChannelHealth(
                    "office",
                    "mail",
                    3,
                    Optional.of(OpenedPage.NOW.minusSeconds(600)),
                    Optional.empty(),
                    Optional.of("connection refused")));
            assertThat(page().html("/alerts"))
                    .containsSubsequence(
                            "<bdi>ops</bdi>", "Works", "<bdi>new</bdi>", "Not used yet", "<bdi>office</bdi>")
                    .containsSubsequence("Fails</span>", "3", "since <time", "never", "connection refused");
        }

        @Test
        void showsWhatWasHandedOverAndWhatTheFarSideSaid() {
            firing("db", AlertSeverity.CRITICAL);
            for (AlertDelivery.Outcome outcome : AlertDelivery.Outcome.values()) {
                alerts.deliveries.add(new AlertDelivery(
                        OpenedPage.NOW,
                        "ops",
                        "trigger",
                        outcome == AlertDelivery.Outcome.FAILED ? RecordedAlerts.key("db") : "gone",
                        "db",
                        outcome,
                        "503 busy",
                        Duration.ofMillis(40),
                        3));
            }
            assertThat(page().html("/alerts"))
                    .containsSubsequence("Accepted</span>", "Failed</span>", "Rejected</span>", "Expired</span>")
                    .contains("<a href=\"#alert-" + RecordedAlerts.key("db") + "\">db</a>", "<bdi>db</bdi>")
                    .contains("<bdi>503 busy</bdi>", ">40 ms</td>", "<td class=\"number\">3</td>");
        }
    }

    @Nested
    class TheStatusScreen {
        @Test
        void saysHowManyThereAreAndMarksTheChecksThatHaveThem() {
            firing("db", AlertSeverity.CRITICAL);
            firing("elsewhere", AlertSeverity.WARNING);
            firing("third", AlertSeverity.WARNING);
            alerts.acknowledge(RecordedAlerts.key("third"), "ada");
            String html = page().html("/");
            assertThat(html)
                    .contains("<p class=\"banner noticed s-critical\">")
                    .contains("<a href=\"./alerts\">3 alerts</a>: 1 critical, 2 warning; 1 acknowledged</span>")
                    .contains("href=\"./alerts#alert-" + RecordedAlerts.key("db") + "\">");
            assertThat(html.split("critical alert<", -1)).hasSize(2);
        }

        @Test
        void isCalmAboutThoseThatNobodyHasToLookAtNow() {
            alerts.with(alert("db", State.SILENCED, Optional.empty(), Map.of()));
            assertThat(page().html("/")).contains("banner noticed s-unknown").contains("warning alert, silenced</a>");
        }

        @Test
        void saysNothingOfAlertsWhereThereIsNone() {
            assertThat(page().html("/")).contains(">Alerts</a>").doesNotContain("noticed");
        }

        @Test
        void isThereAlsoWhereTheBoardFails() {
            RecordedAlerts broken = new RecordedAlerts(OpenedPage.NOW) {
                @Override
                public List<ActiveAlert> active() {
                    throw new IllegalStateException("broken");
                }
            };
            OpenedPage page = kept(OpenedPage.of(AlertsScreenTest::checks, broken));
            assertThat(page.html("/")).contains("It cannot be said which alerts there are.", "id=\"check-db\"");
            assertThat(page.get("/alerts").statusCode()).isEqualTo(500);
        }
    }

    @Nested
    class WithoutABoard {
        @Test
        void thereIsNoSuchScreenAndNoWayToIt() {
            OpenedPage page = kept(OpenedPage.of(AlertsScreenTest::checks));
            assertThat(page.answers("/alerts")).isFalse();
            assertThat(page.html("/")).doesNotContain("alerts\"").doesNotContain("data-alerts");
        }
    }

    @Nested
    class WhoMayNotSeeDetails {
        @Test
        void seesNothingOfAlerts() {
            firing("db", AlertSeverity.CRITICAL);
            OpenedPage page = kept(OpenedPage.forEverybody(AlertsScreenTest::checks, alerts));
            assertThat(page.get("/alerts").statusCode()).isEqualTo(403);
            for (String uri : List.of("/", "/alerts")) {
                assertThat(page.html(uri))
                        .doesNotContain("1 alert", "1 critical", "no answer", "href=\"./alerts\"", "data-alerts");
            }
        }
    }

    @Nested
    class TheAnswer {
        @Test
        void isTheSameUntilSomethingChanges() {
            firing("db", AlertSeverity.CRITICAL);
            OpenedPage page = page();
            String tag = page.get("/alerts").headers().get("ETag");
            assertThat(page.get("/alerts", Map.of("if-none-match", tag)).statusCode())
                    .isEqualTo(304);
            alerts.acknowledge(RecordedAlerts.key("db"), "ada");
            assertThat(page.get("/alerts", Map.of("if-none-match", tag)).statusCode())
                    .isEqualTo(200);
        }

        @ParameterizedTest
        @ValueSource(strings = {"/alerts", "/alerts?embed"})
        void linksRelativelyAndHasNoInlineStyleOrScript(String uri) {
            firing("db", AlertSeverity.CRITICAL);
            assertThat(page().html(uri))
                    .doesNotContain("href=\"/")
                    .doesNotContain(" style=")
                    .doesNotContain("<style")
                    .doesNotContain(" onclick");
        }

        @ParameterizedTest
        @MethodSource("io.github.vitals.health.page.HostileTextsTest#texts")
        void takesWhateverIsSaidForText(String said) {
            String harmless = markup("no");
            assertThat(markup(said)).isEqualTo(harmless);
        }

        private String markup(String said) {
            alerts.clear();
            alerts.with(new ActiveAlert(
                    said,
                    said,
                    Subject.CHECK,
                    said,
                    said,
                    AlertSeverity.INFO,
                    State.ACKNOWLEDGED,
                    OpenedPage.NOW,
                    Optional.of(FailureReason.BODY),
                    said,
                    Optional.of("other"),
                    2,
                    Optional.of(new ActiveAlert.Acknowledgement(said, OpenedPage.NOW)),
                    Optional.of(OpenedPage.NOW),
                    Map.of(said, said),
                    Map.of(said, "https://" + said)));
            alerts.silence(AlertSilence.Target.named(said), Duration.ofHours(1), said, said);
            alerts.channels.add(new AlertChannelHealth(
                    said, said, 1, Optional.of(OpenedPage.NOW), Optional.empty(), Optional.of(said)));
            alerts.deliveries.add(new AlertDelivery(
                    OpenedPage.NOW, said, said, "k", said, AlertDelivery.Outcome.EXPIRED, said, Duration.ZERO, 1));
            OpenedPage page = page();
            return HostileTextsTest.markup(page.html("/alerts") + page.html("/"));
        }
    }
}
