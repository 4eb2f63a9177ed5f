package io.github.vitals.health.grpc;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GrpcHealthServiceTest {
    private final HealthRegistry health = HealthRegistry.builder().build();
    private final GrpcHealthService.Builder builder = GrpcHealthService.builder(health);

    @AfterEach
    void close() {
        health.close();
    }

    @Test
    void aServiceIsMappedToAGroupThatThereIs() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.service("shop.Orders", HealthGroup.of("core")))
                .withMessageMatching("group: core \\(expected: one of \\[.*readiness.*]\\)");
    }

    @Test
    void aServiceCannotTakeTheNameOfAGroup() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.service("liveness", HealthGroup.READINESS))
                .withMessage("name: liveness (expected: not the name of a group)");
    }

    @Test
    void aServiceIsMappedOnce() {
        builder.service("", HealthGroup.LIVENESS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.service("", HealthGroup.READINESS))
                .withMessage("name: \"\" (expected: one that is not mapped yet)");
    }

    @Test
    void thereIsRoomForOneWatcherAtLeast() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.watchers(0))
                .withMessage("watchers: 0 (expected: >= 1)");
    }

    @Test
    void nullIsRefusedByName() {
        assertThatNullPointerException()
                .isThrownBy(() -> GrpcHealthService.of(null))
                .withMessageStartingWith("health: null");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.service(null, HealthGroup.READINESS))
                .withMessageStartingWith("name: null");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.service("shop.Orders", null))
                .withMessageStartingWith("group: null");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.serving(null, true))
                .withMessageStartingWith("status: null");
    }
}
