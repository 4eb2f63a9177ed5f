package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.AlertNotification.Kind;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class LaneTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final DeliveryFailure GONE = DeliveryFailure.unavailable("gone");
    private static final DeliveryFailure REFUSED = DeliveryFailure.rejected("no such channel");

    private final Lane lane = new Lane("ops", 30);
    private final List<String> dropped = new ArrayList<>();
    private Instant now = Scene.BEGIN;
    private long number = 100;

    private void add(Lane to, Kind kind, String name) {
        AlertNotification plain = notification(name);
        AlertNotification it =
                kind == Kind.RESOLVE ? Notifications.resolved(plain, now) : Notifications.again(plain, kind, now);
        // Numbers that are multiples of a hundred are tried again without a spread.
        number += 100;
        to.add(new Message("ops", number, it, now, 0, now), message -> dropped.add(text(message)));
    }

    private LaneTest add(Kind kind, String name) {
        add(lane, kind, name);
        return this;
    }

    private static AlertNotification notification(String name) {
        Scene scene = new Scene()
                .window(Duration.ZERO)
                .see(name, it -> Scene.with(it, AlertSeverity.CRITICAL, false, it.channels()))
                .step();
        return scene.last();
    }

    private static String text(Message message) {
        return message.kind().label() + " " + message.notification().about().name();
    }

    private @Nullable Message next() {
        return lane.next(now);
    }

    private String sent() {
        Message message = next();
        if (message == null) {
            return "";
        }
        lane.accepted(message, now);
        return text(message);
    }

    private List<String> all() {
        List<String> all = new ArrayList<>();
        for (String each = sent(); !each.isEmpty(); each = sent()) {
            all.add(each);
        }
        return all;
    }

    private Message fail(DeliveryFailure failure) {
        Message message = next();
        assertThat(message).isNotNull();
        return lane.failed(message, failure, now);
    }

    /** After how many seconds it is tried again. */
    private long failedFor(DeliveryFailure failure) {
        Instant before = now;
        fail(failure);
        now = lane.due().orElseThrow();
        return Duration.between(before, now).toSeconds();
    }

    @Nested
    class Order {
        @Test
        void isKeptForEachAlert() {
            add(Kind.TRIGGER, "db").add(Kind.RESOLVE, "db").add(Kind.TRIGGER, "db");
            assertThat(all()).containsExactly("trigger db", "resolve db", "trigger db");
        }

        @Test
        void oneIsOnItsWayAtATime() {
            add(Kind.TRIGGER, "db").add(Kind.TRIGGER, "mail");
            assertThat(next()).isNotNull();
            assertThat(next()).isNull();
            assertThat(lane.due()).isEmpty();
        }

        @Test
        void whatIsRefusedHoldsUpItsOwnAlertAlone() {
            add(Kind.TRIGGER, "db").add(Kind.RESOLVE, "db").add(Kind.TRIGGER, "mail");
            fail(REFUSED);
            assertThat(all()).containsExactly("trigger mail");
            now = now.plusSeconds(30);
            assertThat(all()).containsExactly("trigger db", "resolve db");
        }
    }

    @Nested
    class Patience {
        @Test
        void aFarSideThatDoesNotAnswerIsLeftAloneForLongerAndLongerUpToAMinute() {
            add(Kind.TRIGGER, "db");
            List<Long> waits = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                waits.add(failedFor(GONE));
            }
            assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
        }

        @Test
        void othersAreTriedWhenTheChannelHasRested() {
            add(Kind.TRIGGER, "db");
            fail(GONE);
            add(Kind.TRIGGER, "mail");
            assertThat(next()).isNull();
            now = now.plus(SECOND);
            assertThat(all()).containsExactlyInAnyOrder("trigger db", "trigger mail");
        }

        @Test
        void theChannelRestsForAMinuteAtMost() {
            add(Kind.TRIGGER, "db");
            for (int i = 0; i < 20; i++) {
                failedFor(GONE);
            }
            fail(GONE);
            add(Kind.TRIGGER, "mail");
            now = now.plusSeconds(59);
            assertThat(next()).isNull();
            now = now.plus(SECOND);
            assertThat(sent()).isEqualTo("trigger mail");
        }

        @Test
        void oneThatAsksToBeLeftAloneIsForSoLong() {
            add(Kind.TRIGGER, "db").add(Kind.TRIGGER, "mail");
            fail(DeliveryFailure.busy("later", Duration.ofMinutes(7)));
            now = now.plus(Duration.ofMinutes(7)).minus(SECOND);
            assertThat(next()).isNull();
            assertThat(lane.due()).contains(now.plus(SECOND));
            now = now.plus(SECOND);
            assertThat(all()).containsExactlyInAnyOrder("trigger db", "trigger mail");
        }

        @Test
        void whatIsRefusedIsTriedAfterHalfAMinuteUpToFive() {
            add(Kind.TRIGGER, "db");
            List<Long> waits = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                waits.add(failedFor(REFUSED));
            }
            assertThat(waits).containsExactly(30L, 60L, 120L, 240L, 300L, 300L);
        }

        @Test
        void notAllThatFailedComesAtOnce() {
            add(Kind.TRIGGER, "db");
            Message message = next();
            Message spread =
                    new Message("ops", 99, message.notification(), now, 5, now).failed(now.plus(Duration.ofSeconds(1)));
            assertThat(spread.attempts()).isEqualTo(6);
            Lane another = new Lane("ops", 30);
            another.add(new Message("ops", 150, message.notification(), now, 0, now), each -> {});
            Message again = another.failed(another.next(now), REFUSED, now);
            assertThat(again.next()).isEqualTo(now.plusMillis(28_500));
        }

        @Test
        void successForgetsWhatFailed() {
            add(Kind.TRIGGER, "db");
            failedFor(GONE);
            failedFor(GONE);
            assertThat(lane.health("recording", true).failing()).contains("gone");
            assertThat(lane.health("recording", false).failing()).isEmpty();
            assertThat(sent()).isEqualTo("trigger db");
            assertThat(lane.health("recording", true).failing()).isEmpty();
            assertThat(lane.health("recording", true).lastAccepted()).contains(now);
            add(Kind.RESOLVE, "db");
            assertThat(failedFor(GONE)).isEqualTo(1);
        }
    }

    @Nested
    class Rate {
        private final Lane slow = new Lane("ops", 2);

        private boolean sends() {
            Message message = slow.next(now);
            if (message != null) {
                slow.accepted(message, now);
            }
            return message != null;
        }

        @Test
        void isKeptInEveryMinute() {
            for (String name : List.of("a", "b", "c", "d", "e")) {
                add(slow, Kind.TRIGGER, name);
            }
            assertThat(sends()).isTrue();
            now = now.plusSeconds(50);
            assertThat(sends()).isTrue();
            assertThat(sends()).isFalse();
            assertThat(slow.due()).contains(Scene.BEGIN.plusSeconds(60));
            now = now.plusSeconds(10);
            assertThat(sends()).isTrue();
            assertThat(sends()).isFalse();
            now = now.plusSeconds(49);
            assertThat(sends()).isFalse();
            now = now.plusSeconds(1);
            assertThat(sends()).isTrue();
        }

        @Test
        void countsAttemptsThatFailed() {
            add(slow, Kind.TRIGGER, "a");
            for (int i = 0; i < 2; i++) {
                slow.failed(slow.next(now), DeliveryFailure.busy("later", Duration.ZERO), now);
                now = now.plusSeconds(3);
            }
            assertThat(slow.next(now)).isNull();
        }
    }

    @Nested
    class Dropping {
        @Test
        void anEndMakesWhatMattersLessNeedless() {
            add(Kind.TRIGGER, "db")
                    .add(Kind.UPDATE, "db")
                    .add(Kind.REMINDER, "db")
                    .add(Kind.RESOLVE, "db");
            assertThat(dropped).containsExactly("update db", "reminder db");
            assertThat(all()).containsExactly("trigger db", "resolve db");
        }

        @Test
        void ofTheSameKindTheLatestIsEnough() {
            add(Kind.REMINDER, "db").add(Kind.REMINDER, "db").add(Kind.REMINDER, "mail");
            assertThat(dropped).containsExactly("reminder db");
            assertThat(lane.size()).isEqualTo(2);
        }

        @Test
        void anotherThatGoesOnSendsNothingWhileSomethingIsOnItsWay() {
            add(Kind.TRIGGER, "db");
            assertThat(next()).isNotNull();
            Lane after = new Lane("ops", 30);
            after.continueFrom(lane);
            add(after, Kind.TRIGGER, "mail");
            assertThat(after.next(now)).isNull();
        }

        @Test
        void whatIsOnItsWayStays() {
            add(Kind.REMINDER, "db");
            Message underWay = next();
            add(Kind.REMINDER, "db").add(Kind.RESOLVE, "db");
            assertThat(lane.size()).isEqualTo(2);
            lane.accepted(underWay, now);
            assertThat(all()).containsExactly("resolve db");
        }

        @Test
        void whatWasTriedInVainIsNotFolded() {
            add(Kind.RESOLVE, "db");
            fail(GONE);
            for (int i = 0; i < 100; i++) {
                add(Kind.TRIGGER, "db").add(Kind.RESOLVE, "db");
            }
            assertThat(lane.size()).isLessThanOrEqualTo(100);
            assertThat(dropped).hasSizeGreaterThan(10);
            now = now.plus(SECOND);
            List<String> all = all();
            assertThat(all).startsWith("resolve db", "trigger db").endsWith("resolve db");
            for (int i = 1; i < all.size(); i++) {
                assertThat(all.get(i)).isNotEqualTo(all.get(i - 1));
            }
        }

        @Test
        void theAgeIsThatOfTheOldest() {
            Instant first = now;
            add(Kind.TRIGGER, "db");
            now = now.plusSeconds(30);
            add(Kind.TRIGGER, "mail");
            assertThat(lane.oldest()).contains(first);
            assertThat(lane.lastEssential(notification("db").key())).contains(Kind.TRIGGER);
            assertThat(lane.lastEssential("another")).isEqualTo(Optional.empty());
        }
    }
}
