package io.github.vitals.health.server;

import java.lang.management.ManagementFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** The connections that the JDK's servers in this process know, whether they have ended or not. */
final class JdkConnections {
    private static final Pattern INSTANCES =
            Pattern.compile("(\\d+) +\\d+ +sun\\.net\\.httpserver\\.HttpConnection\\b(?!\\$)");

    private JdkConnections() {}

    /** After a collection, so that only those count that somebody still holds. */
    static int count() {
        try {
            Object histogram = ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
            Matcher line = INSTANCES.matcher(String.valueOf(histogram));
            return line.find() ? Integer.parseInt(line.group(1)) : 0;
        } catch (JMException unavailable) {
            throw new IllegalStateException("expected: a JVM that tells what is in its heap", unavailable);
        }
    }
}
