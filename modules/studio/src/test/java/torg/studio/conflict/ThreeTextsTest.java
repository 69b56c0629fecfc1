package torg.studio.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThreeTextsTest {
    @Test
    void whatOneSideChangedIsTakenAndWhereBothDidOursStands() {
        var texts = ThreeTexts.of("a\nb\nc\nd\ne\n", "A\nb\nc\nours\ne\n", "a\nb\nC\ntheirs\ne\nf\n").orElseThrow();

        assertThat(texts.merged()).as("c and d are one place, for no line stands between them that all have").isEqualTo("A\nb\nc\nours\ne\nf\n");
        assertThat(texts.rows().toString()).contains("contested=true", "theirs=theirs", "ours=ours", "base=d");
    }

    @Test
    void whatIsAloneInItsPlaceIsNoContest() {
        var texts = ThreeTexts.of("a\nb\nc", "A\nb\nc", "a\nb\nC").orElseThrow();
        assertThat(texts.merged()).isEqualTo("A\nb\nC");
        assertThat(texts.rows().toString()).doesNotContain("contested=true");
        assertThat(ThreeTexts.of("a\nb", "a\nB", "a\nB").orElseThrow().rows().toString()).as("both the same").doesNotContain("contested=true");
    }

    @Test
    void aTextThatIsOnlyOnOneSideIsAllThatSidesOwn() {
        var added = ThreeTexts.of("", "ours\n", "theirs\n").orElseThrow();
        assertThat(added.merged()).isEqualTo("ours\n");
        assertThat(added.rows().getFirst().toString()).contains("contested=true", "ours=ours", "theirs=theirs");
        assertThat(ThreeTexts.of("a\n", "", "b\n").orElseThrow().merged()).isEmpty();
        assertThat(ThreeTexts.of("", "", "").orElseThrow().rows()).isEmpty();
    }

    @Test
    void longUnchangedStretchesAreLeftOutAndTextsBeyondAllMeasureAreNotCompared() {
        var lines = "x\n".repeat(500);
        assertThat(ThreeTexts.of(lines + "a\n" + lines, lines + "b\n" + lines, lines + "c\n" + lines).orElseThrow().rows()).hasSizeLessThan(12);
        assertThat(ThreeTexts.of("x\n".repeat(4_000), "", "")).isEmpty();
    }
}
