package torg.api.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EditionTest {
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            pages/terms@2027-01-01.md,                       pages/terms.md,    2027-01-01T00:00, -
            pages/a@b/terms@2027-01-01T0830.nb.md,           pages/a@b/terms.nb.md, 2027-01-01T08:30, -
            files/list@2027-01-01..2027-01-01T0001.pdf,      files/list.pdf,    2027-01-01T00:00, 2027-01-01T00:01
            files/list@..2024-02-29.tar.gz,                  files/list.tar.gz, -,                2024-02-29T00:00
            """)
    void saysInWhosePlaceAndWhen(String path, String place, LocalDateTime from, LocalDateTime until) {
        var edition = new Edition(place, Optional.ofNullable(from), Optional.ofNullable(until));
        assertThat(Edition.of(path)).contains(edition);
        assertThat(edition.path()).isEqualTo(path);
    }

    @Test
    void theLanguageMayStandOnEitherSide() {
        assertThat(Edition.of("pages/terms.nb@2027-01-01.md")).isEqualTo(Edition.of("pages/terms@2027-01-01.nb.md"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pages/terms.md", "files/logo@2x.png", "files/@2027-01-01.png", "files/a@..png", "files/a@.png", "files/a@2027-1-1.png", "files/a@2027-01-01", "files/a@2027-01-01T08:00.png",
            "files/a@2027-01-01..png", "files/a@2027-01-01.png/b.png"})
    void otherNamesSayNothing(String path) {
        assertThat(Edition.of(path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@2027-02-29.md", "a@2027-13-01.md", "a@2027-01-01T2400.md", "a@2027-01-02..2027-01-02.md", "a@2027-01-02..2027-01-01.md"})
    void timesThatThereAreNotAreRefused(String path) {
        assertThatThrownBy(() -> Edition.of(path)).isInstanceOf(DateTimeException.class);
        assertThat(Edition.ifAny(path)).isEmpty();
    }

    @Test
    void standsThereByTheClockOfItsZone() {
        var edition = Edition.of("a@2027-01-01..2027-02-01.md").orElseThrow();
        var oslo = ZoneId.of("Europe/Oslo");
        assertThat(edition.inForce(Instant.parse("2026-12-31T22:59:59Z"), oslo)).isFalse();
        assertThat(edition.isToCome(Instant.parse("2026-12-31T22:59:59Z"), oslo)).isTrue();
        assertThat(edition.inForce(Instant.parse("2026-12-31T23:00:00Z"), oslo)).isTrue();
        assertThat(edition.isToCome(Instant.parse("2026-12-31T23:00:00Z"), oslo)).isFalse();
        assertThat(edition.inForce(Instant.parse("2027-01-31T23:00:00Z"), oslo)).isFalse();
    }
}
