package io.github.vitals.health.alerts.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A socket that hears no more than a mail server has to say: one that never stops must not fill the memory. */
final class Wire extends Socket {
    static final int MOST = 256 * 1024;

    private long heard;

    @Override
    public InputStream getInputStream() throws IOException {
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                return counted(super.read(), 1);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                int count = super.read(bytes, offset, length);
                return counted(count, count);
            }
        };
    }

    private int counted(int result, int count) throws IOException {
        heard += Math.max(0, count);
        if (heard > MOST) {
            throw new IOException("the server said more than " + MOST + " bytes");
        }
        return result;
    }
}
