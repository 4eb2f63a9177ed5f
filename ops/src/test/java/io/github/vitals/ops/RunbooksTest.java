package io.github.vitals.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who is woken finds a page that helps. */
class RunbooksTest {
    private static final Path RUNBOOKS = Rules.OPS.resolveSibling("docs").resolve("runbooks");

    static List<String> alertNames() {
        return Rules.alertNames();
    }

    @ParameterizedTest
    @MethodSource("alertNames")
    void everyAlertHasARunbookWithItsName(String alert) throws IOException {
        String page = Files.readString(RUNBOOKS.resolve(alert + ".md"));
        assertThat(page).startsWith("# " + alert + "\n");
        assertThat(page.lines().filter(line -> line.startsWith("**")))
                .extracting(line -> line.substring(2, line.indexOf('.', 2)))
                .containsExactly("Meaning", "Impact", "Confirm", "Do", "Escalate");
    }

    @Test
    void everyRunbookHasAnAlert() throws IOException {
        try (Stream<Path> pages = Files.list(RUNBOOKS)) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".md", ""))
                            .filter(page -> !page.equals("README")))
                    .containsExactlyInAnyOrderElementsOf(Rules.alertNames());
        }
    }

    @Test
    void theIndexListsEveryAlertUnderItsSeverity() throws IOException {
        String index = Files.readString(RUNBOOKS.resolve("README.md"));
        assertThat(Rules.alerts()).allSatisfy(alert -> {
            String section = index.substring(index.indexOf("### " + alert.severity()));
            int end = section.indexOf("\n#", 1);
            assertThat(section.substring(0, end < 0 ? section.length() : end))
                    .contains("[" + alert.name() + "](" + alert.name() + ".md)");
        });
    }
}
