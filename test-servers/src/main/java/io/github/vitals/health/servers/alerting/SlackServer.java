package io.github.vitals.health.servers.alerting;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A far side that keeps to the contract of Slack: one incoming webhook, and the methods {@code chat.postMessage} and
 * {@code chat.update} of the Web API for one bot in one channel.
 *
 * <p>Thread-safe.
 */
public final class SlackServer implements AutoCloseable {
    /** The bot's token. */
    public static final String TOKEN = "xoxb-2345678901-abcdefghijklmnop";

    /** The id of the channel. */
    public static final String CHANNEL = "C024BE91L";

    /** The name of the channel. */
    public static final String CHANNEL_NAME = "#alerts";

    private static final int MOST_ATTACHMENTS = 100;
    private static final String HOOK = "/services/T024BE7LD/B024BE7LH/abcdefghijklmnopqrstuvwx";
    private static final int LONGEST = 40_000;
    private static final Pattern PING = Pattern.compile("<(?:!(?:here|channel|everyone|subteam\\^\\w+)|@\\w+)[|>]");

    private final List<Event> events = new ArrayList<>();
    private final Map<String, Message> messages = new LinkedHashMap<>();
    private final Loopback server;

    private SlackServer() {
        this.server = Loopback.start(this::answer);
    }

    /**
     * A request that arrived, accepted or not.
     *
     * @param at when
     * @param method {@code webhook} or the method of the Web API
     * @param error empty if it was accepted, even if the answer was lost
     * @param body what was asked
     */
    public record Event(Instant at, String method, String error, String body) {}

    /**
     * A message.
     *
     * @param ts its id
     * @param thread the id of the message it replies to; empty if it is no reply
     * @param broadcast whether a reply is shown in the channel too
     * @param text its text without blocks
     * @param blocks all that its blocks, or its attachments, show, one text a line
     * @param updates how many times it was changed
     * @param pings how many people or groups it calls, in its text or its blocks
     */
    public record Message(
            String ts, String thread, boolean broadcast, String text, String blocks, int updates, int pings) {}

    /**
     * Starts it on a free port.
     *
     * @return a server to be closed
     */
    public static SlackServer start() {
        return new SlackServer();
    }

    /**
     * The address of the incoming webhook.
     *
     * @return a secret
     */
    public URI webhook() {
        return URI.create(server.uri() + HOOK);
    }

    /**
     * Where the Web API is.
     *
     * @return what takes the place of {@code https://slack.com/api}
     */
    public URI uri() {
        return URI.create(server.uri() + "/api");
    }

