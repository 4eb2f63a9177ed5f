package io.github.vitals.health.endpoint;

import java.util.List;
import java.util.Optional;

/** In which form the past is given, the first unless another is asked for. */
enum HistoryFormat {
    JSON("json", "application/json"),
    CSV("csv", "text/csv");

    static final List<String> LABELS = List.of(JSON.label, CSV.label);
    static final List<String> MEDIA_TYPES = List.of(JSON.mediaType, CSV.mediaType);

    private final String label;
    private final String mediaType;

    HistoryFormat(String label, String mediaType) {
        this.label = label;
        this.mediaType = mediaType;
    }

    /** By its name in {@code ?format=}. */
    static Optional<HistoryFormat> named(String name) {
        int index = LABELS.indexOf(name);
        return index < 0 ? Optional.empty() : Optional.of(values()[index]);
    }

    /** What a caller prefers; empty if it takes none. */
    static Optional<HistoryFormat> preferred(String accept) {
        return Accept.preferred(accept, MEDIA_TYPES).map(type -> values()[MEDIA_TYPES.indexOf(type)]);
    }
}
