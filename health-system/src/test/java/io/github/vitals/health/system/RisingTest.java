package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RisingTest {
    private final Rising rising = new Rising();

    @Test
    void whatRisesIsToldAsItIs() {
        assertThat(rising.at(10)).isEqualTo(10);
        assertThat(rising.at(17)).isEqualTo(17);
    }

    @Test
    void whatFallsALittleStaysAsItWas() {
        rising.at(100);
        assertThat(rising.at(99)).isEqualTo(100);
        assertThat(rising.at(50)).isEqualTo(100);
        assertThat(rising.at(101)).isEqualTo(101);
    }

    @Test
    void whatBeginsAnewIsAddedToWhatWas() {
        rising.at(100);
        assertThat(rising.at(3)).isEqualTo(103);
        assertThat(rising.at(5)).isEqualTo(105);
        assertThat(rising.at(0)).isEqualTo(105);
    }

    @Test
    void whatCannotBeToldStaysAsItWas() {
        rising.at(100);
        assertThat(rising.at(Double.NaN)).isEqualTo(100);
        assertThat(rising.at(-1)).isEqualTo(100);
        assertThat(rising.at(101)).isEqualTo(101);
    }
}
