package io.github.vitals.health.logging.audit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditVerifierTest {
    private static final int MUTATIONS = 1_000;

    @TempDir
    private Path directory;

    private AuditFolder folder;

    @BeforeEach
    void lookInto() {
        folder = new AuditFolder(directory);
    }

    private AuditVerdict.Broken broken() {
        return folder.verifier().verify().broken().orElseThrow();
    }

    /** What is written after a line is changed, moved or taken away. */
    private void change(int line, String to) throws IOException {
        List<String> lines = new ArrayList<>(folder.lines(0));
        lines.set(line - 1, to);
        folder.rewrite(0, lines);
    }

    @Nested
    class ALogThatWasWrittenSo {
        @Test
        void isWholeAlsoWhereFilesArePackedInTheArchive() throws IOException {
            List<AuditHead> heads = folder.write(12, 1_000);
            folder.archive(0);
            folder.archive(1);
            AuditVerdict verdict = folder.verifier().verify();
            assertThat(verdict.ok()).isTrue();
            assertThat(verdict.lines()).isEqualTo(12);
            assertThat(verdict.head()).isEqualTo(heads.get(11));
            for (AuditHead head : heads) {
                assertThat(folder.verifier().expectedHead(head.hash()).verify().ok())
                        .isTrue();
            }
        }

        @Test
        void isWholeWithoutTheFilesWhoseTimeHasCome() throws IOException {
            folder.write(6, 1);
            Files.delete(folder.path(0));
            assertThat(broken().fault()).isEqualTo(AuditFault.MISSING);
            assertThat(folder.verifier().from(2).verify().ok()).isTrue();
            assertThat(folder.verifier().from(3).verify().ok()).isFalse();
        }

        @Test
        void isWholeOnlyWithItsKey() throws IOException {
            Path key = Files.writeString(directory.resolve("key"), "0123456789abcdef0123456789abcdef\n");
            Path other = Files.writeString(directory.resolve("other"), "another89abcdef0123456789abcdef0");
            try (AuditLog audit = folder.builder().key(key).open()) {
                audit.record(AuditFolder.event(1));
            }
            assertThat(folder.verifier().key(key).verify().ok()).isTrue();
            assertThat(broken().fault()).isEqualTo(AuditFault.EDITED);
            assertThat(folder.verifier().key(other).verify().ok()).isFalse();
            assertThatThrownBy(() -> folder.builder().open()).hasMessageContaining("with another key");
        }
    }

    @Nested
    class TheFirstBrokenPlace {
        @Test
        void isTheLineThatWasEdited() throws IOException {
            folder.write(5, 10_000);
            change(3, folder.lines(0).get(2).replace("jane", "mary"));
            assertThat(broken())
                    .isEqualTo(new AuditVerdict.Broken(
                            "audit-2026-03-14.0.json",
                            3,
                            AuditFault.EDITED,
                            "does not say what was written, or the key is another"));
        }

        @Test
        void isTheLineAfterOneThatWasMadeAnewWithItsHash() throws IOException {
            List<AuditHead> heads = folder.write(5, 10_000);
            byte[] begun = new AuditJson().begin(AuditEvent.of("forged"), AuditFolder.NOON, java.util.Optional.empty());
            byte[] forged =
                    ChainLine.following(heads.get(1), begun, Seal.open()).bytes();
            change(3, new String(forged, ISO_8859_1).strip());
            assertThat(broken().line()).isEqualTo(4);
            assertThat(broken().fault()).isEqualTo(AuditFault.EDITED);
        }

        @Test
        void isTheLineBeforeWhichOneIsMissing() throws IOException {
            folder.write(5, 10_000);
            List<String> lines = new ArrayList<>(folder.lines(0));
            lines.remove(2);
            folder.rewrite(0, lines);
            assertThat(broken().line()).isEqualTo(3);
            assertThat(broken().fault()).isEqualTo(AuditFault.MISSING);
            assertThat(broken().why()).isEqualTo("has number 4 (expected: 3)");
        }

        @Test
        void isTheFirstOfTwoThatChangedPlaces() throws IOException {
            folder.write(5, 10_000);
            List<String> lines = new ArrayList<>(folder.lines(0));
            Collections.swap(lines, 1, 2);
            folder.rewrite(0, lines);
            assertThat(broken().line()).isEqualTo(2);
            assertThat(broken().fault()).isEqualTo(AuditFault.REORDERED);
        }

        @Test
        void isTheLineThatTheLogDidNotWrite() throws IOException {
            folder.write(3, 10_000);
            List<String> lines = new ArrayList<>(folder.lines(0));
            lines.add(1, "{\"event.action\":\"put-in\"}");
            folder.rewrite(0, lines);
            assertThat(broken().line()).isEqualTo(2);
            assertThat(broken().fault()).isEqualTo(AuditFault.UNKNOWN);
        }

        @Test
        void isTheTornLineThatIsNoMoreAsItWasToldOf() throws IOException {
            folder.write(2, 10_000);
            folder.append(0, "{\"@timestamp");
            folder.write(1, 10_000);
            change(3, "{\"@timestamq");
            assertThat(broken().line()).isEqualTo(3);
            assertThat(broken().fault()).isEqualTo(AuditFault.UNKNOWN);
            List<String> lines = new ArrayList<>(folder.lines(0));
            lines.remove(2);
            folder.rewrite(0, lines);
            assertThat(broken().fault()).isEqualTo(AuditFault.MISSING);
        }

        @Test
        void isTheEndIfTheHeadThatWasNotedIsGone() throws IOException {
            List<AuditHead> heads = folder.write(5, 10_000);
            folder.rewrite(0, folder.lines(0).subList(0, 4));
            assertThat(folder.verifier().verify().ok()).isTrue();
            AuditVerdict verdict =
                    folder.verifier().expectedHead(heads.get(4).hash()).verify();
            assertThat(verdict.broken().orElseThrow().fault()).isEqualTo(AuditFault.TRUNCATED);
            assertThat(verdict.head()).isEqualTo(heads.get(3));
        }

        @Test
        void isAPackedFileThatCannotBeUnpacked() throws IOException {
            folder.write(3, 10_000);
            folder.archive(0);
            Path packed = directory.resolve("archive/2026/audit-2026-03-14.0.json.gz");
            byte[] bytes = Files.readAllBytes(packed);
            Files.write(packed, java.util.Arrays.copyOf(bytes, bytes.length / 2));
            assertThat(broken().fault()).isEqualTo(AuditFault.EDITED);
        }

        @Test
        void isNowhereIfThereIsNoFile() {
            assertThat(broken().fault()).isEqualTo(AuditFault.MISSING);
        }
    }

    /** Whatever is done to any byte or line, seeded. */
    @Nested
    class NoChangeIsOverlooked {
        private String whole;
        private List<String> lines;

        /** Changes one thing of the file's text. */
        private String mutated(Random random) {
            int at = random.nextInt(whole.length());
            int line = random.nextInt(lines.size());
            int other = random.nextInt(lines.size());
            List<String> changed = new ArrayList<>(lines);
            switch (random.nextInt(7)) {
                case 0 -> {
                    return whole.substring(0, at)
                            + (char) (whole.charAt(at) ^ (1 << random.nextInt(8)))
                            + whole.substring(at + 1);
                }
                case 1 -> {
                    return whole.substring(0, at) + whole.substring(at + 1);
                }
                case 2 -> {
                    return whole.substring(0, at) + (char) random.nextInt(256) + whole.substring(at);
                }
                case 3 -> changed.remove(line);
                case 4 -> changed.add(line, lines.get(other));
                case 5 -> Collections.swap(changed, line, other);
                default -> {
                    return whole.substring(0, at);
                }
            }
            return String.join("\n", changed) + "\n";
        }

        @Test
        void ofAnyByteOrLine() throws IOException {
            folder.write(6, 100_000);
            folder.append(0, "{\"@timestamp\":\"2026");
            List<AuditHead> heads = folder.write(6, 100_000);
            whole = Files.readString(folder.path(0), ISO_8859_1);
            lines = whole.lines().toList();
            AuditVerifier verifier = folder.verifier().expectedHead(heads.get(5).hash());
            assertThat(verifier.verify().ok()).isTrue();
            for (int seed = 0; seed < MUTATIONS; seed++) {
                String mutated = mutated(new Random(seed));
                if (!mutated.equals(whole)) {
                    Files.writeString(folder.path(0), mutated, ISO_8859_1);
                    assertThat(verifier.verify().ok()).as("seed %d", seed).isFalse();
                }
            }
        }
    }

    @Nested
    class TheProgram {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();

        private int run(String... options) {
            List<String> words = Stream.concat(Stream.of("verify", directory.toString(), "audit"), Stream.of(options))
                    .toList();
            return AuditCommand.run(words, new PrintStream(out), new PrintStream(err));
        }

        @Test
        void says0AndTheHeadIfItIsWhole() {
            AuditHead head = folder.write(2, 10_000).get(1);
            assertThat(run("--head", head.hash(), "--from", "1")).isZero();
            assertThat(out).hasToString("ok lines=2 head=2:" + head.hash() + System.lineSeparator());
        }

        @Test
        void says1AndThePlaceIfItIsNot() throws IOException {
            folder.write(2, 10_000);
            change(2, "x");
            assertThat(run()).isOne();
            assertThat(out.toString())
                    .startsWith("broken lines=1 head=1:")
                    .endsWith(" file=audit-2026-03-14.0.json line=2 fault=UNKNOWN why=is no line of this log"
                            + System.lineSeparator());
        }

        @Test
        void says2IfItWasAskedWrongly() {
            assertThat(run("--hed", "x")).isEqualTo(2);
            assertThat(run("--head", "x")).isEqualTo(2);
            assertThat(run("--from", "x")).isEqualTo(2);
            assertThat(run("--key", "/nowhere")).isEqualTo(2);
            assertThat(run("--key")).isEqualTo(2);
            assertThat(err.toString()).contains("option: --hed (expected: verify DIRECTORY NAME [--key FILE]");
            assertThat(out.toString()).isEmpty();
        }
    }
}
