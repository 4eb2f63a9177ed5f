package io.github.vitals.health.alerts.mail;

import io.github.vitals.health.alerts.channel.AlertChannel;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.DeliveryContext;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import io.github.vitals.health.alerts.channel.Receipt;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends alerts by e-mail, over SMTP with STARTTLS. Each is a letter in plain text and HTML; all letters about an alert are
 * one conversation, which its resolve joins.
 *
 * <pre>{@code
 * MailChannel mail = MailChannel.builder("smtp.example", 587)
 *         .user("vitals", Secret.file(Path.of("/run/secrets/smtp")))
 *         .from("Vitals <vitals@orders.example>")
 *         .to("on-call@orders.example")
 *         .build();
 * }</pre>
 *
 * <p>A connection is made for each letter, and ends with it. All of it, the look-up of the host included, has the time
 * that the channel's policy gives: a server that says nothing, or says it byte by byte, does not hold it for longer.
 *
 * <p>An answer of 4xx is a failure that is tried again soon; one of 5xx, a refused password, a certificate that is not
 * trusted and a server without TLS are ones that somebody has to mend. A letter counts as taken once the server takes it
 * for one recipient; the answer says how many it refused.
 *
 * <p>Not thread-safe.
 */
public final class MailChannel implements AlertChannel {
    private static final Duration MARGIN = Duration.ofMillis(250);

    private final MailSettings settings;

    MailChannel(MailSettings settings) {
        this.settings = settings;
    }

    /**
     * A channel by a server that asks for no password, with STARTTLS.
     *
     * @param host the name of the server
     * @param port 1 to 65535, often 25
     * @param from an address, possibly with a name: {@code Vitals <vitals@orders.example>}
     * @param to addresses; at least one
     * @return a channel that has opened nothing
     * @throws IllegalArgumentException if one is not such
     * @throws IllegalStateException if the library {@code org.eclipse.angus:angus-mail} is not there
     */
    public static MailChannel of(String host, int port, String from, String... to) {
        return builder(host, port).from(from).to(to).build();
    }

    /**
     * Starts to describe a channel.
     *
     * @param host the name of the server, which its certificate has to be for
     * @param port 1 to 65535, often 587, or 465 with {@link MailTls#IMPLICIT}
     * @return a new builder
     * @throws IllegalArgumentException if one is not such
     */
    public static MailChannelBuilder builder(String host, int port) {
        return new MailChannelBuilder(host, port);
    }

    @Override
    public String kind() {
        return "mail";
    }

    @Override
    public Receipt deliver(AlertNotification notification, DeliveryContext context)
            throws DeliveryFailure, InterruptedException {
        Exchange exchange = new Exchange(settings, notification, context);
        FutureTask<Receipt> task = new FutureTask<>(exchange);
        Thread thread = new Thread(task, "health-alerts-mail");
        thread.setDaemon(true);
        // What the library looks up by name is beside it, wherever the caller's thread would look.
        thread.setContextClassLoader(MailChannel.class.getClassLoader());
        thread.start();
        try {
            return task.get(time(context).toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            throw DeliveryFailure.unavailable(
                    "no answer within " + context.timeout().toMillis() + " ms; waited " + exchange.stage());
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof DeliveryFailure failure) {
                throw failure;
            }
            throw new IllegalStateException("the letter could not be sent", failed.getCause());
        } finally {
            exchange.abandon();
        }
    }

    /** A little less than there is, so that what went wrong is told before the caller gives up. */
    private static Duration time(DeliveryContext context) {
        Duration tenth = context.timeout().dividedBy(10);
        return context.timeout().minus(tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN);
    }

    @Override
    public String toString() {
        return "MailChannel[" + settings.host() + ":" + settings.port() + "]";
    }
}
