package io.github.vitals.health.metrics.application;

import java.util.List;

/** What a meter is called, is told apart by, and how many combinations of values it may have. */
record Shape(String name, String description, List<String> keys, int combinations) {}
