package io.github.vitals.health.alerts;

import io.github.vitals.health.servers.alerting.WebhookReceiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** What a process that is not there any more has left to be sent. */
public final class PendingMessages {
    private PendingMessages() {}

    /**
     * The ids of the messages that begin or end something, and that a channel has not taken.
     *
     * @param file of the process
     * @param channel the name of the channel
     * @return ids as a webhook is told them
     */
    public static Set<String> of(Path file, String channel) {
        Set<String> ids = new TreeSet<>();
        if (Files.exists(file)) {
            try (FileRecords records = FileRecords.open(file)) {
                records.read(LocalKeeper.SPACE).forEach((name, text) -> {
                    if (name.startsWith("message/" + channel + "/")) {
                        Message message = Message.of(Fields.parse(text));
                        ids.add(message.id());
                    }
                });
            }
        }
        return ids;
    }

    /**
     * Whether a receiver was told all of it.
     *
     * @param hook the receiver
     * @param ids of messages
     * @return true if so
     */
    public static boolean answered(WebhookReceiver hook, Set<String> ids) {
        Set<String> arrived = new TreeSet<>();
        hook.events().forEach(event -> arrived.add(event.headers().get("vitals-delivery")));
        return arrived.containsAll(ids);
    }
}
