package io.github.vitals.health.servers.browser;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The browser of this machine. In CI it has to be there; elsewhere the tests that need it are skipped. */
final class InstalledBrowser {
    private InstalledBrowser() {}

    static Browser start() {
        String missing = "no browser is installed (Debian: apt-get install chromium-headless-shell fonts-dejavu-core)";
        if (!Browser.installed() && "true".equals(System.getenv("CI"))) {
            Assertions.fail(missing);
        }
        Assumptions.assumeTrue(Browser.installed(), missing);
        return Browser.start();
    }
}
