package io.github.vitals.health.logging.archive;

import java.util.List;

/**
 * What one round did. Immutable.
 *
 * @param archived originals that were compressed, verified, entered in the manifest and then deleted
 * @param verified files that an earlier round had left half done: seen to be whole again, and finished
 * @param deleted archives and originals that were deleted because of retention or the cap
 * @param heldBack files that stay as they are for now: written to meanwhile, under a legal hold, or not readable
 * @param failed files that could not be archived or deleted
 */
public record ArchiveRound(
        List<String> archived,
        List<String> verified,
        List<String> deleted,
        List<String> heldBack,
        List<String> failed) {
    /**
     * Copies the lists.
     *
     * @param archived originals that were compressed, verified, entered in the manifest and then deleted
     * @param verified files that an earlier round had left half done: seen to be whole again, and finished
     * @param deleted archives and originals that were deleted because of retention or the cap
     * @param heldBack files that stay as they are for now: written to meanwhile, under a legal hold, or not readable
     * @param failed files that could not be archived or deleted
     */
    public ArchiveRound {
        archived = List.copyOf(archived);
        verified = List.copyOf(verified);
        deleted = List.copyOf(deleted);
        heldBack = List.copyOf(heldBack);
        failed = List.copyOf(failed);
    }
}
