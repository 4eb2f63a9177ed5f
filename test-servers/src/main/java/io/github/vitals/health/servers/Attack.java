package io.github.vitals.health.servers;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** What hostile clients do to an HTTP server. */
public enum Attack {
    /** Send a request whose headers never end, drop by drop. */
    SLOW_HEADERS {
        @Override
        Script script(String path, int number) {
            return new Script("GET " + path + " HTTP/1.1\r\nHost: x\r\nX-Slow: ", Then.DRIP, Reading.ALL);
        }
    },

    /** Send a request whose body never ends, drop by drop. */
    SLOW_BODIES {
        @Override
        Script script(String path, int number) {
            String method = number % 3 == 0 ? "HEAD " : "POST ";
            String length =
                    number % 2 == 0 ? "Content-Length: 60000\r\n\r\n" : "Transfer-Encoding: chunked\r\n\r\nea60\r\n";
            return new Script(method + path + " HTTP/1.1\r\nHost: x\r\n" + length, Then.DRIP, Reading.ALL);
        }
    },

    /** Ask, and take the answer drop by drop. */
    SLOW_READERS {
        @Override
        Script script(String path, int number) {
            return new Script(get(path), Then.STALL, Reading.SLOWLY);
        }
    },

    /** Send 150 kB of headers: half of the clients to the end, half nearly to the end. */
    HEADER_FLOOD {
        @Override
        Script script(String path, int number) {
            return large("GET " + path + " HTTP/1.1\r\nHost: x\r\nX-Large: ", "\r\n\r\n", number);
        }
    },

    /** Ask for an address of 150 kB: half of the clients to the end, half nearly to the end. */
    URL_FLOOD {
        @Override
        Script script(String path, int number) {
            return large("GET " + path + "?", " HTTP/1.1\r\nHost: x\r\n\r\n", number);
        }
    },

    /** Connect, and say nothing. */
    IDLE {
        @Override
        Script script(String path, int number) {
            return new Script("", Then.STALL, Reading.ALL);
        }
    },

    /** Ask again and again without waiting for answers: half of the clients take none. */
    PIPELINING {
        @Override
        Script script(String path, int number) {
            return new Script(get(path).repeat(50), Then.AGAIN, number % 2 == 0 ? Reading.ALL : Reading.NONE);
        }
    },

    /** Send what is no request: bytes by chance, lines without an end, lengths that lie. */
    MALFORMED {
        @Override
        Script script(String path, int number) {
            return new Script(malformed(path, number), Then.RECONNECT, Reading.ALL);
        }
    },

    /** Ask for news of what they know already, go away without waiting, and ask again. */
    ABORTED_POLLS {
        @Override
        Script script(String path, int number) {
            String poll = "GET " + path + " HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\nPrefer: wait=1\r\n\r\n";
            return new Script(poll, Then.LEAVE, Reading.NONE);
        }
    },

    /** Connect and say nothing, or half a word, and connect again. */
    CHURN {
        @Override
        Script script(String path, int number) {
            return new Script(number % 2 == 0 ? "" : "GE", Then.RECONNECT, Reading.NONE);
        }
    };

    /** More than is let in. */
    private static final int LARGE = 150_000;

    private static final int SCRIPTS = 12;

    /** What a client does when it has sent what it begins with. */
    enum Then {
        DRIP,
        STALL,
        AGAIN,
        RECONNECT,

        /** A moment later, when the server has read it. */
        LEAVE
    }

    /** How a client takes what is sent to it. */
    enum Reading {
        ALL,
        SLOWLY,
        NONE
    }

    /** What one client does. */
    record Script(ByteBuffer beginning, Then then, Reading reading) {
        Script(String beginning, Then then, Reading reading) {
            this(ByteBuffer.wrap(beginning.getBytes(StandardCharsets.ISO_8859_1)), then, reading);
        }
    }

    /** What clients do, who take turns at these. */
    List<Script> scripts(String path) {
        return IntStream.range(0, SCRIPTS)
                .mapToObj(number -> script(path, number))
                .toList();
    }

    abstract Script script(String path, int number);

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n";
    }

    private static Script large(String before, String after, int number) {
        String beginning = before + "x".repeat(LARGE);
        return number % 2 == 0
                ? new Script(beginning + after, Then.AGAIN, Reading.ALL)
                : new Script(beginning, Then.STALL, Reading.ALL);
    }

    private static String malformed(String path, int number) {
        return switch (number % 6) {
            case 0 -> "GET " + path + "\r\n\r\n";
            case 1 -> "\r\n".repeat(1000);
            case 2 -> "POST " + path + " HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n";
            case 3 -> "POST " + path + " HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nfffffff1\r\nx\r\n";
            case 4 -> "GET " + path + "%zz HTTP/1.1\r\n: \r\n\u0000\r\n\r\n";
            default -> garbage(number);
        };
    }

    private static String garbage(int seed) {
        byte[] bytes = new byte[2000];
        new Random(seed).nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1) + "\r\n\r\n";
    }
}
