package io.github.vitals.health.system;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The file in which HotSpot shows its counters to others, as {@code jcmd PerfCounter.print} reads them: a head, and
 * entries of a name and a value, which stay where they are while the values change. Not thread-safe.
 */
final class PerformanceData implements AutoCloseable {
    private static final int MAGIC = 0xcafec0c0;
    private static final int LARGEST = 1 << 20;
    private static final byte LONG = 'J';

    /** Offsets in the head. */
    private static final int BYTE_ORDER = 4;

    private static final int MAJOR_VERSION = 5;
    private static final int FIRST_ENTRY = 24;
    private static final int ENTRIES = 28;

    /** Offsets in an entry. */
    private static final int NAME = 4;

    private static final int TYPE = 12;
    private static final int VALUE = 16;

    private final RandomAccessFile file;
    private final ByteOrder order;
    private final Map<String, Integer> places;

    private PerformanceData(RandomAccessFile file, ByteOrder order, Map<String, Integer> places) {
        this.file = file;
        this.order = order;
        this.places = places;
    }

    /**
     * Opens it, once: it may be swept out of the folder for temporary files while it is still written to.
     *
     * @throws IOException if there is none, or it is something else
     */
    static PerformanceData open(Path path) throws IOException {
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("performance data: " + path + " (expected: a file)");
        }
        // A channel would be closed for good by a reader that is interrupted.
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        try {
            ByteBuffer bytes = bytes(file);
            return new PerformanceData(file, bytes.order(), places(bytes));
        } catch (IOException | RuntimeException unusable) {
            file.close();
            throw new IOException("performance data: " + path + " (expected: those of HotSpot)", unusable);
        }
    }

    private static ByteBuffer bytes(RandomAccessFile file) throws IOException {
        byte[] bytes = new byte[(int) Math.min(file.length(), LARGEST)];
        file.readFully(bytes);
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getInt(0) != MAGIC || buffer.get(MAJOR_VERSION) != 2) {
            throw new IOException("head: not of version 2 (expected: version 2)");
        }
        return buffer.order(buffer.get(BYTE_ORDER) == 0 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    }

    /** Of the numbers among the entries; others are texts. */
    private static Map<String, Integer> places(ByteBuffer bytes) throws IOException {
        Map<String, Integer> places = new HashMap<>();
        int entry = bytes.getInt(FIRST_ENTRY);
        for (int left = bytes.getInt(ENTRIES); left > 0; left--) {
            int length = bytes.getInt(entry);
            if (length <= VALUE || length > bytes.capacity() - entry) {
                throw new IOException("entry: of " + length + " bytes (expected: to end in the file)");
            }
            ByteBuffer one = bytes.slice(entry, length).order(bytes.order());
            int value = one.getInt(VALUE);
            if (one.get(TYPE) == LONG && value >= 0 && value <= length - Long.BYTES) {
                places.put(name(one), entry + value);
            }
            entry += length;
        }
        return places;
    }

    /** It ends with a zero. */
    private static String name(ByteBuffer entry) throws IOException {
        int start = entry.getInt(NAME);
        if (start < 0 || start > entry.capacity()) {
            throw new IOException("name: at " + start + " (expected: in its entry)");
        }
        byte[] rest = new byte[entry.capacity() - start];
        entry.get(start, rest);
        String text = new String(rest, StandardCharsets.ISO_8859_1);
        return text.substring(0, Math.max(0, text.indexOf('\0')));
    }

    /**
     * The value as it is now.
     *
     * @throws IOException if there is none of this name
     */
    long value(String name) throws IOException {
        Integer place = places.get(name);
        if (place == null) {
            throw new IOException(name + ": not in the performance data (expected: a counter)");
        }
        file.seek(place);
        long value = file.readLong();
        return order == ByteOrder.LITTLE_ENDIAN ? Long.reverseBytes(value) : value;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
