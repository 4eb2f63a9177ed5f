package io.github.vitals.health.history;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The closed buckets of one tier, oldest first, in few bytes. When they need more than they may, the oldest latencies are
 * let go first, then the oldest buckets.
 */
final class PackedBuckets {
    private static final int IN_CHUNK = 60;

    /** What is let go is a chunk: where little memory is allowed, one must not be all of it. */
    private static final int LEAST_CHUNKS = 4;

    /** An array's header, a chunk and its place in the queue. */
    private static final int OVERHEAD = 72;

    private final long width;
    private final IntSupplier mostBytes;
    private final Deque<Chunk> chunks = new ArrayDeque<>();
    private int bytes;

    /** Some buckets that follow each other; the last chunk grows, the others are never changed. */
    private static final class Chunk {
        private final ByteWriter writer;
        private final long first;
        private long last;
        private int count;
        private boolean latencies = true;
        private byte @Nullable [] sealed;

        Chunk(long first, int expected) {
            this.first = first;
            this.last = first;
            this.writer = new ByteWriter(expected);
        }

        void add(HistoryBucket bucket, boolean withLatency) {
            BucketCodec.write(writer, (bucket.startMillis() - last) / bucket.widthMillis(), bucket, withLatency);
            last = bucket.startMillis();
            count++;
        }

        byte[] array() {
            return sealed == null ? writer.array() : sealed;
        }

        int size() {
            return array().length + OVERHEAD;
        }
    }

    PackedBuckets(long width, IntSupplier mostBytes) {
        this.width = width;
        this.mostBytes = mostBytes;
    }

    boolean isEmpty() {
        return chunks.isEmpty();
    }

    /** The start of the last one; zero if there is none. */
    long last() {
        Chunk chunk = chunks.peekLast();
        return chunk == null ? 0 : chunk.last;
    }

    /** How much memory it takes, about. */
    int bytes() {
        return bytes;
    }

    /** Adds one that begins after all others; returns how many from {@code unwritten} on had to go for it. */
    int append(HistoryBucket bucket, long unwritten) {
        Chunk chunk = chunks.peekLast();
        if (chunk == null || isFull(chunk)) {
            chunk = open(bucket.startMillis());
        }
        bytes -= chunk.size();
        chunk.add(bucket, true);
        bytes += chunk.size();
        return shrink(unwritten);
    }

    private boolean isFull(Chunk chunk) {
        return chunk.count == IN_CHUNK || chunk.size() >= mostBytes.getAsInt() / LEAST_CHUNKS;
    }

    private Chunk open(long start) {
        Chunk before = chunks.peekLast();
        if (before != null) {
            bytes -= before.size();
            Chunk sealed = sealed(before);
            chunks.removeLast();
            chunks.addLast(sealed);
            bytes += sealed.size();
        }
        Chunk chunk = new Chunk(start, Math.min(128, mostBytes.getAsInt() / (2 * LEAST_CHUNKS)));
        chunks.addLast(chunk);
        bytes += chunk.size();
        return chunk;
    }

    private int shrink(long unwritten) {
        int lost = 0;
        while (bytes > mostBytes.getAsInt() && chunks.size() > 1) {
            lost += withoutOldestLatencies() ? 0 : dropOldest(unwritten);
        }
        return lost;
    }

    /** What is left of a chunk is put to the one before it where both fit into one. */
    private boolean withoutOldestLatencies() {
        Chunk before = null;
        for (Chunk chunk : chunks) {
            if (chunk.latencies && chunk != chunks.peekLast()) {
                List<Chunk> whole =
                        before != null && fitsInOne(before, chunk) ? List.of(before, chunk) : List.of(chunk);
                replace(whole, bare(whole));
                return true;
            }
            before = chunk;
        }
        return false;
    }

    private boolean fitsInOne(Chunk before, Chunk chunk) {
        return before.count + chunk.count <= IN_CHUNK
                && before.size() + bare(List.of(chunk)).size() <= mostBytes.getAsInt() / LEAST_CHUNKS;
    }

    private Chunk bare(List<Chunk> whole) {
        Chunk plain = new Chunk(whole.get(0).first, 64);
        whole.forEach(chunk -> read(chunk, bucket -> plain.add(bucket, false)));
        plain.latencies = false;
        return sealed(plain);
    }

    private static Chunk sealed(Chunk chunk) {
        Chunk sealed = new Chunk(chunk.first, 0);
        sealed.last = chunk.last;
        sealed.count = chunk.count;
        sealed.latencies = chunk.latencies;
        sealed.sealed = chunk.writer.copy();
        return sealed;
    }

    private void replace(List<Chunk> old, Chunk with) {
        Deque<Chunk> all = new ArrayDeque<>(chunks);
        chunks.clear();
        for (Chunk each : all) {
            if (each == old.get(0)) {
                chunks.addLast(with);
            } else if (!old.contains(each)) {
                chunks.addLast(each);
            }
        }
        bytes += with.size();
        old.forEach(each -> bytes -= each.size());
    }

    private int dropOldest(long unwritten) {
        Chunk oldest = chunks.removeFirst();
        bytes -= oldest.size();
        return countFrom(oldest, unwritten);
    }

    private int countFrom(Chunk chunk, long start) {
        if (chunk.last < start) {
            return 0;
        }
        int[] count = {0};
        read(chunk, bucket -> count[0] += bucket.startMillis() >= start ? 1 : 0);
        return count[0];
    }

    /** Lets go of what is older, by whole chunks; returns how many of them began at {@code unwritten} or later. */
    int dropBefore(long start, long unwritten) {
        int lost = 0;
        for (Chunk oldest = chunks.peekFirst(); oldest != null && oldest.last < start; oldest = chunks.peekFirst()) {
            lost += dropOldest(unwritten);
        }
        return lost;
    }

    /** Takes away all that begin at a time or later; returns the one that begins just then. */
    @Nullable
    HistoryBucket takeFrom(long start) {
        HistoryBucket[] found = {null};
        PackedBuckets kept = new PackedBuckets(width, mostBytes);
        visit(Long.MIN_VALUE, Long.MAX_VALUE, bucket -> {
            if (bucket.startMillis() < start) {
                kept.append(bucket, Long.MAX_VALUE);
            } else if (bucket.startMillis() == start) {
                found[0] = bucket;
            }
        });
        chunks.clear();
        chunks.addAll(kept.chunks);
        bytes = kept.bytes;
        return found[0];
    }

    /** Hands over those that begin within a time, in order. */
    void visit(long from, long to, Consumer<HistoryBucket> visitor) {
        for (Iterator<Chunk> all = chunks.iterator(); all.hasNext(); ) {
            Chunk chunk = all.next();
            if (chunk.first >= to) {
                return;
            }
            if (chunk.last >= from) {
                read(chunk, bucket -> {
                    if (bucket.startMillis() >= from && bucket.startMillis() < to) {
                        visitor.accept(bucket);
                    }
                });
            }
        }
    }

    private void read(Chunk chunk, Consumer<HistoryBucket> visitor) {
        ByteReader reader = new ByteReader(chunk.array());
        long start = chunk.first;
        for (int i = 0; i < chunk.count; i++) {
            start += reader.number() * width;
            visitor.accept(BucketCodec.read(reader, start, width));
        }
    }
}
