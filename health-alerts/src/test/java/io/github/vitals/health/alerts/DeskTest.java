package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerting.AlertSilence;
import io.github.vitals.health.alerts.channel.AlertNotification.Kind;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DeskTest {
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Scene scene = new Scene();

    private List<ActiveAlert> active() {
        return scene.bureau().desk().active(scene.now);
    }

    private ActiveAlert.State state(String name) {
        return active().stream()
                .filter(alert -> alert.name().equals(name))
                .map(ActiveAlert::state)
                .findFirst()
                .orElseThrow();
    }

    private void silence(AlertSilence.Target target, Duration duration) {
        scene.bureau().desk().silence(new AlertSilence("1", target, scene.now.plus(duration), "somebody", "work"));
    }

    @Nested
    class OneOutage {
        @Test
        void nothingIsToldBeforeTheWindowIsOver() {
            scene.down("db").step().after(WINDOW.minus(SECOND));
            assertThat(scene.told()).isEmpty();
            assertThat(state("db")).isEqualTo(ActiveAlert.State.GATHERING);
            scene.after(SECOND);
            assertThat(scene.told()).containsExactly("trigger db");
            assertThat(state("db")).isEqualTo(ActiveAlert.State.FIRING);
        }

        @Test
        void whatFailsInTheSameWindowIsOneMessageAboutTheMostUrgent() {
            scene.see("cache", it -> Scene.with(it, AlertSeverity.WARNING, false, Set.of()))
                    .step()
                    .down("db")
                    .after(SECOND)
                    .after(WINDOW);
            assertThat(scene.told()).containsExactly("trigger db");
            assertThat(scene.last().affected().names()).containsExactly("cache");
            assertThat(scene.last().severity()).isEqualTo(AlertSeverity.CRITICAL);
            assertThat(scene.last().summary()).contains("db is DOWN (timeout): no answer within 2 s, and 1 other");
        }

        @Test
        void isOverOnceWithTheLastOfThem() {
            scene.down("cache").down("db").step().after(WINDOW);
            assertThat(scene.told()).containsExactly("trigger cache");
            scene.up("cache").after(Duration.ofMinutes(2));
            assertThat(scene.told()).isEmpty();
            scene.up("db").after(SECOND);
            assertThat(scene.told()).containsExactly("resolve cache");
            assertThat(scene.last().facts().until()).contains(scene.now);
            assertThat(scene.last().affected().count()).isEqualTo(1);
        }

        @Test
        void oneThatFailsAgainWhileItLastsIsNotToldAgain() {
            scene.down("cache").down("db").step().after(WINDOW);
            scene.told();
            scene.up("cache").after(SECOND).down("cache").after(SECOND).after(WINDOW);
            assertThat(scene.told()).isEmpty();
            scene.up("cache").up("db").after(SECOND);
            assertThat(scene.told()).containsExactly("resolve cache");
        }

        @Test
        void whatFailsAfterItWasToldIsAnother() {
            scene.down("db").step().after(WINDOW).down("mail").after(SECOND).after(WINDOW);
            assertThat(scene.told()).containsExactly("trigger db", "trigger mail");
        }

        @Test
        void whatIsOverBeforeTheWindowIsNotTold() {
            scene.down("db").step().up("db").after(SECOND).after(WINDOW);
            assertThat(scene.told()).isEmpty();
        }

        @Test
        void withoutAWindowEachIsAMessageOfItsOwn() {
            scene.window(Duration.ZERO).down("db").down("mail").step();
            assertThat(scene.told()).containsExactlyInAnyOrder("trigger db", "trigger mail");
        }

        @Test
        void whatFailsWhileAChannelDoesIsToldByThatChannelToo() {
            scene.channel("ops", policy -> {})
                    .down("alerts-ops")
                    .step()
                    .down("db")
                    .after(SECOND)
                    .after(WINDOW);
            assertThat(scene.told()).containsExactly("trigger db");
        }

        @Test
        void theKeyOfBeginningAndEndIsThatOfTheAlert() {
            scene.down("db").step().after(WINDOW).up("db").after(SECOND);
            assertThat(scene.notifications)
                    .extracting(it -> it.key())
                    .containsExactly(Scene.key("db"), Scene.key("db"));
        }
    }

    @Nested
    class RootCause {
        @Test
        void fiveHundredThatFailByOneAreOneMessageThatNamesIt() {
            scene.down("db").step();
            for (int i = 0; i < 500; i++) {
                scene.downBecauseOf("db", "shop-" + i);
            }
            scene.after(SECOND).after(WINDOW);
            assertThat(scene.told()).containsExactly("trigger db");
            assertThat(scene.last().affected().count()).isEqualTo(500);
            assertThat(scene.last().affected().names()).hasSize(20);
            for (int i = 0; i < 500; i++) {
                scene.up("shop-" + i);
            }
            scene.after(SECOND);
            assertThat(scene.told()).isEmpty();
            scene.up("db").after(SECOND);
            assertThat(scene.told()).containsExactly("resolve db");
        }

        @Test
        void thoseThatFailedBeforeItWasKnownAreToldWithIt() {
            scene.down("shop")
                    .step()
                    .down("db")
                    .downBecauseOf("db", "shop")
                    .after(SECOND)
                    .after(WINDOW);
            assertThat(scene.told()).containsExactly("trigger db");
            assertThat(state("shop")).isEqualTo(ActiveAlert.State.SUPPRESSED);
        }

        @Test
        void thoseThatRecoverLaterThanItAreNotToldForThemselves() {
            scene.down("db").downBecauseOf("db", "shop").step().after(WINDOW);
            scene.told();
            scene.up("db").down("shop").after(SECOND).after(Duration.ofSeconds(20));
            assertThat(scene.told()).isEmpty();
            scene.up("shop").after(SECOND);
            assertThat(scene.told()).containsExactly("resolve db");
        }

        @Test
        void oneThatStaysDownAfterItIsToldForItself() {
            scene.down("db").downBecauseOf("db", "shop").step().after(WINDOW);
            scene.told();
            scene.up("db")
                    .down("shop")
                    .after(SECOND)
                    .after(WINDOW)
                    .after(SECOND)
                    .after(WINDOW);
            assertThat(scene.told()).containsExactly("resolve db", "trigger shop");
        }

        @Test
        void whatIsUrgentWakesThePagerAlsoIfItsRootIsNot() {
            scene.channel("ops", policy -> {})
                    .channel("pager", policy -> policy.atLeast(AlertSeverity.CRITICAL))
                    .see("db", it -> Scene.with(it, AlertSeverity.WARNING, false, Set.of()))
                    .step()
                    .after(WINDOW);
            scene.downBecauseOf("db", "shop").after(SECOND);
            assertThat(scene.told())
                    .containsExactlyInAnyOrder("ops: trigger db", "ops: update db", "pager: trigger db");
            assertThat(scene.last().affected().names()).containsExactly("shop");
            scene.up("shop").up("db").after(SECOND);
            assertThat(scene.told()).containsExactlyInAnyOrder("ops: resolve db", "pager: resolve db");
        }

        @Test
        void anAlertAboutTheCertificateOfTheRootHidesNothing() {
            scene.see("db", it -> Scene.with(it, it.finding().about("certificate expires on 2026-03-09T00:00:00Z")))
                    .step()
                    .after(WINDOW)
                    .downBecauseOf("db", "shop")
                    .after(SECOND)
                    .after(WINDOW);
            assertThat(scene.told()).containsExactly("trigger db", "trigger shop");
        }

        @Test
        void whatItsChannelsAreNotToldOfByTheRootIsToldForItself() {
            scene.channel("ops", policy -> {})
                    .channel("dba", policy -> {})
                    .see("db", it -> Scene.with(it, AlertSeverity.CRITICAL, false, Set.of("dba")))
                    .downBecauseOf("db", "shop")
                    .step()
                    .after(WINDOW)
                    .after(WINDOW);
            assertThat(scene.told())
                    .containsExactlyInAnyOrder("dba: trigger db", "ops: trigger shop", "dba: trigger shop");
            scene.up("shop").up("db").after(SECOND);
            assertThat(scene.told())
                    .containsExactlyInAnyOrder("dba: resolve db", "ops: resolve shop", "dba: resolve shop");
        }

        @Test
        void theMessageIsAboutTheOneThatIsToBlameForMost() {
            scene.down("alpha").down("db").downBecauseOf("db", "shop").step().after(WINDOW);
            assertThat(scene.told()).containsExactly("trigger db");
        }

        @Test
        void aRootOfAnotherInstanceIsNotToBlame() {
            scene.see("db", it -> Scene.withScope(it, "orders-2"))
                    .downBecauseOf("db", "shop")
                    .step()
                    .after(WINDOW);
            assertThat(scene.told()).hasSize(1);
            assertThat(state("shop")).isEqualTo(ActiveAlert.State.FIRING);
        }

        @Test
        void oneThatWasToldBeforeIsResolvedForItself() {
            scene.window(Duration.ZERO).down("shop").step();
            scene.down("db").downBecauseOf("db", "shop").after(SECOND);
            assertThat(scene.told()).containsExactly("trigger shop", "trigger db");
            scene.up("shop").after(SECOND);
            assertThat(scene.told()).containsExactly("resolve shop");
        }
    }

    @Nested
    class VeryMany {
        @Test
        void stayWithinWhatAStoreTakes() {
            scene.down("db").step();
            for (int i = 0; i < 9_000; i++) {
                scene.downBecauseOf("db", "shop-" + i);
            }
            scene.after(SECOND).after(WINDOW);
            assertThat(scene.told()).containsExactly("trigger db");
            assertThat(scene.bureau().outbox().records.all().values()).allMatch(text -> text.length() < 262_144);
            scene.seen.clear();
            scene.after(SECOND);
            assertThat(scene.told()).containsExactly("resolve db");
        }
    }

    @Nested
    class Muted {
        @Test
        void whatIsSilencedIsToldWhenTheSilenceEndsAndItStillHolds() {
            scene.bureau();
            silence(AlertSilence.Target.named("db"), Duration.ofMinutes(10));
            scene.down("db").step().after(WINDOW).after(WINDOW);
            assertThat(scene.told()).isEmpty();
            assertThat(state("db")).isEqualTo(ActiveAlert.State.SILENCED);
            scene.after(Duration.ofMinutes(10)).after(WINDOW);
            assertThat(scene.told()).containsExactly("trigger db");
        }

        @Test
        void thatItIsOverIsToldInSilenceToo() {
            scene.down("db").step().after(WINDOW);
            silence(AlertSilence.Target.all(), Duration.ofHours(1));
            scene.up("db").after(SECOND);
            assertThat(scene.told()).containsExactly("trigger db", "resolve db");
        }

        @Test
        void aSilenceInTheWindowKeepsItFromBeingTold() {
            scene.down("db").step();
            silence(AlertSilence.Target.named("db"), Duration.ofHours(1));
            scene.after(WINDOW).after(WINDOW);
            assertThat(scene.told()).isEmpty();
        }

        @Test
        void aChannelThatComesInSilenceIsToldWhenItEnds() {
            scene.channel("ops", policy -> {}).down("db").step().after(WINDOW);
            silence(AlertSilence.Target.named("db"), Duration.ofMinutes(10));
            scene.channel("pager", policy -> {}).restart().after(SECOND);
            assertThat(scene.told()).containsExactly("trigger db");
            scene.after(Duration.ofMinutes(10));
            assertThat(scene.told()).containsExactly("pager: trigger db");
        }

        @Test
        void whatWasSilencedWhileItWaitedForOthersIsKeptApartFromThem() {
            scene.down("db").down("mail").step();
            silence(AlertSilence.Target.named("db"), Duration.ofMinutes(10));
            scene.after(WINDOW);
            assertThat(scene.told()).containsExactly("trigger mail");
            scene.after(Duration.ofMinutes(10)).after(WINDOW);
            assertThat(scene.told()).containsExactly("trigger db");
            scene.restart().after(SECOND).after(WINDOW);
            assertThat(scene.told()).isEmpty();
            scene.up("db").up("mail").after(SECOND);
            assertThat(scene.told()).containsExactlyInAnyOrder("resolve mail", "resolve db");
        }

        @Test
        void whatBecomesMoreUrgentInSilenceIsToldWhenItEnds() {
            scene.see("db", it -> Scene.with(it, AlertSeverity.WARNING, false, Set.of()))
                    .step()
                    .after(WINDOW);
            silence(AlertSilence.Target.all(), Duration.ofMinutes(10));
            scene.down("db").after(SECOND);
            assertThat(scene.told()).containsExactly("trigger db");
            scene.after(Duration.ofMinutes(10));
            assertThat(scene.told()).containsExactly("update db");
        }

        @Test
        void aSilenceThatHasEndedIsForgotten() {
            scene.bureau();
            silence(AlertSilence.Target.all(), Duration.ofMinutes(10));
            scene.step();
            assertThat(scene.bureau().outbox().records.all()).hasSize(1);
            scene.after(Duration.ofMinutes(10));
            assertThat(scene.bureau().outbox().records.all()).isEmpty();
        }

        @Test
        void aSilenceIsAboutWhatItSays() {
            scene.bureau();
            silence(
                    new AlertSilence.Target(
                            java.util.Optional.empty(), java.util.Optional.of("tier-2"), java.util.Optional.empty()),
                    Duration.ofHours(1));
            scene.down("db").step().after(WINDOW);
            assertThat(scene.told()).containsExactly("trigger db");
        }

        @Test
        void quietHoursMuteTheBeginningAndNotTheEnd() {
            scene.see("db", it -> Scene.with(it, AlertSeverity.CRITICAL, true, Set.of()))
                    .step()
                    .after(WINDOW)
                    .after(Duration.ofHours(5));
            assertThat(scene.told()).isEmpty();
            scene.see("db", it -> it).after(SECOND).after(WINDOW);
            assertThat(scene.told()).containsExactly("trigger db");
            scene.see("db", it -> Scene.with(it, AlertSeverity.CRITICAL, true, Set.of()))
                    .after(Duration.ofHours(9));
            assertThat(scene.told()).isEmpty();
            scene.up("db").after(SECOND);
            assertThat(scene.told()).containsExactly("resolve db");
        }
    }

    @Nested
    class WhileItLasts {
        @Test
        void itIsToldAgainAtAnInterval() {
            scene.down("db").step().after(WINDOW);
            scene.told();
            scene.after(Duration.ofHours(4).minus(SECOND));
            assertThat(scene.told()).isEmpty();
            scene.after(SECOND).after(SECOND);
            assertThat(scene.told()).containsExactly("reminder db");
        }

        @Test
        void whatSomebodyLooksAfterIsNotToldAgain() {
            scene.down("db").step().after(WINDOW);
            scene.bureau().desk().acknowledge(Scene.key("db"), "ada", scene.now);
            scene.step().after(Duration.ofHours(9));
            assertThat(scene.told()).containsExactly("trigger db", "acknowledge db");
            assertThat(scene.last().facts().acknowledgedBy()).contains("ada");
            assertThat(state("db")).isEqualTo(ActiveAlert.State.ACKNOWLEDGED);
            scene.up("db").after(SECOND);
            assertThat(scene.told()).containsExactly("resolve db");
        }

        @Test
        void thatSomebodyLooksAfterItIsKeptAlsoBeforeItIsTold() {
            scene.down("db").step();
            scene.bureau().desk().acknowledge(Scene.key("db"), "ada", scene.now);
            scene.restart().step().after(WINDOW);
            assertThat(scene.last().facts().acknowledgedBy()).contains("ada");
        }

        @Test
        void whatBecomesMoreUrgentIsToldUnderTheSameKey() {
            scene.see("db", it -> Scene.with(it, AlertSeverity.WARNING, false, Set.of()))
                    .step()
                    .after(WINDOW);
            scene.down("db").after(SECOND);
            assertThat(scene.told()).containsExactly("trigger db", "update db");
            assertThat(scene.last().severity()).isEqualTo(AlertSeverity.CRITICAL);
            scene.see("db", it -> Scene.with(it, AlertSeverity.WARNING, false, Set.of()))
                    .after(SECOND)
                    .down("db")
                    .after(SECOND);
            assertThat(scene.told()).isEmpty();
        }

        @Test
        void aChannelForTheUrgentHearsOfItWhenItBecomesUrgent() {
            scene.channel("ops", policy -> {})
                    .channel("pager", policy -> policy.atLeast(AlertSeverity.CRITICAL))
                    .see("db", it -> Scene.with(it, AlertSeverity.WARNING, false, Set.of()))
                    .step()
                    .after(WINDOW);
            assertThat(scene.told()).containsExactly("ops: trigger db");
            scene.down("db").after(SECOND);
            assertThat(scene.told()).containsExactlyInAnyOrder("ops: update db", "pager: trigger db");
            scene.up("db").after(SECOND);
            assertThat(scene.told()).containsExactlyInAnyOrder("ops: resolve db", "pager: resolve db");
        }

        @Test
        void aChannelThatWantsNoRemindersGetsNone() {
            scene.channel("pager", policy -> policy.reminders(false))
                    .down("db")
                    .step()
                    .after(WINDOW);
            scene.after(Duration.ofHours(5));
            assertThat(scene.told()).containsExactly("trigger db");
        }

        @Test
        void thatAChannelDoesNotWorkIsToldByTheOthers() {
            scene.channel("ops", policy -> {})
                    .channel("pager", policy -> {})
                    .down("alerts-ops")
                    .step()
                    .after(WINDOW)
                    .up("alerts-ops")
                    .after(SECOND);
            assertThat(scene.told()).containsExactly("pager: trigger alerts-ops", "pager: resolve alerts-ops");
        }

        @Test
        void aRuleWithChannelsOfItsOwnIsToldThereOnly() {
            scene.channel("ops", policy -> {})
                    .channel("dba", policy -> {})
                    .see("db", it -> Scene.with(it, AlertSeverity.CRITICAL, false, Set.of("dba")))
                    .down("mail")
                    .step()
                    .after(WINDOW);
            assertThat(scene.told())
                    .containsExactlyInAnyOrder("dba: trigger db", "ops: trigger mail", "dba: trigger mail");
        }
    }

    @Nested
    class WhatIsOwed {
        @Test
        void anEndThatNobodyTookIsSentAfterARestart() {
            scene.down("db").step().after(WINDOW);
            scene.failing = DeliveryFailure.unavailable("gone");
            scene.up("db").after(SECOND).restart();
            scene.failing = null;
            scene.after(Duration.ofMinutes(1));
            assertThat(scene.told()).containsExactly("trigger db", "resolve db");
            scene.after(Duration.ofHours(1)).restart().after(SECOND);
            assertThat(scene.told()).isEmpty();
        }

        @Test
        void aBeginningThatNobodyTookIsSentBeforeItsEnd() {
            scene.failing = DeliveryFailure.unavailable("gone");
            scene.down("db").step().after(WINDOW).up("db").after(SECOND);
            scene.failing = null;
            scene.after(Duration.ofMinutes(5));
            assertThat(scene.told()).containsExactly("trigger db", "resolve db");
        }

        @Test
        void anAlertThatFiresNoMoreAfterARestartIsResolved() {
            scene.down("db").step().after(WINDOW).restart().up("db").after(SECOND);
            assertThat(scene.told()).containsExactly("trigger db", "resolve db");
        }

        @Test
        void anAlertThatStillFiresAfterARestartIsNotToldAgain() {
            scene.down("db").step().after(WINDOW).restart().step().after(WINDOW);
            assertThat(scene.told()).containsExactly("trigger db");
        }

        @Test
        void whatWaitsForOthersDoesNotWaitForAClockThatWasSetBack() {
            scene.down("db").step();
            scene.now = scene.now.minus(Duration.ofDays(1));
            scene.restart().step().after(WINDOW);
            assertThat(scene.told()).containsExactly("trigger db");
            scene.now = scene.now.minus(Duration.ofDays(1));
            scene.restart().step().after(Duration.ofHours(4));
            assertThat(scene.told()).containsExactly("reminder db");
        }

        @Test
        void aChannelThatComesLaterIsToldOfWhatIsOpen() {
            scene.channel("ops", policy -> {}).down("db").step().after(WINDOW);
            scene.channel("pager", policy -> {}).restart().after(SECOND);
            assertThat(scene.told()).containsExactly("trigger db", "pager: trigger db");
        }

        @Test
        void whatAChannelIsOwedThatIsGoneWaitsUntilItIsBack() {
            scene.channel("ops", policy -> {})
                    .channel("pager", policy -> {})
                    .down("db")
                    .step()
                    .after(WINDOW);
            scene.told();
            var pager = scene.channels.remove("pager");
            scene.restart().up("db").after(SECOND);
            assertThat(scene.told()).containsExactly("resolve db");
            scene.channels.put("pager", pager);
            scene.restart().after(SECOND);
            assertThat(scene.told()).containsExactly("pager: resolve db");
        }

        @Test
        void somethingThatNobodyHeardOfIsNoNewsAfterADay() {
            scene.failing = DeliveryFailure.unavailable("gone");
            scene.down("db").step().after(WINDOW).up("db").after(SECOND).after(Duration.ofHours(25));
            scene.failing = null;
            scene.after(Duration.ofMinutes(5));
            assertThat(scene.told()).isEmpty();
            assertThat(scene.bureau().outbox().takeExpired())
                    .extracting(Message::kind)
                    .containsExactly(Kind.TRIGGER, Kind.RESOLVE);
        }

        @Test
        void somethingThatIsOpenIsTriedForEver() {
            scene.failing = DeliveryFailure.rejected("no such channel");
            scene.down("db").step().after(WINDOW).after(Duration.ofDays(3));
            scene.failing = null;
            scene.after(Duration.ofMinutes(6));
            assertThat(scene.told()).contains("trigger db");
        }

        @Test
        void thatSomebodyLooksAfterItIsGivenUpWhenNobodyTakesIt() {
            scene.down("db").step().after(WINDOW);
            scene.failing = DeliveryFailure.rejected("no such channel");
            scene.bureau().desk().acknowledge(Scene.key("db"), "ada", scene.now);
            scene.step().after(Duration.ofHours(25));
            assertThat(scene.bureau().outbox().takeExpired())
                    .extracting(Message::kind)
                    .containsExactly(Kind.ACKNOWLEDGE);
        }

        @Test
        void anEndIsOwedForEver() {
            scene.down("db").step().after(WINDOW);
            scene.failing = DeliveryFailure.unavailable("gone");
            scene.up("db").after(SECOND).after(Duration.ofDays(40));
            scene.failing = null;
            scene.after(Duration.ofMinutes(6));
            assertThat(scene.told()).containsExactly("trigger db", "resolve db");
        }

        @Test
        void whatComesAndGoesWhileNobodyTakesItStaysBoundedAndInOrder() {
            scene.window(Duration.ZERO).failing = DeliveryFailure.unavailable("gone");
            for (int i = 0; i < 400; i++) {
                scene.down("db").after(SECOND).up("db").after(SECOND);
            }
            assertThat(scene.bureau().outbox().lane("ops").size()).isLessThanOrEqualTo(100);
            scene.failing = null;
            for (int i = 0; i < 100; i++) {
                scene.after(Duration.ofMinutes(1));
            }
            assertThat(scene.told())
                    .hasSizeLessThanOrEqualTo(100)
                    .startsWith("trigger db", "resolve db")
                    .endsWith("trigger db", "resolve db");
        }
    }
}
