package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What {@code platform/docs/asvs.md} says of the standard is whole, and what it names is there. */
class AsvsTest {
    private static final Path ROOT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("\\| (\\d+\\.\\d+)\\.(\\d+) \\| ([123]) \\| ([^|]+) \\| ([a-z ]+) \\| ([^|]+) \\|");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    /**
     * How many requirements of levels 1 and 2 each section has, of V8 of all levels; none is left out between the first and that one, for the standard puts level 3 last.
     * Source: OWASP ASVS 5.0.0.
     */
    private static final Map<String, Integer> REQUIREMENTS = Map.ofEntries(Map.entry("6.1", 3), Map.entry("6.2", 12), Map.entry("6.3", 4), Map.entry("6.4", 4), Map.entry("6.5", 5), Map.entry("6.6", 3), Map.entry("6.8", 4),
            Map.entry("7.1", 3), Map.entry("7.2", 4), Map.entry("7.3", 2), Map.entry("7.4", 5), Map.entry("7.5", 2), Map.entry("7.6", 2),
            Map.entry("8.1", 4), Map.entry("8.2", 4), Map.entry("8.3", 3), Map.entry("8.4", 2), Map.entry("9.1", 3), Map.entry("9.2", 4),
            Map.entry("10.1", 2), Map.entry("10.2", 2), Map.entry("10.3", 4), Map.entry("10.4", 11), Map.entry("10.5", 5), Map.entry("10.6", 2), Map.entry("10.7", 3));

    private record Row(String section, int number, String state, String by) {}

    @Test
    void everyRequirementHasARow() throws IOException {
        var numbers = rows().stream().collect(Collectors.groupingBy(Row::section, Collectors.mapping(Row::number, Collectors.toList())));

        assertThat(numbers).isEqualTo(REQUIREMENTS.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, section -> IntStream.rangeClosed(1, section.getValue()).boxed().toList())));
    }

    @Test
    void whatIsHeldNamesTestsAndAllElseSaysWhy() throws IOException {
        assertThat(rows()).allSatisfy(row -> {
            assertThat(row.state).isIn("held", "built", "in part", "missing", "no case");
            if (row.state.equals("held")) assertThat(row.by).as(row.toString()).containsPattern(NAMED);
        });
    }

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        var tests = tests();

        assertThat(NAMED.matcher(text()).results().toList()).isNotEmpty().allSatisfy(named -> {
            assertThat(tests).as("a class of tests").containsKey(named.group(1));
            assertThat(Files.readString(tests.get(named.group(1)))).as(named.group()).containsPattern("\n    void " + named.group(2) + "\\(");
        });
    }

    private static List<Row> rows() throws IOException {
        return text().lines().map(ROW::matcher).filter(row -> row.matches()).map(row -> new Row(row.group(1), Integer.parseInt(row.group(2)), row.group(5), row.group(6))).toList();
    }

    private static String text() throws IOException {
        return Files.readString(ROOT.resolve("platform/docs/asvs.md"));
    }

    private static Map<String, Path> tests() throws IOException {
        var folders = Stream.concat(Stream.of(ROOT.resolve("launcher")), Room.all().stream().map(Room::folder)).map(folder -> folder.resolve("src/test/java")).filter(Files::isDirectory).toList();
        try (var files = folders.stream().flatMap(AsvsTest::walked)) {
            return files.filter(file -> file.toString().endsWith("Test.java")).collect(Collectors.toMap(file -> file.getFileName().toString().replace(".java", ""), Function.identity(), (one, _) -> one));
        }
    }

    private static Stream<Path> walked(Path folder) {
        try {
            return Files.walk(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
