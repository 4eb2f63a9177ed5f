package io.github.vitals.health.logging.mask;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.Secrets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Seeded secrets in every position of texts that are made of all that a masker looks at. */
class MaskerFuzzTest {
    private static final int TEXTS = 4_000;
    private static final List<String> NOISE = List.of(
            " ",
            "\n",
            "=",
            ":",
            "://",
            "@",
            "-",
            "-----",
            "\"",
            "'",
            "\\",
            "[",
            "]",
            "{",
            "}",
            ",",
            ";",
            "&",
            "?",
            "/",
            "a",
            "id",
            "key",
            "pass",
            "token",
            "secret=",
            "bearer ",
            "basic",
            "eyJ",
            "AKIA",
            "DE89",
            "4111",
            "1111 ",
            "-----BEGIN ",
            "PRIVATE KEY-----",
            "-----END ",
            "ü",
            "\uD83D\uDE00",
            "***",
            "\u0000",
            "12",
            ".",
            "_");

    /** What stands around a secret; %s is the secret. None of them depends on what stands before or behind. */
    private static final List<String> SHAPES = List.of(
            "password=%s ",
            "\"api_key\": \"%s\"",
            "{\\\"client_secret\\\":\\\"%s\\\"}",
            "Authorization: Bearer %s ",
            "Bearer %s ",
            "https://user:%s@host/ ",
            "access_token=%s&",
            "pwd='%s'",
            "\"token\":[\"a]b\",\"%s\"]",
            "\"credentials\":{\"a\":{\"b\":1},\"c\":\"%s\"}",
            "password={x}%s ",
            "<secret: %s>");

    private final Masker masker = Masker.of(it -> {});

    @RepeatedTest(5)
    void noSecretIsLeftInAnyText(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < TEXTS; i++) {
            String secret = secret(random);
            String shape = SHAPES.get(random.nextInt(SHAPES.size())).formatted(secret);
            String text = noise(random) + boundary(random) + shape + noise(random);
            assertThat(masker.mask(text)).as("of %s", text).doesNotContain(secret);
        }
    }

    @RepeatedTest(5)
    void whatThePatternsOfTheCoreFindIsFound(RepetitionInfo repetition) {
        Random random = new Random(100 + repetition.getCurrentRepetition());
        for (int i = 0; i < TEXTS; i++) {
            String secret = secret(random);
            String text = "log " + SHAPES.get(random.nextInt(SHAPES.size())).formatted(secret) + noise(random);
            if (!Secrets.scrub(text).contains(secret)) {
                assertThat(masker.mask(text)).as("of %s", text).doesNotContain(secret);
            }
        }
    }

    @RepeatedTest(5)
    void whateverTheTextIsWhatIsLeftOfItStandsInItInTheSameOrder(RepetitionInfo repetition) {
        Random random = new Random(200 + repetition.getCurrentRepetition());
        for (int i = 0; i < TEXTS; i++) {
            String text = noise(random) + noise(random);
            int from = 0;
            for (String left : masker.mask(text).split("\\*\\*\\*")) {
                int at = text.indexOf(left, from);
                assertThat(at).as("\"%s\" in %s", left, text).isNotNegative();
                from = at + left.length();
            }
        }
    }

    /** Eight letters and digits at least, which no piece of noise contains. */
    private static String secret(Random random) {
        StringBuilder secret = new StringBuilder("Zq");
        int length = 8 + random.nextInt(30);
        for (int i = 0; i < length; i++) {
            secret.append("abcdefghjkmnpqrstuvwxyz23456789ABCDEFGH".charAt(random.nextInt(39)));
        }
        return secret.toString();
    }

    private static String noise(Random random) {
        StringBuilder noise = new StringBuilder();
        int pieces = random.nextInt(12);
        for (int i = 0; i < pieces; i++) {
            noise.append(NOISE.get(random.nextInt(NOISE.size())));
        }
        return noise.toString();
    }

    /** What ends the word before. */
    private static String boundary(Random random) {
        return List.of(" ", "\n", ", ", "; ", "(").get(random.nextInt(5));
    }
}
