package io.github.vitals.health.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection of a hostile client. It belongs to the thread that drives it. */
final class HostileConnection {
    private static final int SMALL = 4096;
    private static final ByteBuffer DROP = ByteBuffer.wrap(new byte[] {'x'}).asReadOnlyBuffer();

    private final Attack.Script script;
    private final SocketChannel channel = SocketChannel.open();
    private final ByteBuffer beginning;
    private final SelectionKey key;

    HostileConnection(Attack.Script script, InetSocketAddress server, Selector selector) throws IOException {
        this.script = script;
        this.beginning = script.beginning().duplicate();
        channel.configureBlocking(false);
        // Reset at its end, so that neither side keeps the port for a minute.
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        if (script.reading() != Attack.Reading.ALL) {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL);
        }
        key = channel.register(selector, SelectionKey.OP_CONNECT, this);
        if (channel.connect(server)) {
            connected();
        }
    }

    private void connected() {
        key.interestOps(SelectionKey.OP_WRITE);
    }

    boolean open() {
        return channel.isConnected();
    }

    /** Does what can be done without waiting; false where the connection has come to its end. */
    boolean act(ByteBuffer bin) throws IOException {
        if (key.isConnectable()) {
            channel.finishConnect();
            connected();
        }
        if (key.isWritable() && !write()) {
            return false;
        }
        return !key.isReadable() || read(bin);
    }

    private boolean write() throws IOException {
        channel.write(beginning);
        if (beginning.hasRemaining()) {
            return true;
        }
        switch (script.then()) {
            case AGAIN -> beginning.rewind();
            case RECONNECT -> {
                return false;
            }
            case DRIP, STALL, LEAVE -> key.interestOps(0);
        }
        if (script.reading() == Attack.Reading.ALL) {
            key.interestOpsOr(SelectionKey.OP_READ);
        }
        return true;
    }

    private boolean read(ByteBuffer bin) throws IOException {
        bin.clear();
        return channel.read(bin) >= 0;
    }

    /** Every now and then; false where the connection has come to its end. */
    boolean drip(ByteBuffer bin) throws IOException {
        if (!channel.isConnected() || beginning.hasRemaining()) {
            return true;
        }
        if (script.then() == Attack.Then.LEAVE) {
            return false;
        }
        if (script.then() == Attack.Then.DRIP) {
            channel.write(DROP.duplicate());
        }
        if (script.reading() == Attack.Reading.SLOWLY) {
            bin.clear().limit(1);
            return channel.read(bin) >= 0;
        }
        return true;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException closedAnyway) {
            key.cancel();
        }
    }
}
