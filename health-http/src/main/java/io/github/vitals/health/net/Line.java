package io.github.vitals.health.net;

import io.github.vitals.health.outbound.Deadline;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * A connection whose every step ends by a deadline, with a {@link SocketTimeoutException}, and at once when the thread
 * is interrupted. Not thread-safe.
 */
final class Line implements AutoCloseable {
    private final SelectableChannel channel;
    private final ByteChannel bytes;
    private final Selector selector;
    private final SelectionKey key;

    private <C extends SelectableChannel & ByteChannel> Line(C channel) throws IOException {
        this.channel = channel;
        this.bytes = channel;
        channel.configureBlocking(false);
        this.selector = Selector.open();
        this.key = channel.register(selector, 0);
    }

    static Line tcp(InetSocketAddress address, Deadline deadline) throws IOException, InterruptedException {
        SocketChannel channel = SocketChannel.open();
        return connected(channel, () -> {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Line line = new Line(channel);
            try {
                line.connect(channel, address, deadline);
                return line;
            } catch (IOException | InterruptedException failed) {
                line.close();
                throw failed;
            }
        });
    }

    static Line udp(InetSocketAddress address) throws IOException, InterruptedException {
        DatagramChannel channel = DatagramChannel.open();
        return connected(channel, () -> new Line(channel.connect(address)));
    }

    /** Leaves no channel open where no line comes of it. */
    private static Line connected(SelectableChannel channel, Opening opening) throws IOException, InterruptedException {
        try {
            return opening.open();
        } catch (IOException | InterruptedException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    @FunctionalInterface
    private interface Opening {
        Line open() throws IOException, InterruptedException;
    }

    private void connect(SocketChannel socket, InetSocketAddress address, Deadline deadline)
            throws IOException, InterruptedException {
        boolean connected = socket.connect(address);
        while (!connected) {
            await(SelectionKey.OP_CONNECT, deadline);
            connected = socket.finishConnect();
        }
    }

    /** Sends all that remains. */
    void send(ByteBuffer content, Deadline deadline) throws IOException, InterruptedException {
        while (content.hasRemaining()) {
            if (bytes.write(content) == 0) {
                await(SelectionKey.OP_WRITE, deadline);
            }
        }
    }

    /** Reads at least one byte into what is free of the buffer, which must be some; -1 at the end. */
    int receive(ByteBuffer buffer, Deadline deadline) throws IOException, InterruptedException {
        int count = bytes.read(buffer);
        while (count == 0) {
            await(SelectionKey.OP_READ, deadline);
            count = bytes.read(buffer);
        }
        return count;
    }

    private void await(int operation, Deadline deadline) throws IOException, InterruptedException {
        long nanos = deadline.left().toNanos();
        if (nanos == 0) {
            throw new SocketTimeoutException(deadline.within());
        }
        key.interestOps(operation);
        selector.select(ready -> {}, Math.max(1, (nanos + 999_999) / 1_000_000));
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    @Override
    public void close() {
        try (channel;
                selector) {
            key.cancel();
        } catch (IOException closed) {
            return; // nobody can do anything about it, and the descriptors are gone
        }
    }
}
