package io.github.vitals.health.checks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {
    @Test
    void bytesAreShownInTheLargestUnitThatFits() {
        assertThat(Texts.bytes(0)).isEqualTo("0 bytes");
        assertThat(Texts.bytes(1023)).isEqualTo("1023 bytes");
        assertThat(Texts.bytes(1536)).isEqualTo("1.5 KiB");
        assertThat(Texts.bytes(10L << 20)).isEqualTo("10.0 MiB");
        assertThat(Texts.bytes(Long.MAX_VALUE)).isEqualTo("8.0 EiB");
    }

    @Test
    void numbersHaveNoExponentAndNoEmptyFraction() {
        assertThat(Texts.number(80)).isEqualTo("80");
        assertThat(Texts.number(0.01)).isEqualTo("0");
        assertThat(Texts.number(99.95)).isEqualTo("100");
        assertThat(Texts.number(12_345_678.9)).isEqualTo("12345678.9");
    }

    @Test
    void thereIsNoPartOfNothing() {
        assertThat(Texts.percent(5, 0)).isZero();
        assertThat(Texts.percent(1, 3)).isBetween(33.3, 33.4);
    }

    @Test
    void amountsHaveThreeDigitsThatTellSomethingAndTheirUnit() {
        assertThat(Texts.amount(93.456, "percent")).isEqualTo("93.5 %");
        assertThat(Texts.amount(0.012345, "")).isEqualTo("0.0123");
        assertThat(Texts.amount(12_345.6, "orders")).isEqualTo("12346 orders");
        assertThat(Texts.amount(0, "seconds")).isEqualTo("0 s");
        assertThat(Texts.amount(1536, "bytes")).isEqualTo("1.5 KiB");
        assertThat(Texts.amount(-2.5, "")).isEqualTo("-2.5");
    }
}
