package io.github.vitals.health.net;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A name server on loopback, over UDP and TCP, that answers what it is told to; NXDOMAIN for what it does not know. */
final class DnsServer implements AutoCloseable {
    private final ServerSocket tcp;
    private final DatagramSocket udp;
    private final Map<String, List<Record>> records = new ConcurrentHashMap<>();
    private final List<Thread> threads;
    private final AtomicInteger overTcp = new AtomicInteger();
    private volatile boolean silent;
    private volatile boolean truncating;
    private volatile boolean garbage;
    private volatile int rcode = Rcode.NOERROR;

    DnsServer() throws IOException {
        tcp = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        udp = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), tcp.getLocalPort()));
        threads = List.of(new Thread(this::serveUdp, "dns-udp"), new Thread(this::serveTcp, "dns-tcp"));
        threads.forEach(thread -> thread.setDaemon(true));
        threads.forEach(Thread::start);
    }

    int port() {
        return tcp.getLocalPort();
    }

    int overTcp() {
        return overTcp.get();
    }

    /** Adds a record, its data written as in a zone file. */
    DnsServer record(String name, String type, String data) throws IOException {
        Record record =
                Record.fromString(Name.fromString(name, Name.root), Type.value(type), DClass.IN, 60, data, Name.root);
        records.merge(
                name + " " + type,
                List.of(record),
                (some, more) -> Stream.concat(some.stream(), more.stream()).toList());
        return this;
    }

    DnsServer silent() {
        silent = true;
        return this;
    }

    DnsServer truncating() {
        truncating = true;
        return this;
    }

    DnsServer garbage() {
        garbage = true;
        return this;
    }

    DnsServer failing() {
        rcode = Rcode.SERVFAIL;
        return this;
    }

    private void serveUdp() {
        byte[] buffer = new byte[4096];
        while (!udp.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                byte[] answer = udpAnswer(new Message(Arrays.copyOf(buffer, packet.getLength())));
                if (!silent) {
                    udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException closed) {
                Thread.onSpinWait(); // the condition tells
            }
        }
    }

    private byte[] udpAnswer(Message query) {
        if (garbage) {
            byte[] start = query.toWire();
            return Arrays.copyOf(start, 7);
        }
        Message answer = answer(query);
        if (truncating) {
            answer.removeAllRecords(Section.ANSWER);
            answer.getHeader().setFlag(Flags.TC);
        }
        return answer.toWire();
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try (Socket socket = tcp.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] query = new byte[in.readUnsignedShort()];
                in.readFully(query);
                byte[] answer = answer(new Message(query)).toWire();
                overTcp.incrementAndGet();
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeShort(answer.length);
                out.write(answer);
            } catch (IOException closed) {
                Thread.onSpinWait(); // the condition tells
            }
        }
    }

    private Message answer(Message query) {
        Record question = query.getQuestion();
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.addRecord(question, Section.QUESTION);
        String name = question.getName().toString(true);
        List<Record> found = records.getOrDefault(name + " " + Type.string(question.getType()), List.of());
        boolean known = records.keySet().stream().anyMatch(key -> key.startsWith(name + " "));
        found.forEach(record -> answer.addRecord(record, Section.ANSWER));
        answer.getHeader().setRcode(rcode == Rcode.NOERROR && !known ? Rcode.NXDOMAIN : rcode);
        return answer;
    }

    @Override
    public void close() throws IOException {
        tcp.close();
        udp.close();
    }
}