    /**
     * What arrived.
     *
     * @return in the order in which it was handled
     */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }

    /**
     * The messages, replies included, as they are now.
     *
     * @return in the order in which they came
     */
    public synchronized List<Message> messages() {
        return List.copyOf(messages.values());
    }

    /**
     * The replies to a message.
     *
     * @param ts its id
     * @return in the order in which they came
     */
    public List<Message> replies(String ts) {
        return messages().stream().filter(reply -> reply.thread().equals(ts)).toList();
    }

    /**
     * Deletes a message, as a person may.
     *
     * @param ts its id
     */
    public synchronized void delete(String ts) {
        messages.remove(ts);
    }

    /**
     * Lets the next requests go wrong.
     *
     * @param faults one for each
     */
    public void failNext(Fault... faults) {
        server.script().next(faults);
    }

    /**
     * Lets the next request of the Web API be refused.
     *
     * @param error the word, for example {@code channel_not_found}
     */
    public void refuseNext(String error) {
        failNext(Fault.answer(200, refusal(error, List.of())));
    }

    /**
     * Lets some requests go wrong from now on: busy for 1 s, status 500, closed before or after it was handled.
     *
     * @param seed makes it the same again
     * @param share 0 for none, 1 for all
     */
    public void failRandomly(long seed, double share) {
        server.script().randomly(seed, share);
    }

    private synchronized Reply answer(Call call) {
        return call.path().startsWith("/api/") ? api(call) : hook(call);
    }

    private Reply hook(Call call) {
        Tree asked = Tree.object(call.body()).orElse(new Tree(null));
        Reply reply;
        if (!call.path().equals(HOOK)) {
            reply = Reply.text(404, "no_service");
        } else if (!call.json() || !asked.isObject()) {
            reply = Reply.text(400, "invalid_payload");
        } else if (asked.at("text").text().orElse("").isEmpty() && !attached(asked)) {
            reply = Reply.text(400, "no_text");
        } else if (!asked.at("blocks").absent()
                && !SlackRules.check(asked.at("blocks")).isEmpty()) {
            reply = Reply.text(400, "invalid_blocks");
        } else {
            put(asked, nextTs(), 0);
            reply = Reply.text(200, "ok");
        }
        events.add(new Event(Instant.now(), "webhook", reply.status() == 200 ? "" : reply.body(), call.body()));
        return reply;
    }

    /** Attachments may take the place of the text: up to 100, each with a text or a fallback for those who see none. */
    private static boolean attached(Tree asked) {
        List<Tree> attachments = asked.at("attachments").elements();
        return !attachments.isEmpty()
                && attachments.size() <= MOST_ATTACHMENTS
                && attachments.stream()
                        .allMatch(each -> each.at("text").text().isPresent()
                                || each.at("fallback").text().isPresent());
    }

    private Reply api(Call call) {
        String method = call.path().substring("/api/".length());
        Tree asked = Tree.object(call.body()).orElse(new Tree(null));
        List<String> details = asked.at("blocks").absent() ? List.of() : SlackRules.check(asked.at("blocks"));
        String error = refused(call, asked).orElse(details.isEmpty() ? "" : "invalid_blocks");
        if (error.isEmpty()) {
            error = known(method, asked);
        }
        events.add(new Event(Instant.now(), method, error, call.body()));
        if (!error.isEmpty()) {
            return Reply.json(200, refusal(error, details));
        }
        String ts = method.equals("chat.update") ? asked.at("ts").text().orElse("") : nextTs();
        Message before = messages.get(ts);
        put(asked, ts, before == null ? 0 : before.updates() + 1);
        return Reply.json(200, "{\"ok\":true,\"channel\":\"" + CHANNEL + "\",\"ts\":\"" + ts + "\"}");
    }

    /** What is wrong whatever the method. */
    private static Optional<String> refused(Call call, Tree asked) {
        Optional<String> authorization = call.header("authorization");
        if (authorization.isEmpty()) {
            return Optional.of("not_authed");
        }
        if (!authorization.get().equals("Bearer " + TOKEN)) {
            return Optional.of("invalid_auth");
        }
        if (!call.json() || !asked.isObject()) {
            return Optional.of("invalid_json");
        }
        String text = asked.at("text").text().orElse("");
        if (text.isEmpty() && asked.at("blocks").absent()) {
            return Optional.of("no_text");
        }
        return text.length() > LONGEST ? Optional.of("msg_too_long") : Optional.empty();
    }

    /** An update needs the channel's id, and a message that is there. */
    private String known(String method, Tree asked) {
        String channel = asked.at("channel").text().orElse("");
        boolean named = channel.equals(CHANNEL_NAME) || channel.equals(CHANNEL_NAME.substring(1));
        return switch (method) {
            case "chat.postMessage" -> channel.equals(CHANNEL) || named ? "" : "channel_not_found";
            case "chat.update" ->
                !channel.equals(CHANNEL)
                        ? "channel_not_found"
                        : messages.containsKey(asked.at("ts").text().orElse("")) ? "" : "message_not_found";
            default -> "unknown_method";
        };
    }

    private String nextTs() {
        return String.format(Locale.ROOT, "1700000000.%06d", events.size() + 1);
    }

    private void put(Tree asked, String ts, int updates) {
        String text = asked.at("text").text().orElse("");
        String blocks = String.join(
                "\n",
                asked.at("blocks").absent()
                        ? attachments(asked)
                        : asked.at("blocks").texts());
        messages.put(
                ts,
                new Message(
                        ts,
                        asked.at("thread_ts").text().orElse(""),
                        asked.at("reply_broadcast").isTrue(),
                        text,
                        blocks,
                        updates,
                        (int) PING.matcher(text + blocks).results().count()));
    }

    /** Their titles and texts. */
    private static List<String> attachments(Tree asked) {
        return asked.at("attachments").elements().stream()
                .flatMap(each -> Stream.of(each.at("title"), each.at("text")))
                .flatMap(each -> each.text().stream())
                .toList();
    }

    private static String refusal(String error, List<String> details) {
        return "{\"ok\":false,\"error\":\"" + error + "\",\"response_metadata\":{\"messages\":["
                + details.stream().map(each -> '"' + each + '"').collect(Collectors.joining(",")) + "]}}";
    }

    /** Ends it; what hangs is let go. */
    @Override
    public void close() {
        server.close();
    }
}
