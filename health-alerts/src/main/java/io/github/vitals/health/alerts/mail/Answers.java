package io.github.vitals.health.alerts.mail;

import io.github.vitals.health.Secrets;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/** What a mail server says, as it may be shown: one line, without addresses and without the password it was given. */
final class Answers {
    private static final int LONGEST = 300;
    private static final int DEEPEST = 20;
    private static final Pattern ADDRESS = Pattern.compile("<?[^\\s<>@]{1,256}@[^\\s<>]{1,256}>?");
    private static final Pattern CODE = Pattern.compile("(?s)[45]\\d\\d\\b.*");

    private final List<String> hidden = new ArrayList<>();

    Answers(@Nullable String user, @Nullable String password) {
        if (password != null) {
            hidden.add(password);
            hidden.add(base64(password));
            hidden.add(base64(user + "\0" + user + "\0" + password));
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    String safe(@Nullable String answer) {
        String text = answer == null ? "" : answer;
        for (String each : hidden) {
            text = text.replace(each, Secrets.MASK);
        }
        return Line.of(ADDRESS.matcher(text).replaceAll("<address>"), LONGEST);
    }

    static boolean sentToSome(SendFailedException failed) {
        return failed instanceof SMTPSendFailedException partial
                && partial.getReturnCode() / 100 == 2
                && count(failed.getValidSentAddresses()) > 0;
    }

    String partial(SendFailedException failed) {
        int refused = count(failed.getInvalidAddresses()) + count(failed.getValidUnsentAddresses());
        int all = refused + count(failed.getValidSentAddresses());
        return safe(failed.getMessage()) + "; refused for " + refused + " of " + all + " recipients, with "
                + codes(failed);
    }

    DeliveryFailure failure(IOException failed) {
        Throwable distrust = distrust(failed);
        return distrust == null
                ? DeliveryFailure.unavailable(described(root(failed)))
                : DeliveryFailure.rejected("the server's certificate is not trusted: " + described(distrust));
    }

    DeliveryFailure failure(MessagingException failed, MailTls tls, SMTPTransport transport) {
        if (failed instanceof AuthenticationFailedException) {
            return failure(code(failed.getMessage(), 535), "login refused: ", failed);
        }
        IOException broken = find(failed, IOException.class);
        if (broken != null) {
            return failure(broken);
        }
        Set<Integer> codes = codes(failed);
        if (!codes.isEmpty()) {
            int soonest = codes.iterator().next();
            return failure(soonest, "refused for every recipient: ", first(failed));
        }
        if (failed instanceof SMTPSendFailedException refused) {
            return failure(refused.getReturnCode(), "", failed);
        }
        boolean plain = tls == MailTls.STARTTLS && !transport.supportsExtension("STARTTLS");
        return plain && transport.getLastReturnCode() == 250
                ? DeliveryFailure.rejected("the server does not offer STARTTLS")
                : failure(transport.getLastReturnCode(), safe(transport.getLastServerResponse()) + " ", failed);
    }

    private DeliveryFailure failure(int code, String what, Exception failed) {
        String text = what + safe(failed.getMessage());
        return code / 100 == 5 ? DeliveryFailure.rejected(text) : DeliveryFailure.unavailable(text);
    }

    private static int code(@Nullable String answer, int otherwise) {
        return answer != null && CODE.matcher(answer).matches() ? Integer.parseInt(answer.substring(0, 3)) : otherwise;
    }

    /** What recipients were refused with; what may be mended by waiting comes first. */
    private static Set<Integer> codes(MessagingException failed) {
        Set<Integer> codes = new TreeSet<>();
        Exception next = failed;
        for (int depth = 0; depth < 1_000 && next instanceof MessagingException each; depth++) {
            if (each instanceof SMTPAddressFailedException refused) {
                codes.add(refused.getReturnCode());
            }
            next = each.getNextException();
        }
        return codes;
    }

    private static Exception first(MessagingException failed) {
        Exception next = failed.getNextException();
        return next == null ? failed : next;
    }

    private static @Nullable Throwable distrust(Throwable failed) {
        Throwable path = find(failed, CertPathValidatorException.class);
        return path == null ? find(failed, CertificateException.class) : path;
    }

    private static <T extends Throwable> @Nullable T find(Throwable failed, Class<T> type) {
        Throwable next = failed;
        for (int depth = 0; depth < DEEPEST && next != null; depth++) {
            if (type.isInstance(next)) {
                return type.cast(next);
            }
            next = next.getCause();
        }
        return null;
    }

    private static Throwable root(Throwable failed) {
        Throwable root = failed;
        for (int depth = 0; depth < DEEPEST && root.getCause() != null; depth++) {
            root = root.getCause();
        }
        return root;
    }

    private String described(Throwable thrown) {
        return safe(thrown.getClass().getSimpleName() + ": " + thrown.getMessage());
    }

    private static int count(Address @Nullable [] addresses) {
        return addresses == null ? 0 : addresses.length;
    }
}
