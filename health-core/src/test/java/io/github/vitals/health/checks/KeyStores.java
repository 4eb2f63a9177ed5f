package io.github.vitals.health.checks;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;

/** Real key stores, made by the JDK's own keytool. */
final class KeyStores {
    static final String PASSWORD = "opensesame-4711";

    private KeyStores() {}

    /** Adds a self-signed certificate, valid from so many days ago and for so many days in all. */
    static void addKey(Path file, String alias, int daysAgo, int days) throws Exception {
        keytool(file, alias, daysAgo, days, "-dname", "CN=" + alias);
    }

    /** Adds a certificate signed with another one of the same file. */
    static void addSigned(Path file, String alias, String signer, int daysAgo, int days) throws Exception {
        keytool(file, alias, daysAgo, days, "-dname", "CN=" + alias, "-signer", signer);
    }

    static KeyStore load(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void keytool(Path file, String alias, int daysAgo, int days, String... more) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", PASSWORD, "-keystore", file.toString()));
        command.addAll(List.of("-startdate", (daysAgo > 0 ? "-" : "+") + Math.abs(daysAgo) + "d"));
        command.addAll(List.of("-validity", Integer.toString(days)));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + output);
        }
    }
}
