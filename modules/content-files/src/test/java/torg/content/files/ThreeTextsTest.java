package torg.content.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines are written as letters here, each of them one. */
class ThreeTextsTest {
    @ParameterizedTest
    @CsvSource({"abcd,Abcd,abcD,AbcD", "abcd,abxcd,abcyd,abxcyd", "abcd,acd,abcD,acD", "abcd,Abcd,Abcd,Abcd", "abcd,abcd,xyz,xyz", "abcd,AbcD,abcd,AbcD", "abc,xabc,abcy,xabcy"})
    void whatOneSideChangedIsAsItHasIt(String base, String ours, String theirs, String both) {
        assertThat(together(base, ours, theirs)).contains(both);
        assertThat(together(base, theirs, ours)).contains(both);
    }

    @ParameterizedTest
    @CsvSource({"abcd,aXcd,aYcd", "abcd,aXcd,abYd", "abcd,acd,aBcd", "ab,axb,ayb", "a,b,c"})
    void whatBothChangedIsNotPutTogether(String base, String ours, String theirs) {
        assertThat(together(base, ours, theirs)).isEmpty();
        assertThat(together(base, theirs, ours)).isEmpty();
    }

    @Test
    void aLastLineWithoutItsEndAndOctetsOfAnyEncodingStayAsTheyAre() {
        var base = "æ\nb\nø".getBytes(StandardCharsets.UTF_8);
        var ours = "æ!\nb\nø".getBytes(StandardCharsets.UTF_8);
        var theirs = "æ\nb\nø\nå\r\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(ThreeTexts.together(base, ours, base)).hasValueSatisfying(text -> assertThat(text).isEqualTo(ours));
        assertThat(ThreeTexts.together(theirs, theirs, ours)).hasValueSatisfying(text -> assertThat(text).isEqualTo(ours));
        assertThat(ThreeTexts.together(new byte[0], new byte[0], theirs)).hasValueSatisfying(text -> assertThat(text).isEqualTo(theirs));
    }

    @Test
    void whatIsNoTextOrTooMuchIsNotPutTogether() {
        assertThat(ThreeTexts.together(new byte[] {0, '\n', 1}, new byte[] {0, '\n', 2}, new byte[] {3, '\n', 1})).isEmpty();
        var long1 = "a\n" + "b\n".repeat(5_000);
        assertThat(ThreeTexts.together(long1.getBytes(StandardCharsets.UTF_8), ("A\n" + "c\n".repeat(5_000)).getBytes(StandardCharsets.UTF_8), long1.getBytes(StandardCharsets.UTF_8))).isEmpty();
        var longest = "a\n" + "b\n".repeat(100_000);
        assertThat(ThreeTexts.together(longest.getBytes(StandardCharsets.UTF_8), (longest + "c\n").getBytes(StandardCharsets.UTF_8), longest.getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    /** Changes that are far from each other are both there, wherever they are. */
    @Test
    void anyTwoChangesApartAreBothThere() {
        var random = new Random(7);
        for (var run = 0; run < 2_000; run++) {
            var base = new ArrayList<String>();
            for (var i = 0; i < 12; i++) base.add(String.valueOf((char) ('a' + random.nextInt(4))));
            var ours = new ArrayList<>(base);
            var theirs = new ArrayList<>(base);
            var both = new ArrayList<>(base);
            var late = 7 + random.nextInt(5);
            var early = random.nextInt(5);
            theirs.set(late, "T");
            both.set(late, "T");
            ours.set(early, "O");
            both.set(early, "O");
            assertThat(together(String.join("", base), String.join("", ours), String.join("", theirs))).as(base + " " + early + " " + late).contains(String.join("", both));
        }
    }

    private static Optional<String> together(String base, String ours, String theirs) {
        return ThreeTexts.together(lines(base), lines(ours), lines(theirs)).map(text -> new String(text, StandardCharsets.UTF_8).replace("\n", ""));
    }

    private static byte[] lines(String letters) {
        return String.join("", List.of(letters.split("")).stream().map(letter -> letter + "\n").toList()).getBytes(StandardCharsets.UTF_8);
    }
}
