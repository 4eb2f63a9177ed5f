package io.github.vitals.health.alerts.mail;

import io.github.vitals.health.alerts.channel.AlertChannel;
import io.github.vitals.health.alerts.channel.AlertChannelProvider;
import io.github.vitals.health.alerts.channel.ChannelSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Makes channels of the kind {@code mail}. Options: {@code host}, {@code port} (587 if not set), {@code tls}
 * ({@code starttls}, {@code implicit}, {@code none}, {@code insecure}), {@code user} and {@code password}, {@code from},
 * {@code to} (addresses with commas), {@code subject-prefix}, {@code trust} (a file) and {@code server-identity}.
 *
 * <p>Immutable.
 */
public final class MailChannelProvider implements AlertChannelProvider {
    private static final int SUBMISSION = 587;

    /** For {@link java.util.ServiceLoader}. */
    public MailChannelProvider() {}

    @Override
    public String kind() {
        return "mail";
    }

    @Override
    public AlertChannel create(ChannelSettings settings) {
        MailChannelBuilder mail = MailChannel.builder(
                settings.required("host"), settings.whole("port").orElse(SUBMISSION));
        settings.text("tls").map(MailChannelProvider::tls).ifPresent(mail::tls);
        Optional<String> user = settings.text("user");
        if (user.isPresent()) {
            mail.user(user.get(), settings.requiredSecret("password"));
        }
        mail.from(settings.required("from")).to(settings.required("to").split(" *, *", -1));
        settings.text("subject-prefix").ifPresent(mail::subjectPrefix);
        settings.text("trust").map(Path::of).ifPresent(mail::trust);
        settings.truth("server-identity").ifPresent(mail::serverIdentity);
        return mail.build();
    }

    private static MailTls tls(String word) {
        return Arrays.stream(MailTls.values())
                .filter(each -> each.label().equals(word))
                .findFirst()
                .orElseThrow(() -> Arguments.invalid(
                        "tls",
                        Line.of(word, 50),
                        String.join(
                                ", ",
                                Arrays.stream(MailTls.values())
                                        .map(MailTls::label)
                                        .toList())));
    }
}
