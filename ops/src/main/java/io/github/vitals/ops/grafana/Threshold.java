package io.github.vitals.ops.grafana;

/** From where on a figure has another color: {@code green}, {@code yellow} or {@code red}. */
record Threshold(double from, String color) {}
