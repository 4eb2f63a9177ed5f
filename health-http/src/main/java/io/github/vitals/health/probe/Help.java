package io.github.vitals.health.probe;

import org.jspecify.annotations.Nullable;

/** What the program says of itself. */
final class Help {
    static final String TEXT = """
            usage: [probe] URL [options]

            Asks a health endpoint. Exit code 0: as expected; 1: not as expected, or no answer; 2: could not be asked.

              --expect STATUS      UP, DEGRADED, MAINTENANCE, UNKNOWN or DOWN, several with commas;
                                   without it, any answer with 2xx is expected
              --wait TIME          ask again until it is as expected, for at most this time
              --interval TIME      pause before asking again (1s)
              --timeout TIME       of one request, from resolving the name to the end of the body (2s)
              --format FORMAT      summary, text (every check), json or none (summary)
              --header 'N: V'      send this header; may be repeated
              --token-file FILE    send 'Authorization: Bearer' with the token in the file
              --ca FILE            trust the certificates in this PEM file and no others
              --insecure           trust every certificate, for every host
              --help, --version

            usage: logger URL NAME LEVEL [options]

            Lets a logger of the application at that URL (http://127.0.0.1:8081) write more or less, by its admin
            action. LEVEL is error, warn, info, debug or trace, or reset to go back at once. With these options, and
            those above about the request:

              --for TIME           until it goes back by itself (10m)
              --by NAME            who wants it
              --reason TEXT        why

            TIME is 500ms, 60s, 2m or 1h, at most 24h.

            usage: loggers URL [options]

            Tells which loggers of the application at that URL have another level for a while, until when, who
            changed it and why.
            """;

    private Help() {}

    static String version() {
        @Nullable String packed = Help.class.getPackage().getImplementationVersion();
        return "vitals-probe " + (packed == null ? "of unknown version" : packed) + "\n";
    }
}
