package io.github.vitals.health.alerts.mail;

import io.github.vitals.health.alerts.channel.Secret;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Where letters go, and how. The addresses are good ones. */
record MailSettings(
        String host,
        int port,
        MailTls tls,
        @Nullable SSLContext context,
        boolean serverIdentity,
        @Nullable String user,
        @Nullable Secret password,
        String from,
        List<String> to,
        String subjectPrefix) {}
