package io.github.vitals.health.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class XmlTest {
    @Test
    void markupBecomesText() {
        assertThat(Xml.escaped("<a b='c' d=\"e\">&amp;</a>"))
                .isEqualTo("&lt;a b=&#39;c&#39; d=&quot;e&quot;&gt;&amp;amp;&lt;/a&gt;");
    }

    @Test
    void whatXmlDoesNotAllowIsReplacedAndAllElseKept() {
        assertThat(Xml.escaped("\u0000\u0008\u000b\u001f\ufffe\uffff\ud83d-\udca9\r"))
                .isEqualTo("\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd\ufffd-\ufffd\ufffd");
        assertThat(Xml.escaped("\t\n ~\u00e9\u2028\ufffd\ud83d\udca9"))
                .isEqualTo("\t\n ~\u00e9\u2028\ufffd\ud83d\udca9");
    }
}
