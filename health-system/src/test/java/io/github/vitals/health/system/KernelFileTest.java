package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "1e3", "0x1p3", "NaN", "Infinity", "12a", "1d", "--1", "1.2.3", "٣", " 1"})
    void whatIsNoNumberIsNone(String text) {
        assertThat(ProcFile.number(text)).isNaN();
    }

    @Test
    void aNumberThatNothingCouldHoldIsNone() {
        assertThat(ProcFile.number("9".repeat(400))).isNaN();
        assertThat(ProcFile.number("18446744073709551615")).isEqualTo(1.8446744073709552E19);
        assertThat(ProcFile.number("-1")).isEqualTo(-1);
    }

    @Test
    void aNameIsFoundAtTheBeginningOfALineOnly() {
        String text = "xctxt 1\nctxtx 2\nctxt: \t 17 kB\nctxt 4\n";
        assertThat(ProcFile.number(text, "ctxt")).isEqualTo(17);
        assertThat(ProcFile.number("ctxt\n5", "ctxt")).isNaN();
        assertThat(ProcFile.number("ctxt", "ctxt")).isNaN();
        assertThat(ProcFile.number("ctxt ", "ctxt")).isNaN();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8_191, 8_192, 8_193, 16_384, 100_000})
    void aFileOfAnyLengthIsReadWhole(int length) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x".repeat(length));
        assertThat(ProcFile.text(file)).hasSize(length);
    }

    @Test
    void aFileWithoutAnEndIsNotRead() throws IOException {
        Path file = folder.resolve("endless");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1L << 33);
        }
        assertThatThrownBy(() -> ProcFile.text(file)).isInstanceOf(IOException.class);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void whatAnswersTheFirstCallOnlyIsReadWhole() throws IOException {
        assertThat(ProcFile.words(ProcFile.text(Path.of("/proc/sys/fs/file-nr"))))
                .hasSize(3);
    }
}
