package io.github.vitals.health.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every Java sample of the README and the guides compiles, and every link between the pages leads somewhere. */
class DocumentationTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern BLOCK = Pattern.compile("^```java\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)");

    /** What the samples may take for granted. */
    private static final String GIVEN = """
            import io.github.vitals.health.*;
            import io.github.vitals.health.alerting.*;
            import io.github.vitals.health.alerts.*;
            import io.github.vitals.health.alerts.channel.*;
            import io.github.vitals.health.alerts.mail.*;
            import io.github.vitals.health.endpoint.*;
            import io.github.vitals.health.history.*;
            import io.github.vitals.health.http.*;
            import io.github.vitals.health.jdbc.*;
            import io.github.vitals.health.logging.*;
            import io.github.vitals.health.logging.mask.*;
            import io.github.vitals.health.metrics.*;
            import io.github.vitals.health.page.*;
            import io.github.vitals.health.redis.*;
            import io.github.vitals.health.server.*;
            import io.github.vitals.health.shared.*;
            import java.net.URI;
            import java.nio.file.Path;
            import java.time.*;
            import java.util.*;
            %s
            class Sample%d {
                javax.sql.DataSource dataSource;
                io.lettuce.core.RedisClient redisClient;
                io.lettuce.core.api.StatefulRedisConnection<String, String> connection;
                URI paymentsUri;
                Queue<String> queue;
                io.micrometer.prometheusmetrics.PrometheusMeterRegistry meters;
                HealthRegistry health;
                HealthHistory history;
                HealthAlerts alerts;
                String token;
                void sample() throws Exception {
                    %s
                }
            }
            """;

    @TempDir
    private Path classes;

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> guides = Files.walk(ROOT.resolve("docs"))) {
            List<Path> pages = new ArrayList<>(
                    guides.filter(page -> page.toString().endsWith(".md")).toList());
            pages.add(ROOT.resolve("README.md"));
            pages.add(ROOT.resolve("CONTRIBUTING.md"));
            return pages.stream().sorted().map(ROOT::relativize);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyJavaSampleCompiles(Path page) throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(ROOT.resolve(page)));
        while (block.find()) {
            sources.add(source(sources.size(), block.group(1)));
        }
        if (!sources.isEmpty()) {
            StringWriter errors = new StringWriter();
            boolean compiled = ToolProvider.getSystemJavaCompiler()
                    .getTask(errors, null, null, options(), null, sources)
                    .call();
            assertThat(compiled).as(errors.toString()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkBetweenThePagesLeadsSomewhere(Path page) throws IOException {
        Matcher link = LINK.matcher(Files.readString(ROOT.resolve(page)));
        while (link.find()) {
            Path target = ROOT.resolve(page).resolveSibling(link.group(1)).normalize();
            assertThat(target).exists();
        }
    }

    @Test
    void theReadmeBeginsWithASampleAndShowsBothCommands() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String firstScreen = readme.lines().limit(30).reduce("", (all, line) -> all + line + "\n");
        assertThat(firstScreen).contains("```java", "health.check()");
        assertThat(readme).contains("bin/demo", "bin/test");
    }

    private List<String> options() {
        return List.of(
                "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"), "-proc:none", "-nowarn");
    }

    private static JavaFileObject source(int number, String sample) {
        List<String> imports =
                sample.lines().filter(line -> line.startsWith("import ")).toList();
        List<String> code =
                sample.lines().filter(line -> !line.startsWith("import ")).toList();
        String text = GIVEN.formatted(String.join("\n", imports), number, String.join("\n", code));
        return new SimpleJavaFileObject(URI.create("string:///Sample" + number + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }
}
