package io.github.vitals.health.net;

import io.github.vitals.health.outbound.Deadline;
import io.github.vitals.health.outbound.Shown;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** One question to one name server: over UDP, and over TCP where the answer did not fit. Immutable. */
final class DnsQuestion {
    private static final int LARGEST = 65_535;

    private final Record question;

    DnsQuestion(String name, RecordType type) {
        try {
            question = Record.newRecord(Name.fromString(name, Name.root), Type.value(type.name()), DClass.IN);
        } catch (TextParseException invalid) {
            throw new IllegalArgumentException(
                    "name: " + Shown.quoted(name) + " (expected: a name that DNS allows)", invalid);
        }
    }

    Message ask(InetSocketAddress server, Deadline deadline) throws IOException, InterruptedException {
        Message query = Message.newQuery(question);
        Message answer = overUdp(query, server, deadline);
        return answer.getHeader().getFlag(Flags.TC) ? overTcp(query, server, deadline) : answer;
    }

    private Message overUdp(Message query, InetSocketAddress server, Deadline deadline)
            throws IOException, InterruptedException {
        try (Line line = Line.udp(server)) {
            line.send(ByteBuffer.wrap(query.toWire()), deadline);
            ByteBuffer packet = ByteBuffer.allocate(LARGEST);
            while (true) {
                int count = line.receive(packet.clear(), deadline);
                if (count > 0 && answers(query, packet.flip())) {
                    return new Message(packet);
                }
            }
        }
    }

    /** Anybody can send a packet; one that does not carry the question's number is not for us. */
    private static boolean answers(Message query, ByteBuffer packet) {
        return packet.remaining() > 2
                && (packet.getShort(0) & 0xFFFF) == query.getHeader().getID();
    }

    private Message overTcp(Message query, InetSocketAddress server, Deadline deadline)
            throws IOException, InterruptedException {
        byte[] content = query.toWire();
        try (Line line = Line.tcp(server, deadline)) {
            ByteBuffer sent = ByteBuffer.allocate(content.length + 2);
            line.send(sent.putShort((short) content.length).put(content).flip(), deadline);
            int length = read(line, 2, deadline).getShort() & 0xFFFF;
            Message answer = new Message(read(line, length, deadline));
            if (answer.getHeader().getID() != query.getHeader().getID()) {
                throw new IOException("the answer is to another question");
            }
            return answer;
        }
    }

    private static ByteBuffer read(Line line, int count, Deadline deadline) throws IOException, InterruptedException {
        ByteBuffer content = ByteBuffer.allocate(count);
        while (content.hasRemaining()) {
            if (line.receive(content, deadline) < 0) {
                throw new IOException("closed in the middle of an answer");
            }
        }
        return content.flip();
    }
}
