package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.alerting.AlertDelivery.Outcome;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerts.channel.AlertNotification.Kind;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import io.github.vitals.health.alerts.channel.Receipt;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Scene scene = new Scene();

    private Outbox outbox() {
        return scene.bureau().outbox();
    }

    private Message next() {
        return outbox().lane("ops").next(scene.now);
    }

    private void judge() {
        scene.bureau().desk().step(scene.seen, scene.now);
    }

    @Nested
    class FarSidesThatForget {
        @Test
        void areToldAgainWhileItIsOpenAndNotAfterwards() {
            RecordingChannel forgetful = new RecordingChannel();
            forgetful.takes = kind -> true;
            forgetful.refresh = Optional.of(Duration.ofMinutes(1));
            scene.channel("ops", forgetful).down("db").step().after(WINDOW);
            assertThat(scene.told()).containsExactly("trigger db");
            scene.after(Duration.ofSeconds(59));
            assertThat(scene.told()).isEmpty();
            scene.after(SECOND).after(SECOND);
            assertThat(scene.told()).containsExactly("refresh db");
            scene.restart().after(Duration.ofMinutes(1));
            assertThat(scene.told()).containsExactly("refresh db");
            scene.up("db").after(Duration.ofMinutes(5)).after(Duration.ofMinutes(5));
            assertThat(scene.told()).containsExactly("resolve db");
        }

        @Test
        void oneRefreshAtMostWaitsForThem() {
            RecordingChannel forgetful = new RecordingChannel();
            forgetful.takes = kind -> true;
            forgetful.refresh = Optional.of(Duration.ofMinutes(1));
            scene.channel("ops", forgetful).down("db").step().after(WINDOW);
            scene.failing = DeliveryFailure.unavailable("gone");
            for (int i = 0; i < 30; i++) {
                scene.after(Duration.ofMinutes(1));
            }
            assertThat(outbox().lane("ops").size()).isEqualTo(1);
        }
    }

    @Nested
    class References {
        @Test
        void areHandedToLaterMessagesAlsoAfterARestart() {
            scene.down("db").step().after(WINDOW).restart().up("db").after(Duration.ZERO);
            scene.down("db").step().after(WINDOW).restart().up("db");
            judge();
            Message resolve = next();
            assertThat(resolve.kind()).isEqualTo(Kind.RESOLVE);
            assertThat(outbox().reference(resolve)).contains("reference");
        }

        @Test
        void stayWhenLaterMessagesGiveNone() {
            scene.see("db", it -> Scene.with(it, AlertSeverity.WARNING, false, Set.of()))
                    .step()
                    .after(WINDOW)
                    .down("db");
            judge();
            Message update = next();
            outbox().accepted(update, new Receipt("", ""), scene.now);
            assertThat(outbox().reference(update)).contains("reference");
        }

        @Test
        void areReplacedByThoseThatLaterMessagesGive() {
            scene.see("db", it -> Scene.with(it, AlertSeverity.WARNING, false, Set.of()))
                    .step()
                    .after(WINDOW)
                    .down("db");
            judge();
            Message update = next();
            outbox().accepted(update, new Receipt("", "another"), scene.now);
            assertThat(outbox().reference(update)).contains("another");
        }

        @Test
        void endWithTheResolve() {
            scene.down("db").step().after(WINDOW).up("db").after(SECOND).down("db");
            judge();
            scene.now = scene.now.plus(WINDOW);
            judge();
            Message trigger = next();
            assertThat(trigger.kind()).isEqualTo(Kind.TRIGGER);
            assertThat(outbox().reference(trigger)).isEmpty();
        }
    }

    @Nested
    class WhatIsNotForAChannel {
        @Test
        void anEndThatAChannelDoesNotTakeLetsTheNextBeginningThrough() {
            RecordingChannel beginnings = new RecordingChannel();
            beginnings.takes = kind -> kind == Kind.TRIGGER;
            scene.channel("ops", beginnings).down("db").step().after(WINDOW);
            scene.up("db").after(SECOND);
            scene.down("db").after(SECOND).after(WINDOW);
            assertThat(scene.told()).containsExactly("trigger db", "trigger db");
            scene.up("db").after(SECOND);
            assertThat(outbox().records.all()).isEmpty();
        }

        @Test
        void aBeginningThatAChannelDoesNotTakeIsNotOfferedAtEveryStep() {
            RecordingChannel nothing = new RecordingChannel();
            nothing.takes = kind -> kind != Kind.TRIGGER;
            scene.channel("ops", nothing).channel("log", new RecordingChannel());
            scene.down("db").step().after(WINDOW);
            outbox().records.written(outbox().records.changes());
            scene.after(SECOND).after(SECOND);
            assertThat(outbox().records.changes()).isEmpty();
            scene.after(Duration.ofHours(4));
            scene.up("db").after(SECOND);
            assertThat(scene.told()).containsExactly("log: trigger db", "log: reminder db", "log: resolve db");
        }
    }

    @Nested
    class WhatMattersLess {
        @Test
        void aReminderThatTheFarSideRefusesDoesNotHoldUpTheEnd() {
            scene.down("db").step().after(WINDOW).after(Duration.ofHours(4).minus(SECOND));
            scene.now = scene.now.plus(SECOND);
            judge();
            Message reminder = next();
            assertThat(reminder.kind()).isEqualTo(Kind.REMINDER);
            scene.up("db");
            judge();
            Outcome outcome = outbox().failed(reminder, DeliveryFailure.rejected("too many words"), scene.now);
            assertThat(outcome).isEqualTo(Outcome.REJECTED);
            scene.step();
            assertThat(scene.told()).containsExactly("trigger db", "resolve db");
            assertThat(outbox().records.all()).isEmpty();
        }
    }

    @Test
    void anUnknownChannelIsNamedAndWhatThereIs() {
        assertThatThrownBy(() -> scene.bureau().outbox().lane("pager"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("channel: pager (expected: one of [ops])");
    }
}
