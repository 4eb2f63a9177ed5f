package io.github.vitals.health.servers.browser;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * What a browser did not like about the pages of a tab, since it was opened, and what they asked of whom. Thread-safe.
 */
public final class Complaints {
    private final List<String> console = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private final List<String> failed = new CopyOnWriteArrayList<>();
    private final List<URI> requests = new CopyOnWriteArrayList<>();
    private final List<URI> answered = new CopyOnWriteArrayList<>();
    private final List<URI> abandoned = new CopyOnWriteArrayList<>();
    private final Map<String, String> addresses = new ConcurrentHashMap<>();

    Complaints(Session session) {
        session.listen(this::heard);
        session.enable("Log", "Network", "Audits");
    }

    private void heard(String event, Json said) {
        switch (event) {
            case "Runtime.consoleAPICalled" -> called(said);
            case "Runtime.exceptionThrown" -> errors.add(thrown(said.at("exceptionDetails")));
            case "Log.entryAdded" -> logged(said.at("entry"));
            case "Audits.issueAdded" -> issued(said.at("issue"));
            case "Network.requestWillBeSent" -> asked(said);
            case "Network.responseReceived" -> answered(said.at("response"));
            case "Network.loadingFailed" -> failed(said);
            default -> {}
        }
    }

    private void called(Json call) {
        String type = call.at("type").text();
        if (type.equals("error") || type.equals("warning") || type.equals("assert")) {
            List<String> words = call.at("args").elements().stream()
                    .map(argument -> argument.at("value").present().orElse(argument.at("description")))
                    .map(Json::text)
                    .toList();
            console.add(type + ": " + String.join(" ", words));
        }
    }

    static String thrown(Json details) {
        String description = details.at("exception").at("description").text();
        return description.isEmpty()
                ? details.at("text").text() + " "
                        + details.at("exception").at("value").text()
                : description;
    }

    private void logged(Json entry) {
        String level = entry.at("level").text();
        if (level.equals("error") || level.equals("warning")) {
            console.add(level + ": " + entry.at("text").text() + " "
                    + entry.at("url").text());
        }
    }

    private void issued(Json issue) {
        Json details = issue.at("details").at("contentSecurityPolicyIssueDetails");
        if (details.present().isPresent()) {
            String blocked = details.at("blockedURL").present().map(Json::text).orElse("inline");
            Json place = details.at("sourceCodeLocation");
            violations.add(details.at("violatedDirective").text() + ": " + blocked + " at "
                    + place.at("url").text() + ":" + place.at("lineNumber").text());
        }
    }

    private void asked(Json said) {
        String address = said.at("request").at("url").text();
        addresses.put(said.at("requestId").text(), address);
        if (!address.startsWith("data:")) {
            requests.add(URI.create(address));
        }
    }

    private void answered(Json response) {
        String address = response.at("url").text();
        if (!address.startsWith("data:")) {
            answered.add(URI.create(address));
        }
        if (response.at("status").number() >= 400) {
            failed.add(response.at("status").text() + " " + response.at("url").text());
        }
    }

    private void failed(Json said) {
        String address = addresses.getOrDefault(said.at("requestId").text(), "?");
        if (Boolean.TRUE.equals(said.at("canceled").value())) {
            abandoned.add(URI.create(address));
        } else {
            failed.add(said.at("errorText").text() + " " + address);
        }
    }

    /**
     * Errors and warnings on the console, the browser's own included.
     *
     * @return each as one text
     */
    public List<String> console() {
        return List.copyOf(console);
    }

    /**
     * What scripts threw and did not catch.
     *
     * @return each as one text, with its stack
     */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /**
     * What a content security policy forbade.
     *
     * @return each as directive, address and place
     */
    public List<String> violations() {
        return List.copyOf(violations);
    }

    /**
     * Requests that were answered with 400 or more, or not at all; those that the page itself gave up are not in it.
     *
     * @return each as status or error, and address
     */
    public List<String> failedRequests() {
        return List.copyOf(failed);
    }

    /**
     * Everything that was asked of a server.
     *
     * @return addresses, in the order of the requests
     */
    public List<URI> requests() {
        return List.copyOf(requests);
    }

    /**
     * Requests that a server has begun to answer.
     *
     * @return addresses, in the order of the answers
     */
    public List<URI> answered() {
        return List.copyOf(answered);
    }

    /**
     * Requests that a page gave up itself.
     *
     * @return addresses, in the order in which it did
     */
    public List<URI> abandoned() {
        return List.copyOf(abandoned);
    }

    /**
     * Everything there is to complain of.
     *
     * @return empty where a page is as it should be
     */
    public List<String> all() {
        List<String> all = new ArrayList<>();
        Stream.of(console, errors, violations, failed).forEach(all::addAll);
        return all;
    }

    /** Forgets what was, so that only what comes is told. */
    public void clear() {
        Stream.of(console, errors, violations, failed, requests, answered, abandoned)
                .forEach(List::clear);
    }
}
