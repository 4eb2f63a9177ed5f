package io.github.vitals.health;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What is due when: a binary heap in which every entry stands at most once and knows its place, so that moving one
 * costs no search and no allocation. Not thread-safe.
 */
final class Timeline {
    /** Something that can stand in one timeline. */
    static class Entry {
        private int index = -1;
        private long due;
    }

    private Entry[] heap = new Entry[16];
    private int size;

    /** Puts an entry in, or moves it; returns whether it is now the first. */
    boolean schedule(Entry entry, long due) {
        if (entry.index < 0) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, 2 * size);
            }
            entry.due = due;
            place(entry, size++);
            siftUp(entry);
        } else {
            boolean sooner = due - entry.due < 0;
            entry.due = due;
            if (sooner) {
                siftUp(entry);
            } else {
                siftDown(entry);
            }
        }
        return entry.index == 0;
    }

    /** The entry that is due first, or null if there is none. */
    @Nullable
    Entry first() {
        return size == 0 ? null : heap[0];
    }

    /** Whether an entry is in the timeline, and not later than {@code due}. */
    static boolean standsBefore(Entry entry, long due) {
        return entry.index >= 0 && entry.due - due <= 0;
    }

    static long due(Entry entry) {
        return entry.due;
    }

    @SuppressWarnings("NullAway") // the freed place of the array is never read before it is written
    void remove(Entry entry) {
        int index = entry.index;
        if (index < 0) {
            return;
        }
        entry.index = -1;
        Entry last = heap[--size];
        heap[size] = null;
        if (last != entry) {
            place(last, index);
            siftUp(last);
            siftDown(last);
        }
    }

    private void siftUp(Entry entry) {
        int index = entry.index;
        while (index > 0) {
            Entry parent = heap[(index - 1) / 2];
            if (parent.due - entry.due <= 0) {
                break;
            }
            int parentIndex = parent.index;
            place(parent, index);
            index = parentIndex;
        }
        place(entry, index);
    }

    private void siftDown(Entry entry) {
        int index = entry.index;
        while (2 * index + 1 < size) {
            int child = 2 * index + 1;
            if (child + 1 < size && heap[child + 1].due - heap[child].due < 0) {
                child++;
            }
            if (entry.due - heap[child].due <= 0) {
                break;
            }
            place(heap[child], index);
            index = child;
        }
        place(entry, index);
    }

    private void place(Entry entry, int index) {
        heap[index] = entry;
        entry.index = index;
    }
}
