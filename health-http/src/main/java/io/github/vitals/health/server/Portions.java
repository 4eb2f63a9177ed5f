package io.github.vitals.health.server;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Hands on in portions what is written at once. The JDK's server copies what it is handed, and a connection keeps its
 * copy for as long as it lives: many slow readers of one large answer would otherwise hold it many times.
 */
final class Portions extends FilterOutputStream {
    private static final int PORTION = 16 * 1024;

    Portions(OutputStream out) {
        super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int done = 0; done < length; done += PORTION) {
            out.write(bytes, offset + done, Math.min(PORTION, length - done));
        }
    }
}
