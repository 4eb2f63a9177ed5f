package io.github.vitals.health.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {
    @ParameterizedTest
    @CsvSource({"abc, 3, abc", "abcd, 3, ab…", "a💥, 3, a💥", "a💥b, 3, a…", "💥💥, 3, 💥…", "💥, 1, …", "'', 1, ''"})
    void whatIsTooLongIsCutBetweenCharacters(String text, int longest, String expected) {
        assertThat(Text.cut(text, longest)).isEqualTo(expected);
    }

    @Test
    void controlCharactersBecomeSpacesAndHalvesOfCharactersAreReplaced() {
        assertThat(Text.cut("a\u0000b\tc\nd\u001b[31m\uD83De\uDCA5", 100)).isEqualTo("a b c\nd [31m\uFFFDe\uFFFD");
    }

    @Test
    void aLineHasNoLineEnds() {
        assertThat(Text.line("  a\r\n\n b\u0085 ", 100)).isEqualTo("a b ");
    }

    @Test
    void forSlackNothingIsLongerThanItsLimitOnceEscaped() {
        for (String text : new String[] {
            "<>&".repeat(1_000), Sample.HOSTILE, "a".repeat(2_000) + "&".repeat(2_000), "💥<".repeat(999)
        }) {
            for (int longest : new int[] {75, 150, 151, 152, 153, 2_000, 3_000}) {
                String escaped = SlackText.escape(text, longest);
                assertThat(escaped).hasSizeBetween(longest - 20, longest);
                assertThat(escaped.replaceAll("&(amp|lt|gt);", "")).doesNotContain("&", "<", ">");
                byte[] bytes = escaped.getBytes(StandardCharsets.UTF_8);
                assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(escaped);
            }
        }
    }
}
