package io.github.vitals.health.server;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** As much of DER as it takes to put a bare private key into the form that the JDK reads. */
final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION_0 = {2, 1, 0};

    private Der() {}

    /**
     * PKCS #8 (RFC 5208) around a key of PKCS #1 or SEC 1, which says nothing of its algorithm: the public key does.
     *
     * @param publicKeyInfo a SubjectPublicKeyInfo (RFC 5280, section 4.1)
     * @param key the bare key
     */
    static byte[] privateKeyInfo(byte[] publicKeyInfo, byte[] key) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        content.writeBytes(VERSION_0);
        content.writeBytes(firstElement(content(publicKeyInfo)));
        content.writeBytes(element(OCTET_STRING, key));
        return element(SEQUENCE, content.toByteArray());
    }

    private static byte[] content(byte[] element) {
        return Arrays.copyOfRange(element, headerLength(element), element.length);
    }

    private static byte[] firstElement(byte[] elements) {
        int header = headerLength(elements);
        int length = elements[1] & 0xff;
        if (length > 0x7f) {
            length = 0;
            for (int i = 2; i < header; i++) {
                length = (length << 8) | (elements[i] & 0xff);
            }
        }
        return Arrays.copyOf(elements, header + length);
    }

    private static int headerLength(byte[] element) {
        int first = element[1] & 0xff;
        return first > 0x7f ? 2 + (first & 0x7f) : 2;
    }

    private static byte[] element(int tag, byte[] content) {
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        element.write(tag);
        if (content.length > 0x7f) {
            // Two bytes are enough for any key.
            element.write(0x82);
            element.write(content.length >> 8);
        }
        element.write(content.length);
        element.writeBytes(content);
        return element.toByteArray();
    }
}
