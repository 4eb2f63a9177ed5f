package io.github.vitals.health.endpoint;

import java.util.ArrayList;
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
    TEXT("text", "text/plain", "; charset=utf-8"),
    /** A table for a person with a browser. */
    HTML("html", "text/html", "; charset=utf-8");

    private static final List<Shape> SHAPES = List.of(values());
    private static final List<String> MEDIA_TYPES = new ArrayList<>();
    private static final List<String> FOR_PROGRAMS = new ArrayList<>();

    static {
        for (Shape shape : SHAPES) {
            MEDIA_TYPES.add(shape.mediaType);
            if (shape != HTML) {
                FOR_PROGRAMS.add(shape.mediaType);
            }
        }
    }

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
        return SHAPES.stream().filter(shape -> shape.label.equals(meant)).findFirst();
    }

    /**
     * What a caller prefers; the first if it does not say; empty if it takes none. A browser is known by its naming XHTML
     * beside HTML: Java's own client names HTML too where it says nothing better, and takes anything else as well.
     */
    static Optional<Shape> preferred(String accept) {
        if (Accept.isAnything(accept)) {
            return Optional.of(VITALS);
        }
        List<String> offered = accept.contains("application/xhtml+xml") ? MEDIA_TYPES : FOR_PROGRAMS;
        return Accept.preferred(accept, offered)
                .or(() -> Accept.preferred(accept, MEDIA_TYPES))
                .map(type -> SHAPES.get(MEDIA_TYPES.indexOf(type)));
    }

    static List<String> labels() {
        return SHAPES.stream().map(shape -> shape.label).toList();
    }

    static List<String> mediaTypes() {
        return List.copyOf(MEDIA_TYPES);
    }
}
