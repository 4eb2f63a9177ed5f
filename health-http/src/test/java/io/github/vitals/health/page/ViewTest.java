package io.github.vitals.health.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.endpoint.HealthRequest;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ViewTest {
    private static View of(String query) {
        return View.of(HealthRequest.of("GET", "/").withQuery(query));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?q=orders%20db",
                "?q=100%25%26more%3D%3F%23&status=down&group=readiness&tag=team%3Aorders&sort=uptime&page=3",
                "?range=30d&maintenance=counted&at=2026-03-14T15%3A09%3A00Z&embed=1",
                "?from=2026-03-01T00%3A00&to=2026-03-02"
            })
    void isTheSameAfterItsUrlWasFollowed(String query) {
        assertThat(of(query.isEmpty() ? "" : query.substring(1)).query()).isEqualTo(query);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q=",
                "status=fine",
                "sort=best",
                "range=9h",
                "from=yesterday",
                "at=1",
                "page=0",
                "page=x",
                "page=99999999999",
                "maintenance=no",
                "unknown=1"
            })
    void leavesOutWhatHasNoMeaning(String query) {
        assertThat(of(query).query()).isEmpty();
    }

    @Test
    void isReadFromTheUrl() {
        View view = of(
                "q=a+b&status=DOWN&group=g&tag=t&sort=name&maintenance=counted&at=2026-03-14T15:09:00Z&page=2&embed");

        assertThat(view.search()).isEqualTo("a b");
        assertThat(view.status()).contains(HealthStatus.DOWN);
        assertThat(view.group()).isEqualTo("g");
        assertThat(view.tag()).isEqualTo("t");
        assertThat(view.sort()).isEqualTo(Sort.NAME);
        assertThat(view.maintenanceCounted()).isTrue();
        assertThat(view.at()).contains(Instant.parse("2026-03-14T15:09:00Z"));
        assertThat(view.page()).isEqualTo(2);
        assertThat(view.embedded()).isTrue();
    }

    @Test
    void beginsWithTheFirstPageWhenSomethingElseIsChosen() {
        assertThat(of("page=3&q=a").with(View.STATUS, "down").query()).isEqualTo("?q=a&status=down");
    }

    @Test
    void doesNotTakeWhatNobodyTypes() {
        assertThat(of("q=" + "x".repeat(201)).search()).isEmpty();
    }
}
