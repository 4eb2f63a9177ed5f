package io.github.vitals.health.server;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Requests by chance: each beginning with the same seed is the same. What a request is made of may be right or nonsense. */
final class HostileRequests {
    private static final List<String> METHODS = List.of(
            "GET", "GET", "GET", "GET", "HEAD", "HEAD", "POST", "OPTIONS", "TRACE", "get", "G\u00cbT", "PRI", "");

    private static final List<String> PATHS = List.of(
            "/health",
            "/health/live",
            "/health/ready",
            "/health/started",
            "/health/group/core",
            "/health/group/",
            "/health/check/it",
            "/health/check/%2e%2e",
            "/livez",
            "/readyz",
            "/healthz",
            "/metrics",
            "/events",
            "/admin/check/it/run",
            "/admin/check/it/maintain",
            "/admin/log",
            "/",
            "",
            "*",
            "//",
            "/health//ready",
            "/../../etc/passwd",
            "/health/./ready",
            "/%68ealth",
            "/%00",
            "/health%00",
            "/health/check/%c0%ae%c0%ae",
            "/health/check/%ed%a0%80",
            "/health/check/%f5%80%80%80",
            "/health/check/\u00e9\u0001",
            "/%",
            "/%2",
            "/%zz",
            "http://localhost/health",
            "http://localhost:0/livez?verbose",
            "ftp:health",
            "?",
            "#",
            "/health;a=b",
            "/health\\ready");

    private static final List<String> QUERIES = List.of(
            "",
            "",
            "",
            "verbose",
            "format=text",
            "format=actuator",
            "format=health%2Bjson",
            "format=%",
            "format=",
            "format=vitals&format=nothing",
            "exclude=it",
            "exclude=%00&exclude=%ff&exclude=it",
            "exclude=" + "x".repeat(500),
            "name[]=jvm&name%5B%5D=health_check_status",
            "name[]=%c0%af",
            "&&&=&=&%3d",
            "a=%&b=%2&c=%zz",
            "verbose=%ed%a0%80");

    private static final List<String> NAMES = List.of(
            "Accept",
            "Accept",
            "Accept-Encoding",
            "If-None-Match",
            "Prefer",
            "Authorization",
            "Host",
            "Host",
            "Origin",
            "Last-Event-ID",
            "Content-Type",
            "Content-Length",
            "Transfer-Encoding",
            "Connection",
            "Expect",
            "X-Forwarded-For",
            "a b",
            "");

    private static final List<String> VALUES = List.of(
            "*/*",
            "application/json",
            "application/json;q=",
            "application/json;q=NaN, text/plain;q=1e308, */*;q=-1",
            "text/plain;q=0.0000000000000000000001,;,;;q=2",
            "text/event-stream",
            "application/openmetrics-text;version=1.0.0;q=0.5,text/html",
            "gzip;q=0, identity;q=0, *;q=0",
            "gzip;q=+1",
            "\"",
            "W/\"x\", \"y\"",
            "\"\u00ff\"",
            "wait=0",
            "wait=-1",
            "wait=99999999999999999999x",
            "wait=, wait=1;wait=2",
            "respond-async, handling=\"strict",
            "Bearer ",
            "Bearer 0123456789abcdef",
            "Basic !!!!",
            "localhost",
            "evil.example",
            "[::1",
            "null",
            "-1",
            "5",
            "70000",
            "99999999999999999999",
            "chunked",
            "gzip, chunked",
            "close",
            "keep-alive, Upgrade",
            "100-continue",
            "\t \t",
            "a\u0000b",
            ",".repeat(300),
            "q=1;".repeat(200));

    private static final List<String> BODIES = List.of(
            "",
            "",
            "",
            "abc",
            "{}",
            "{\"duration\":\"PT1M\"",
            "0\r\n\r\n",
            "5\r\nabcde\r\n0\r\n\r\n",
            "fffffff1\r\nx",
            "-1\r\n",
            "g\r\n");

    private final Random chance;

    HostileRequests(long seed) {
        chance = new Random(seed);
    }

    private <T> T one(List<T> of) {
        return of.get(chance.nextInt(of.size()));
    }

    String method() {
        return one(METHODS);
    }

    String path() {
        return chance.nextInt(20) == 0 ? one(PATHS) + "x".repeat(chance.nextInt(20_000)) : one(PATHS);
    }

    String query() {
        return one(QUERIES);
    }

    Map<String, String> headers() {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = chance.nextInt(6); i > 0; i--) {
            headers.put(one(NAMES), one(VALUES));
        }
        return headers;
    }

    /** A request as it goes over the line, of which some bytes may have suffered. */
    String text() {
        StringBuilder text = new StringBuilder(method()).append(' ').append(path());
        String query = query();
        if (!query.isEmpty()) {
            text.append('?').append(query);
        }
        text.append(chance.nextInt(20) == 0 ? " HTTP/9\r\n" : " HTTP/1.1\r\n");
        for (int i = chance.nextInt(6); i > 0; i--) {
            text.append(one(NAMES)).append(": ").append(one(VALUES)).append("\r\n");
        }
        text.append("\r\n").append(one(BODIES));
        for (int i = chance.nextInt(4) == 0 ? 1 + chance.nextInt(5) : 0; i > 0 && text.length() > 0; i--) {
            suffer(text, chance.nextInt(text.length()));
        }
        return text.toString();
    }

    private void suffer(StringBuilder text, int at) {
        switch (chance.nextInt(4)) {
            case 0 -> text.setCharAt(at, (char) chance.nextInt(256));
            case 1 -> text.deleteCharAt(at);
            case 2 -> text.insert(at, (char) chance.nextInt(256));
            default -> text.insert(at, "\r\n");
        }
    }
}
