package io.github.vitals.health.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HtmlTest {
    @Test
    void escapesTextsAndAttributes() {
        assertThat(new Html().element("a", "<b>&'\"", "href", "\"'><").toString())
                .isEqualTo("<a href=\"&quot;&#39;&gt;&lt;\">&lt;b&gt;&amp;&#39;&quot;</a>");
    }

    @Test
    void writesAnAttributeWithoutAValueAsSuch() {
        assertThat(new Html().open("p", "hidden", "").toString()).isEqualTo("<p hidden>");
    }

    private static String tag(String lasting, String passing) {
        Html html = new Html();
        return html.text(lasting).passing(() -> html.text(passing)).text("end").tag();
    }

    @Test
    void theTagIsTheSameAsLongAsOnlyThePassingIsAnother() {
        assertThat(tag("a", "3 s ago")).isEqualTo(tag("a", "4 s ago"));
        assertThat(tag("a", "3 s ago")).isNotEqualTo(tag("b", "3 s ago"));
    }
}
