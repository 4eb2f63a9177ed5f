package io.github.vitals.health.checks;

import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnsCheckTest {
    private final ManualTicker ticker = new ManualTicker();

    @Test
    void localhostResolves() throws Exception {
        HealthResult result = Run.once(DnsCheck.of("localhost"));
        assertThat(result.status()).isEqualTo(UP);
        assertThat(result.details().get("localhost").toString()).containsPattern("127\\.0\\.0\\.1|0:0:0:0:0:0:0:1");
    }

    @Test
    void aNameThatCannotExistIsDownAndTheOthersAreShown() throws Exception {
        HealthResult result = Run.once(DnsCheck.of("nowhere.invalid", "localhost"));
        assertThat(result.status()).isEqualTo(DOWN);
        assertThat(result.reason()).contains(FailureReason.DNS);
        assertThat(result.message()).startsWith("nowhere.invalid does not resolve");
        assertThat(result.details())
                .containsEntry("nowhere.invalid", "unresolved")
                .containsKey("localhost");
        assertThat(result.cause().orElseThrow()).isInstanceOf(UnknownHostException.class);
    }

    @Test
    void aNameThatTakesLongIsDegraded() throws Exception {
        DnsCheck check = DnsCheck.builder("fast.example", "slow.example")
                .resolving(
                        name -> {
                            ticker.pass(Duration.ofMillis(name.startsWith("slow") ? 1_000 : 999));
                            return addresses(1);
                        },
                        ticker)
                .build();
        HealthResult result = Run.once(check);
        assertThat(result.status()).isEqualTo(DEGRADED);
        assertThat(result.reason()).contains(FailureReason.SLOW);
        assertThat(result.message()).isEqualTo("slow.example took 1000 ms");
    }

    @Test
    void noMoreThanEightAddressesAreShown() throws Exception {
        DnsCheck check = DnsCheck.builder("many.example")
                .resolving(name -> addresses(11), ticker)
                .build();
        assertThat(Run.once(check).details().get("many.example").toString())
                .startsWith("10.0.0.0, ")
                .endsWith("10.0.0.7 and 3 more");
    }

    @Test
    void aRunThatWasGivenUpAsksNoFurtherNames() {
        List<String> asked = new ArrayList<>();
        DnsCheck check = DnsCheck.builder("one.example", "two.example")
                .resolving(
                        name -> {
                            asked.add(name);
                            return addresses(1);
                        },
                        ticker)
                .build();
        check.check(new CheckContext() {
            @Override
            public String name() {
                return "dns";
            }

            @Override
            public Duration remaining() {
                return Duration.ZERO;
            }

            @Override
            public boolean cancelled() {
                return !asked.isEmpty();
            }
        });
        assertThat(asked).containsExactly("one.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "10.0.0.1", "::1", "http://localhost", "-x", "localhost\n"})
    void whatIsNoHostNameIsRefused(String name) {
        assertThatThrownBy(() -> DnsCheck.of(name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("names: \"" + name + "\" (expected: a host name");
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(DnsCheck::of).hasMessage("names: 0 of them (expected: 1 to 32)");
        assertThatThrownBy(() -> DnsCheck.of((String) null)).hasMessage("names: null (expected: a host name)");
        assertThatThrownBy(() -> DnsCheck.builder("localhost").slowAfter(Duration.ZERO))
                .hasMessage("slowAfter: PT0S (expected: > 0)");
    }

    private static InetAddress[] addresses(int count) throws UnknownHostException {
        InetAddress[] addresses = new InetAddress[count];
        for (int last = 0; last < count; last++) {
            addresses[last] = InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
        }
        return addresses;
    }
}
