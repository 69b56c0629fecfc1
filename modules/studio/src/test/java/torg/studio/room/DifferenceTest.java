package torg.studio.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import torg.api.view.Model;

class DifferenceTest {
    private static String shown(Model row) {
        if (row.has("gap")) return "...";
        return (row.has("gone") ? "-" : row.has("new") ? "+" : " ") + row.get("was") + "," + row.get("is") + " " + row.get("text");
    }

    private static List<String> between(String before, String after) {
        return Difference.between(before, after).orElseThrow().stream().map(DifferenceTest::shown).toList();
    }

    @Test
    void whatChangedStandsBetweenTheLinesAroundIt() {
        assertThat(between("a\nb\nc\nd\ne\nf\ng\nh\ni\n", "a\nb\nc\nd\nE\nf\ng\nh\ni\n")).containsExactly("...", " 2,2 b", " 3,3 c", " 4,4 d", "-5, e", "+,5 E", " 6,6 f", " 7,7 g", " 8,8 h", "...");
        assertThat(between("a\nb", "a\nx\nb")).containsExactly(" 1,1 a", "+,2 x", " 2,3 b");
        assertThat(between("", "a\nb")).containsExactly("+,1 a", "+,2 b");
        assertThat(between("a", "")).containsExactly("-1, a");
        assertThat(between("same\n", "same\n")).isEmpty();
    }

    @Test
    void changesFarApartHaveAGapBetween() {
        var before = IntStream.rangeClosed(1, 30).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        assertThat(between(before, before.replace("2\n3\n", "2\nthree\n").replace("\n28\n", "\n"))).containsExactly(" 1,1 1", " 2,2 2", "-3, 3", "+,3 three", " 4,4 4", " 5,5 5", " 6,6 6", "...",
                " 25,25 25", " 26,26 26", " 27,27 27", "-28, 28", " 29,28 29", " 30,29 30");
    }

    @Test
    void theRowsMakeTheOneTextOfTheOther() {
        var dice = new Random(38);
        for (var round = 0; round < 300; round++) {
            var before = text(dice);
            var after = text(dice);
            var rows = Difference.between(before, after).orElseThrow();
            for (var row : rows) {
                if (row.has("gap")) continue;
                if (!row.has("new")) assertThat(before.split("\n", -1)[Integer.parseInt(row.get("was").toString()) - 1]).isEqualTo(row.get("text"));
                if (!row.has("gone")) assertThat(after.split("\n", -1)[Integer.parseInt(row.get("is").toString()) - 1]).isEqualTo(row.get("text"));
            }
            var gone = rows.stream().filter(row -> row.has("gone")).count();
            var young = rows.stream().filter(row -> row.has("new")).count();
            assertThat(lines(after) - lines(before)).isEqualTo(young - gone);
        }
    }

    private static String text(Random dice) {
        return dice.ints(dice.nextInt(12), 0, 3).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
    }

    private static int lines(String text) {
        return text.isEmpty() ? 0 : text.split("\n", -1).length;
    }

    @Test
    void whatTakesTooLongIsNotCompared() {
        assertThat(Difference.between("a\n".repeat(4_000), "b\n".repeat(4_000))).isEmpty();
        var large = "a\n".repeat(60_000);
        assertThat(Difference.between(large, large + "b\n").orElseThrow()).hasSizeLessThan(10);
    }
}
