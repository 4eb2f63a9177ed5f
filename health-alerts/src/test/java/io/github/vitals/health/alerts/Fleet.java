package io.github.vitals.health.alerts;

import static org.awaitility.Awaitility.await;

import io.github.vitals.health.alerts.HealthAlertsBuilder.Channel;
import io.github.vitals.health.alerts.channel.Receipt;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Instances of a service that share a memory, and a far side that all of them tell; one clock in hand. */
final class Fleet implements AutoCloseable {
    private static final Duration LEASE = Duration.ofSeconds(20);

    final List<String> told = new ArrayList<>();
    final FarSide farSide = new FarSide();
    final SharedMemory memory = new SharedMemory(() -> this.now);
    private final Path folder;
    private final List<Instance> instances = new ArrayList<>();
    Instant now = Scene.BEGIN;

    Fleet(Path folder) {
        this.folder = folder;
    }

    Instance instance(String name) {
        Instance instance = new Instance(name);
        instances.add(instance);
        return instance;
    }

    /** Seconds pass; every instance that is not frozen does what it does. */
    Fleet pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            now = now.plusSeconds(1);
            instances.forEach(Instance::step);
        }
        return this;
    }

    List<String> told() {
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    @Override
    public void close() {
        instances.forEach(Instance::close);
    }

    final class Instance {
        final String name;
        final SharedMemory.Line line = memory.line();
        final Map<String, Sighting> seen = new LinkedHashMap<>();
        private SharedKeeper keeper;
        private Contact contact;
        private FileRecords file;
        boolean frozen;

        /** What it hands over is neither taken nor refused: the process ends before it knows. */
        boolean deaf;

        Instance(String name) {
            this.name = name;
            start();
        }

        private void start() {
            Map<String, Channel> channels = new LinkedHashMap<>();
            channels.put("ops", new Channel(new RecordingChannel(), new ChannelPolicyBuilder().build()));
            Bureau.Plan plan = new Bureau.Plan("orders", Duration.ZERO, null, channels);
            contact = new Contact(Duration.ofMillis(1));
            file = FileRecords.open(folder.resolve(name.replace('/', '_') + ".log"));
            keeper = new SharedKeeper(
                    line,
                    Diary.open(file, name, now),
                    contact,
                    plan,
                    name,
                    LEASE,
                    () -> Duration.between(Scene.BEGIN, now).toNanos(),
                    sightings -> sightings.forEach(each -> seen.put(each.key(), each)),
                    now);
        }

        /** Ends without a word, and begins again. */
        void restart() {
            file.close();
            contact.close();
            seen.clear();
            start();
        }

        private void close() {
            keeper.close();
        }

        SharedKeeper.Role role() {
            return keeper.role();
        }

        Instance down(String check) {
            return see(check, name);
        }

        /** Sees that a check is down for the whole service, or for a scope. */
        Instance see(String check, String scope) {
            Sighting it = new Scene().down(check).seen.values().iterator().next();
            String key = AlertKey.of("orders", scope, "CHECK", check, "down");
            seen.put(
                    key,
                    new Sighting(
                            key,
                            it.rule(),
                            it.subject(),
                            check,
                            scope,
                            it.tags(),
                            it.severity(),
                            now,
                            it.finding(),
                            false,
                            it.labels(),
                            it.links(),
                            it.channels(),
                            it.remind()));
            return this;
        }

        Instance up(String check) {
            seen.values().removeIf(each -> each.name().equals(check));
            return this;
        }

        private void step() {
            if (frozen) {
                return;
            }
            if (contact.lost() && !line.cut && !memory.down) {
                await().until(contact::found);
            }
            keeper.meet(now);
            Map<String, Sighting> all = keeper.exchange(new LinkedHashMap<>(seen), now);
            if (keeper.acts()) {
                keeper.desk().step(all, now);
            }
            keeper.save(now);
            send();
        }

        private void send() {
            Lane lane = keeper.outbox().lane("ops");
            while (keeper.maySend(Duration.ofSeconds(10))) {
                Message message = lane.next(now);
                if (message == null) {
                    return;
                }
                keeper.sending(message, now);
                told.add(name + ": " + message.kind().label() + " "
                        + message.notification().about().name());
                farSide.take(message);
                if (deaf) {
                    frozen = true;
                    return;
                }
                keeper.outbox().accepted(message, new Receipt("taken", "reference"), now);
                keeper.save(now);
            }
        }
    }
}
