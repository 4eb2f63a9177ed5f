package io.github.vitals.health.servers.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Looks with axe-core for what keeps people from using a page. */
public final class Axe {
    /** In the jar that brings it. */
    private static final String SCRIPT = "/axe.min.js";

    private static final String RUN = "axe.run(document, {resultTypes: ['violations']}).then(found => found.violations"
            + ".flatMap(rule => rule.nodes.map(node => rule.id + ' (' + rule.impact + '): ' + node.target.join(' ')"
            + " + ': ' + node.failureSummary.replace(/\\s+/g, ' '))))";

    private Axe() {}

    /**
     * Looks at the page as it is shown, by all rules that axe-core has, best practices too.
     *
     * @param tab whose page
     * @return one line for each place where a rule is broken: the rule, how bad it is, where, and how to mend it
     */
    public static List<String> violations(Tab tab) {
        if (Boolean.FALSE.equals(tab.evaluate("'axe' in window"))) {
            tab.evaluate(script() + "; null");
        }
        return new Json(tab.evaluate(RUN)).elements().stream().map(Json::text).toList();
    }

    private static String script() {
        try (InputStream script = Axe.class.getResourceAsStream(SCRIPT)) {
            if (script == null) {
                throw new IllegalStateException(SCRIPT + ": not on the class path (expected: brought by axe-core)");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + SCRIPT, failed);
        }
    }
}
