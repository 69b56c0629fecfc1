package torg.studio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

    @Test
    void whatATextSaysIsShownByTheClockOfTheSite() {
        assertThat(Schedule.of("---\npublish: 2026-12-01T08:00   # early\nexpire: \"2026-12-24T16:00Z\"\ndraft: true\n---\nx", OSLO)).isEqualTo(new Schedule("2026-12-01T08:00", "2026-12-24T17:00", true));
        assertThat(Schedule.of("x", OSLO)).isEqualTo(new Schedule("", "", false));
        assertThat(Schedule.of("---\ntitle: A\n---\npublish: 2026-12-01T08:00\n", OSLO)).as("the text says it to its readers").isEqualTo(new Schedule("", "", false));
    }

    @Test
    void onlyWhatIsAskedForChanges() {
        var text = "---\ntitle: {en: A}   # the title\nexpire: 2026-12-24T16:00Z\ncomponents:\n  - component: list\n---\nBody\n---\nmore\n";
        assertThat(new Schedule("", "2026-12-24T17:00", false).in(text, OSLO)).isEqualTo(text);
        assertThat(new Schedule("2026-12-01T08:00", "2026-12-24T17:00", true).in(text, OSLO))
                .isEqualTo("---\ntitle: {en: A}   # the title\nexpire: 2026-12-24T16:00Z\ncomponents:\n  - component: list\npublish: 2026-12-01T08:00\ndraft: true\n---\nBody\n---\nmore\n");
        assertThat(new Schedule("", "", false).in(text, OSLO)).isEqualTo("---\ntitle: {en: A}   # the title\ncomponents:\n  - component: list\n---\nBody\n---\nmore\n");
        assertThat(new Schedule("2026-12-01T08:00", "", false).in("Body", OSLO)).isEqualTo("---\npublish: 2026-12-01T08:00\n---\nBody");
        assertThat(new Schedule("", "", false).in("Body", OSLO)).isEqualTo("Body");
    }

    @Test
    void aMomentThatAFormCannotShowStaysUnlessItIsReplaced() {
        var text = "---\npublish: {en: odd}\n---\n";
        assertThat(new Schedule("", "", false).in(text, OSLO)).isEqualTo(text);
        assertThat(new Schedule("2026-12-01T08:00", "", false).in(text, OSLO)).isEqualTo("---\npublish: 2026-12-01T08:00\n---\n");
    }

    @Test
    void whatIsNoMomentIsNotWritten() {
        for (var odd : new String[] {"tomorrow", "2026-13-01T08:00", "2026-12-01T08:00\ndraft: true", "+12026-12-01T08:00"}) assertThat(new Schedule(odd, "", false).isWell()).as(odd).isFalse();
        assertThat(new Schedule("2026-12-01T08:00", "", true).isWell()).isTrue();
    }
}
