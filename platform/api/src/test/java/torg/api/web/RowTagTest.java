package torg.api.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.problem.TorgException;

class RowTagTest {
    @Test
    void saysWhichVersionIsWanted() {
        assertThat(RowTag.wanted(RowTag.of(7), "x")).hasValue(7);
        assertThat(RowTag.wanted(" \"7\" ", "x")).as("a strong one too").hasValue(7);
        assertThat(RowTag.wanted(null, "x")).isEmpty();
        assertThat(RowTag.wanted(" * ", "x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "W/7", "\"\"", "\"a\"", "\"1\", \"2\"", "\"9999999999999999999\"", "\"-1\""})
    void whatIsNoVersionIsRefused(String ifMatch) {
        assertThatThrownBy(() -> RowTag.wanted(ifMatch, "forms.if-match")).isInstanceOfSatisfying(TorgException.class, refused -> assertThat(refused.code()).isEqualTo("forms.if-match"));
    }

    @Test
    void isAmongThoseThatAreKnown() {
        assertThat(RowTag.isAmong(RowTag.of(7), "\"6\", W/\"7\"")).isTrue();
        assertThat(RowTag.isAmong(RowTag.of(7), "\"7\"")).isTrue();
        assertThat(RowTag.isAmong(RowTag.of(7), "*")).isTrue();
        assertThat(RowTag.isAmong(RowTag.of(7), "W/\"70\"")).isFalse();
    }
}
