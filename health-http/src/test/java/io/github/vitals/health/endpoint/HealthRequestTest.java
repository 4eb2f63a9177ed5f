package io.github.vitals.health.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class HealthRequestTest {
    private final HealthRequest request = HealthRequest.of("GET", "/health");

    @Test
    void knowsNothingItWasNotTold() {
        assertThat(request.header("Accept")).isEmpty();
        assertThat(request.parameter("verbose")).isEmpty();
        assertThat(request.remoteAddress()).isEmpty();
        assertThat(request.fromLoopback()).isFalse();
        assertThat(request).hasToString("GET /health");
    }

    @Test
    void findsParametersDecodedAndTheFirstOfTwo() {
        HealthRequest asked = request.withQuery("verbose&a=1&a=2&with%20blank=x+y%26z&broken=%zz&=");
        assertThat(asked.parameter("verbose")).contains("");
        assertThat(asked.parameter("a")).contains("1");
        assertThat(asked.parameter("with blank")).contains("x y&z");
        assertThat(asked.parameter("broken")).contains("%zz");
        assertThat(asked.parameter("b")).isEmpty();
        assertThat(asked.withQuery(null).parameter("a")).isEmpty();
    }

    @Test
    void tellsWhetherItCameFromThisMachine() throws Exception {
        assertThat(request.withRemoteAddress(InetAddress.getByName("::1")).fromLoopback())
                .isTrue();
        assertThat(request.withRemoteAddress(InetAddress.getByName("192.0.2.1")).fromLoopback())
                .isFalse();
    }

    @Test
    void keepsWhatItWasToldInCopies() throws Exception {
        InetAddress local = InetAddress.getByName("127.0.0.1");
        HealthRequest told =
                request.withRemoteAddress(local).withHeaders(name -> name + "!").withQuery("q=1");
        assertThat(told.remoteAddress()).contains(local);
        assertThat(told.header("Accept")).contains("Accept!");
        assertThat(told.parameter("q")).contains("1");
        assertThat(told.method()).isEqualTo("GET");
        assertThat(told.path()).isEqualTo("/health");
    }
}
