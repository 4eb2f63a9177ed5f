package io.github.vitals.health.alerts;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthListener;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.alerting.AlertChannelHealth;
import io.github.vitals.health.alerting.AlertDelivery.Outcome;
import io.github.vitals.health.alerting.AlertSilence;
import io.github.vitals.health.alerts.Courier.Result;
import io.github.vitals.health.alerts.channel.DeliveryContext;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import io.github.vitals.health.alerts.channel.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does one thing after the other: hears what happened, has the rules judge it, has what follows kept, and then has it
 * sent. Everything but the channels' calls is on one thread.
 */
final class Engine implements HealthListener {
    private static final Logger log = LoggerFactory.getLogger(HealthAlerts.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(200);

    /** What waits beyond that waits in the registry, which drops and says so when that is too much. */
    private static final int MOST_EVENTS = 10_000;

    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>(MOST_EVENTS);

    /** What came of calls: one for each channel at most, and never held up by events. */
    private final Queue<Runnable> results = new ConcurrentLinkedQueue<>();

    private final Watch watch;
    private final Keeper keeper;
    private final SteadyClock clock;
    private final Map<String, Courier> couriers;
    private final DeliveryLog deliveries;
    private final boolean hearsRuns;
    private Instant lastTick = Instant.MIN;
    private volatile View view = View.EMPTY;
    private volatile boolean closing;
    private volatile long closesAt;

    /** What there is to see, at a moment. */
    record View(
            List<ActiveAlert> active,
            List<AlertSilence> silences,
            List<AlertChannelHealth> channels,
            String trouble,
            boolean acts) {
        static final View EMPTY = new View(List.of(), List.of(), List.of(), "", false);
    }

    Engine(
            Watch watch,
            Keeper keeper,
            SteadyClock clock,
            Map<String, Courier> couriers,
            DeliveryLog deliveries,
            boolean hearsRuns) {
        this.watch = watch;
        this.keeper = keeper;
        this.clock = clock;
        this.couriers = couriers;
        this.deliveries = deliveries;
        this.hearsRuns = hearsRuns;
        show(clock.now());
    }

    View view() {
        return view;
    }

    /** The life of the thread. */
    @SuppressWarnings("CatchingUnchecked") // containment: one bad moment must not be the last
    void run() {
        while (!closing || (System.nanoTime() < closesAt && !isDone())) {
            try {
                await();
                step();
            } catch (InterruptedException end) {
                return;
            } catch (Throwable failure) {
                log.atError().setCause(failure).log("Alerts failed for a moment, and go on");
            }
        }
    }

    private void await() throws InterruptedException {
        Runnable event = events.poll(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        List<Runnable> all = new ArrayList<>();
        if (event != null) {
            all.add(event);
        }
        events.drainTo(all);
        all.forEach(Engine::contained);
        for (Runnable result = results.poll(); result != null; result = results.poll()) {
            contained(result);
        }
    }

    @SuppressWarnings("CatchingUnchecked") // containment: one that fails is not to take others with it
    private static void contained(Runnable event) {
        try {
            event.run();
        } catch (Throwable failure) {
            log.atError().setCause(failure).log("Alerts failed for a moment, and go on");
        }
    }

    /** Looks at everything once. */
    void step() {
        Instant now = clock.now();
        if (!now.isBefore(lastTick.plus(TICK))) {
            watch.tick(now);
            lastTick = now;
        }
        keeper.meet(now);
        Map<String, Sighting> seen = keeper.exchange(watch.sightings(now), now);
        if (keeper.acts()) {
            keeper.desk().step(seen, now);
        } else {
            keeper.desk().see(seen);
        }
        keeper.save(now);
        dispatch(now);
        show(now);
    }

    private void dispatch(Instant now) {
        for (Outbox.Route route : keeper.outbox().routes()) {
            Courier courier = couriers.get(route.name());
            if (courier == null || courier.busy() || !keeper.maySend(courier.timeout())) {
                continue;
            }
            Message message = route.lane().next(now);
            if (message != null) {
                DeliveryContext context = new DeliveryContext(
                        message.id(),
                        message.attempts() + 1,
                        courier.timeout(),
                        keeper.outbox().reference(message));
                keeper.sending(message, now);
                courier.send(
                        message,
                        context,
                        () -> keeper.maySend(courier.timeout()),
                        (sent, result) -> answered(() -> settle(sent, result)));
            }
        }
    }

    private void settle(Message message, Result result) {
        Instant now = clock.now();
        Receipt receipt = result.receipt();
        DeliveryFailure failure = result.failure();
        if (receipt != null) {
            keeper.outbox().accepted(message, receipt, now);
            deliveries.add(message, Outcome.ACCEPTED, receipt.answer(), result.took(), now);
        } else if (failure != null) {
            Outcome outcome = keeper.outbox().failed(message, failure, now);
            deliveries.add(message, outcome, String.valueOf(failure.getMessage()), result.took(), now);
        }
        keeper.save(now);
    }

    private void show(Instant now) {
        keeper.outbox()
                .takeExpired()
                .forEach(each -> deliveries.add(each, Outcome.EXPIRED, "too old", Duration.ZERO, now));
        List<AlertChannelHealth> channels = new ArrayList<>();
        keeper.outbox().routes().forEach(route -> channels.add(route.lane().health(route.kind(), keeper.acts())));
        view = new View(keeper.desk().active(now), keeper.desk().silences(), channels, keeper.trouble(), keeper.acts());
    }

    void request(Request request) {
        post(() -> keeper.request(request, clock.now()));
    }

    Instant now() {
        return clock.now();
    }

    /** Waits for nothing, whoever calls it: the thread of the channel may have been interrupted, or it is our own. */
    private void answered(Runnable result) {
        results.add(result);
        boolean unused = events.offer(() -> {});
    }

    private void post(Runnable event) {
        try {
            events.put(event);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends what is due, for so long at most, and ends. */
    void close(Duration atMost) {
        closesAt = System.nanoTime() + atMost.toNanos();
        closing = true;
        boolean unused = events.offer(() -> {});
    }

    /** Whether nothing is left that could be sent at once. */
    private boolean isDone() {
        Instant now = clock.now();
        boolean quiet = couriers.values().stream().noneMatch(Courier::busy);
        for (Outbox.Route route : keeper.outbox().routes()) {
            quiet &= route.lane().due().map(now::isBefore).orElse(route.lane().size() == 0);
        }
        return quiet && events.isEmpty() && results.isEmpty();
    }

    @Override
    public void onTransition(HealthTransition transition) {
        post(() -> watch.changed(transition, clock.now()));
    }

    @Override
    public void onRun(CheckState state) {
        if (hearsRuns) {
            post(() -> watch.ran(state, clock.now()));
        }
    }

    @Override
    public void onRemoved(CheckState state) {
        post(() -> watch.removed(state.name()));
    }
}
