package io.github.vitals.health.logging.file;

/**
 * How files are written.
 *
 * @param maxDays closed files of this many days before today are kept; 0 keeps all
 * @param totalSizeCap bytes that closed files may have in all; 0 keeps all
 */
record FileSettings(
        LogFiles files, String name, long maxFileSize, boolean deleteClosed, int maxDays, long totalSizeCap) {}
