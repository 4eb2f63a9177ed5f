package io.github.vitals.health.system;

/**
 * A count that never falls, as registries that send what was added need it. One that falls a little, as the kernel's own
 * waiting for disks does, stays as it was; one that falls below half of what it was has begun anew, as that of a disk that
 * was taken out and put in, and is added to what was counted before. What cannot be told any more, or is less than
 * nothing, stays as it was. Thread-safe.
 */
final class Rising {
    private double before;
    private double last;

    /** What is counted by now, when the source says this. */
    synchronized double at(double figure) {
        if (figure >= 0 && figure < last / 2) {
            before += last;
            last = figure;
        } else if (figure > last) {
            last = figure;
        }
        return before + last;
    }
}
