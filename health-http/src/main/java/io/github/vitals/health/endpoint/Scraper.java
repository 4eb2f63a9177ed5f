package io.github.vitals.health.endpoint;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Set;

/** Writes meters in an exposition format. Apart from its implementation nothing here needs Prometheus' classes. */
@FunctionalInterface
interface Scraper {
    /** Those of the given names, or all where there is none. */
    void scrape(OutputStream out, String contentType, Set<String> names) throws IOException;
}
