package io.github.vitals.health.alerts.storm;

import io.github.vitals.health.servers.alerting.PagerDutyServer;
import io.github.vitals.health.servers.alerting.PagerDutyServer.Incident;
import io.github.vitals.health.servers.alerting.WebhookReceiver;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was counted after a storm.
 *
 * @param kills how many times a process was killed or frozen
 * @param incidents how many incidents the far side has had
 * @param lostTriggers what was DOWN in the end and had no incident, or was kept to be sent and never came
 * @param lostResolves incidents that were open although all was well
 * @param duplicates messages that came twice, always under the same key
 * @param strays ends without a beginning
 */
public record StormCount(int kills, int incidents, long lostTriggers, long lostResolves, long duplicates, long strays) {

    static StormCount of(
            int kills, boolean told, boolean over, PagerDutyServer pager, WebhookReceiver hook, Set<String> owed) {
        Set<String> arrived = new HashSet<>();
        long twice = 0;
        for (WebhookReceiver.Event event : hook.events()) {
            twice += arrived.add(event.headers().get("vitals-delivery")) ? 0 : 1;
        }
        long missing = owed.stream().filter(id -> !arrived.contains(id)).count();
        int opened = 0;
        long open = 0;
        long unequal = 0;
        for (Incident incident : pager.incidents().values()) {
            opened += incident.opened();
            open += incident.open() ? 1 : 0;
            unequal += incident.opened() == incident.resolved() ? 0 : 1;
        }
        Sequence sequence = Sequence.of(pager);
        return new StormCount(
                kills,
                opened,
                missing + (told ? 0 : 1),
                Math.max(open, unequal) + (over ? 0 : 1),
                twice + sequence.repeated,
                sequence.strays);
    }

    /** The order in which a far side was told. */
    private static final class Sequence {
        private long repeated;
        private long strays;

        static Sequence of(PagerDutyServer pager) {
            Sequence sequence = new Sequence();
            Map<String, String> last = new TreeMap<>();
            for (PagerDutyServer.Event event : pager.events()) {
                String before = last.put(event.dedupKey(), event.action());
                if (event.action().equals(before)) {
                    sequence.repeated++;
                } else if (before == null && event.action().equals("resolve")) {
                    sequence.strays++;
                }
            }
            return sequence;
        }
    }
}
