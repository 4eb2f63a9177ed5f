package io.github.vitals.health.server;

import java.io.IOException;
import java.io.OutputStream;

/** Writes all meters in an exposition format. Apart from its implementation nothing here needs Prometheus' classes. */
@FunctionalInterface
interface Scraper {
    void scrape(OutputStream out, String contentType) throws IOException;
}
