package io.github.vitals.health.logging.archive;

/** What has just been done with a file; a crash may come after each. */
enum Step {
    COMPRESSED,
    PUT,
    VERIFIED,
    RECORDED,
    ORIGINAL_DELETED,
    DELETION_RECORDED,
    DELETED
}
