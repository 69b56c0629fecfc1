package torg.web.reply;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GuardTest {
    @ParameterizedTest
    @ValueSource(strings = {"image/svg+xml", "image/svg+xml;charset=utf-8", "IMAGE/SVG+XML", " image/svg+xml ; charset=utf-8", "application/xml", "text/xml", "application/xhtml+xml", "application/atom+xml"})
    void whatMayHoldScriptAndIsNoPageIsShutIn(String type) {
        assertThat(Guard.isShutIn(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html;charset=utf-8", "text/html;note=a+xml", "application/pdf", "image/png", "application/json", "text/css", ""})
    void allElseHasThePolicyOfPages(String type) {
        assertThat(Guard.isShutIn(type)).isFalse();
    }
}
