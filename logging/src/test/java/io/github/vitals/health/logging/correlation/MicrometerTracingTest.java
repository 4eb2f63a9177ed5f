package io.github.vitals.health.logging.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The trace of an event for which Micrometer Tracing, with its bridge to OpenTelemetry, has the span. */
class MicrometerTracingTest {
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anEventThatIsLoggedInASpanHasItsIdsWithTheMdcOfMicrometerTracingAndWithout(boolean mdc) throws Exception {
        Map<String, List<String>> seen = spans(mdc);

        assertThat(seen).containsOnlyKeys("span", "observation", "executor", "after");
        for (String where : List.of("span", "observation", "executor")) {
            JsonNode line = new JsonMapper().readTree(seen.get(where).get(0));
            assertThat(line.path("trace.id").asString())
                    .hasSize(32)
                    .isEqualTo(seen.get(where).get(1));
            assertThat(line.path("span.id").asString())
                    .hasSize(16)
                    .isEqualTo(seen.get(where).get(2));
        }
        assertThat(seen.get("observation").get(1)).isEqualTo(seen.get("span").get(1));
        assertThat(seen.get("observation").get(2)).isNotEqualTo(seen.get("span").get(2));
        assertThat(seen.get("executor").get(2)).isEqualTo(seen.get("span").get(2));
        assertThat(seen.get("after").get(0)).doesNotContain("trace.id", "span.id", "traceId");
        assertThat(seen.get("span").get(3)).isEqualTo(mdc ? seen.get("span").get(1) : "none");
    }

    /** OpenTelemetry takes listeners once in a process, before its first span: each time it is loaded anew. */
    @SuppressWarnings("unchecked")
    private static Map<String, List<String>> spans(boolean mdc) throws Exception {
        URL[] path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(MicrometerTracingTest::url)
                .toArray(URL[]::new);
        try (URLClassLoader anew = new URLClassLoader(path, ClassLoader.getPlatformClassLoader())) {
            return ((Function<Boolean, Map<String, List<String>>>) anew.loadClass(MicrometerSpans.class.getName())
                            .getDeclaredConstructor()
                            .newInstance())
                    .apply(mdc);
        }
    }

    private static URL url(String entry) {
        try {
            return Path.of(entry).toUri().toURL();
        } catch (MalformedURLException broken) {
            throw new IllegalArgumentException(entry, broken);
        }
    }
}
