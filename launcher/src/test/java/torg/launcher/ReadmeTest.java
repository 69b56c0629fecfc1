package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A README is read by somebody who knows nothing yet: it is short, and so are its lines and paragraphs. Code and tables may be as wide as they have to be. */
class ReadmeTest {
    private static final int MOST_WORDS = 700;
    private static final int LONGEST_LINE = 200;
    private static final int MOST_LINES_OF_A_PARAGRAPH = 5;
    private static final String MEND = "; move the reference part to a page beside it, and say one thing a sentence";
    private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

    /** Still too long: each is to be split as {@code modules/pages} was, and taken away here. */
    private static final Set<String> NOT_YET = Set.of("modules/connector-dynamics", "modules/demo-erp", "platform/site");

    static Stream<Path> rooms() {
        return Room.all().stream().map(room -> room.folder().resolve("README.md")).filter(ReadmeTest::isHeldToIt);
    }

    /** These are about several rooms, or lead through all of it. */
    static Stream<Path> others() {
        return Stream.of("", "platform", "platform/docs", "modules", "launcher").map(folder -> CHECKOUT.resolve(folder).resolve("README.md")).filter(ReadmeTest::isHeldToIt);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void aRoomIsDescribedInAFewWords(Path readme) throws IOException {
        assertThat(Files.readString(readme).split("\\s+")).as("words of %s%s", readme, MEND).hasSizeLessThanOrEqualTo(MOST_WORDS);
    }

    @ParameterizedTest
    @MethodSource({"rooms", "others"})
    void noLineOrParagraphIsAWall(Path readme) throws IOException {
        assertThat(walls(Files.readAllLines(readme))).as("walls in %s%s", readme, MEND).isEmpty();
    }

    @Test
    void aWallIsSeen() {
        var sentence = "word ".repeat(41);
        assertThat(walls(List.of("# Title", "short", "", sentence, "| " + sentence, "```", sentence, "```"))).containsExactly("line 4 has 205 characters");
        assertThat(walls(List.of("a", "b", "c", "d", "e", "", "- a", "- b", "- c", "- d", "- e", "- f"))).isEmpty();
        assertThat(walls(List.of("a", "b", "c", "d", "e", "f", "g"))).containsExactly("line 6 goes on with a paragraph of 5 lines");
        assertThat(walls(List.of("- a", "  b", "  c", "  d", "  e", "  f"))).containsExactly("line 6 goes on with a paragraph of 5 lines");
    }

    @Test
    void nobodyIsExcusedForGood() throws IOException {
        for (var folder : NOT_YET) {
            var readme = CHECKOUT.resolve(folder).resolve("README.md");
            assertThat(walls(Files.readAllLines(readme)).isEmpty() && Files.readString(readme).split("\\s+").length <= MOST_WORDS).as("%s is short now: take it out of NOT_YET", folder).isFalse();
        }
    }

    private static boolean isHeldToIt(Path readme) {
        return !NOT_YET.contains(CHECKOUT.relativize(readme.getParent()).toString());
    }

    private static List<String> walls(List<String> lines) {
        var walls = new ArrayList<String>();
        var code = false;
        var paragraph = 0;
        for (int i = 0; i < lines.size(); i++) {
            var line = lines.get(i);
            var fence = line.strip().startsWith("```");
            if (fence) code = !code;
            if (code || fence || line.isBlank() || line.startsWith("#") || line.startsWith("|")) {
                paragraph = 0;
                continue;
            }
            paragraph = line.matches("\\s*([-*]|\\d+\\.) .*") ? 1 : paragraph + 1;
            if (line.length() > LONGEST_LINE) walls.add("line " + (i + 1) + " has " + line.length() + " characters");
            if (paragraph == MOST_LINES_OF_A_PARAGRAPH + 1) walls.add("line " + (i + 1) + " goes on with a paragraph of " + MOST_LINES_OF_A_PARAGRAPH + " lines");
        }
        return walls;
    }
}
