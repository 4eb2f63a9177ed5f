package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.alerting.AlertDelivery.Outcome;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerting.AlertSilence;
import io.github.vitals.health.alerts.channel.AlertNotification.Kind;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import io.github.vitals.health.alerts.channel.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens in whatever order, far sides are told each beginning and its end, once. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class RandomWalkTest {
    private static final int STEPS = 600;
    private static final List<String> CHECKS = List.of("db", "shop", "mail", "cache", "disk");

    private final Scene scene = new Scene();
    private final Map<String, FarSide> farSides = new HashMap<>();
    private final Map<String, DeliveryFailure> failing = new HashMap<>();
    private final Map<String, AlertSilence> silences = new HashMap<>();
    private final Set<Long> known = new HashSet<>();
    private final List<String> begunInSilence = new ArrayList<>();
    private final Map<String, Set<String>> ways = new HashMap<>();
    private Random random = new Random();
    private int most;

    /** {@code -Dwalks=1000} for more of them. */
    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("walks", 20));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyBeginningThatWasToldIsToldToBeOver(long seed) {
        random = new Random(seed);
        begin();
        for (int i = 0; i < STEPS; i++) {
            something();
            pass(Duration.ofSeconds(1 + random.nextInt(random.nextInt(20) == 0 ? 5_000 : 20)));
        }
        calm();
        everythingThatHoldsIsKnown();
        scene.seen.clear();
        calm();
        assertThat(farSides).allSatisfy((name, farSide) -> {
            assertThat(farSide.wrong()).as(name).isEmpty();
            assertThat(farSide.open()).as(name).isEmpty();
            assertThat(farSide.triggers()).as(name).isPositive();
        });
        assertThat(begunInSilence).isEmpty();
        assertThat(most).isLessThanOrEqualTo(100 * CHECKS.size());
        assertThat(scene.bureau().outbox().records.all()).isEmpty();
    }

    private void begin() {
        scene.window(random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(30))
                .channel("ops", policy -> {})
                .channel(
                        "pager",
                        policy -> policy.atLeast(AlertSeverity.CRITICAL).perMinute(6_000))
                .channel("dba", policy -> policy.reminders(false));
        CHECKS.forEach(check -> {
            if (random.nextInt(4) == 0) {
                ways.put(check, Set.of("dba", "pager"));
            }
        });
        scene.channels.keySet().forEach(name -> farSides.put(name, new FarSide()));
    }

    private void something() {
        String check = CHECKS.get(random.nextInt(CHECKS.size()));
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> scene.down(check);
            case 3, 4, 5 -> scene.up(check);
            case 6 -> {
                if (!check.equals("db")) {
                    scene.downBecauseOf("db", check);
                }
            }
            case 7 -> change(check);
            case 8 -> silenceOrNot(check);
            case 9 -> scene.bureau().desk().acknowledge(Scene.key(check), "ada", scene.now);
            case 10 -> failOrNot();
            default -> {
                if (random.nextInt(3) == 0) {
                    scene.restart();
                }
            }
        }
    }

    private void change(String check) {
        AlertSeverity[] all = AlertSeverity.values();
        boolean quiet = random.nextInt(4) == 0;
        scene.see(check, it -> Scene.with(it, all[random.nextInt(all.length)], quiet, it.channels()));
    }

    private void silenceOrNot(String check) {
        if (silences.remove(check) != null) {
            scene.bureau().desk().endSilence(check);
            return;
        }
        AlertSilence.Target target =
                random.nextInt(5) == 0 ? AlertSilence.Target.all() : AlertSilence.Target.named(check);
        Instant until = scene.now.plusSeconds(random.nextInt(2_000));
        AlertSilence silence = new AlertSilence(check, target, until, "ada", "");
        silences.put(check, silence);
        scene.bureau().desk().silence(silence);
    }

    private void failOrNot() {
        List<String> channels = List.copyOf(farSides.keySet());
        String channel = channels.get(random.nextInt(channels.size()));
        DeliveryFailure failure = switch (random.nextInt(4)) {
            case 0 -> DeliveryFailure.unavailable("gone");
            case 1 -> DeliveryFailure.busy("later", Duration.ofSeconds(90));
            case 2 -> DeliveryFailure.rejected("no");
            default -> null;
        };
        failing.remove(channel);
        if (failure != null) {
            failing.put(channel, failure);
        }
    }

    /** Rules have channels of their own. */
    private Sighting by(Sighting it) {
        Set<String> channels = ways.getOrDefault(it.name(), Set.of());
        return Scene.with(it, it.severity(), it.quiet(), channels);
    }

    private void pass(Duration duration) {
        scene.now = scene.now.plus(duration);
        scene.seen.replaceAll((key, each) -> by(each));
        scene.bureau().desk().step(new HashMap<>(scene.seen), scene.now);
        scene.bureau().outbox().routes().forEach(this::look);
        for (String channel : farSides.keySet()) {
            deliver(channel);
        }
    }

    private void look(Outbox.Route route) {
        most = Math.max(most, route.lane().size());
        route.lane()
                .queues()
                .forEach(queue -> queue.forEach(message -> {
                    boolean fresh = known.add(message.number());
                    if (fresh && message.kind() == Kind.TRIGGER && isMuted(message)) {
                        begunInSilence.add(message.notification().summary());
                    }
                }));
    }

    private boolean isMuted(Message message) {
        Sighting about = scene.seen.get(message.key());
        return about != null
                && (about.quiet()
                        || silences.values().stream()
                                .anyMatch(silence -> silence.until().isAfter(scene.now)
                                        && Silences.covers(silence.target(), about)));
    }

    private void deliver(String channel) {
        Message message = scene.bureau().outbox().lane(channel).next(scene.now);
        while (message != null) {
            DeliveryFailure failure = failing.get(channel);
            if (failure != null) {
                Outcome unused = scene.bureau().outbox().failed(message, failure, scene.now);
            } else {
                farSides.get(channel).take(message);
                if (random.nextInt(50) == 0) {
                    scene.restart();
                } else {
                    scene.bureau().outbox().accepted(message, new Receipt("", ""), scene.now);
                }
            }
            message = scene.bureau().outbox().lane(channel).next(scene.now);
        }
    }

    /** Far sides take everything, and nobody asks for silence any more. */
    private void calm() {
        failing.clear();
        silences.keySet().forEach(scene.bureau().desk()::endSilence);
        silences.clear();
        scene.seen.replaceAll((key, each) -> Scene.with(each, each.severity(), false, each.channels()));
        for (int i = 0; i < 40; i++) {
            pass(Duration.ofSeconds(30));
        }
    }

    private void everythingThatHoldsIsKnown() {
        for (ActiveAlert alert : scene.bureau().desk().active(scene.now)) {
            Optional<String> lead = alert.lead();
            assertThat(lead).as(alert.name() + " is " + alert.state()).isPresent();
            Set<String> channels = scene.seen.get(alert.key()).channels();
            farSides.forEach((name, farSide) -> {
                boolean told = channels.isEmpty() || channels.contains(name);
                if (told
                        && alert.severity()
                                .atLeast(scene.channels.get(name).policy().atLeast())) {
                    assertThat(farSide.isOpen(lead.orElseThrow()))
                            .as(name + " knows of " + alert)
                            .isTrue();
                }
            });
        }
    }
}
