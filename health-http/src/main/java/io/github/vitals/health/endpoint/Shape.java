package io.github.vitals.health.endpoint;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The shapes in which a report is given, the first of them unless another is asked for. */
enum Shape {
    /** MicroProfile Health's, with more fields. */
    VITALS("vitals", "application/json", "; charset=utf-8"),
    /** That of the IETF draft "Health Check Response Format for HTTP APIs". */
    HEALTH_JSON("health+json", "application/health+json", ""),
    /** Spring Boot Actuator's, version 3. */
    ACTUATOR("actuator", "application/vnd.spring-boot.actuator.v3+json", ""),
    /** The text of Kubernetes' own endpoints. */
    TEXT("text", "text/plain", "; charset=utf-8");

    private final String label;
    private final String mediaType;
    private final String contentType;

    Shape(String label, String mediaType, String charset) {
        this.label = label;
        this.mediaType = mediaType;
        this.contentType = mediaType + charset;
    }

    String contentType() {
        return contentType;
    }

    /** By its name in {@code ?format=}. */
    static Optional<Shape> named(String name) {
        // A plus sign in a query means a space.
        String meant = name.replace(' ', '+');
        return Arrays.stream(values())
                .filter(shape -> shape.label.equals(meant))
                .findFirst();
    }

    /** What a caller prefers; the first if it does not say; empty if it takes none. */
    static Optional<Shape> preferred(String accept) {
        return Accept.preferred(accept, mediaTypes())
                .map(type -> values()[mediaTypes().indexOf(type)]);
    }

    static List<String> labels() {
        return Arrays.stream(values()).map(shape -> shape.label).toList();
    }

    static List<String> mediaTypes() {
        return Arrays.stream(values()).map(shape -> shape.mediaType).toList();
    }
}
