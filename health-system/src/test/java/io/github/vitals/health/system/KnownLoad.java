package io.github.vitals.health.system;

import io.github.vitals.health.servers.KilledProcess;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/** A program that burns a processor for a second, writes a file to the disk, and sends bytes over loopback. */
final class KnownLoad {
    static final int BYTES = 16 << 20;
    static final Duration BURNED = Duration.ofSeconds(1);

    private KnownLoad() {}

    /** Its argument is a folder. */
    public static void main(String[] arguments) throws Exception {
        write(Path.of(arguments[0], "written"));
        send();
        burn();
        KilledProcess.tell("done");
        System.in.read();
    }

    private static void write(Path file) throws Exception {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            ByteBuffer megabyte = ByteBuffer.allocate(1 << 20);
            for (int written = 0; written < BYTES; written += megabyte.capacity()) {
                channel.write(megabyte.clear());
            }
            channel.force(true);
        }
    }

    private static void send() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket sender = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket receiver = server.accept()) {
            Thread sending = new Thread(() -> {
                try (OutputStream out = sender.getOutputStream()) {
                    out.write(new byte[BYTES]);
                } catch (java.io.IOException failed) {
                    throw new java.io.UncheckedIOException(failed);
                }
            });
            sending.start();
            InputStream in = receiver.getInputStream();
            in.skipNBytes(BYTES);
            sending.join();
        }
    }

    /** By the processor's own clock, whatever else runs. */
    private static void burn() {
        var threads = java.lang.management.ManagementFactory.getThreadMXBean();
        long end = threads.getCurrentThreadCpuTime() + BURNED.toNanos();
        while (threads.getCurrentThreadCpuTime() < end) {
            for (int i = 0; i < 10_000; i++) {
                Thread.onSpinWait();
            }
        }
    }
}
