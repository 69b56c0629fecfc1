package torg.table.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What {@code torg lint --list} says of this module is what the module says. */
class LintListTest {
    private static final List<String> LINES = lines();

    @Test
    void eachLineHasACodeALevelAReasonAndARemedy() {
        assertThat(LINES).isNotEmpty().allSatisfy(line -> assertThat(line.split("\t")).hasSize(4).doesNotContain(""));
        assertThat(LINES).extracting(line -> line.split("\t")[0]).doesNotHaveDuplicates();
    }

    @Test
    void whatIsListedIsToldSomewhereAndWarningsAreAllListed() throws IOException {
        var sources = sources();
        for (var line : LINES) {
            var code = line.split("\t")[0];
            assertThat(sources).as(code).containsAnyOf("\"" + code + "\"", "\"" + code.substring(code.indexOf('.') + 1) + "\"");
        }
        var listed = LINES.stream().map(line -> line.split("\t")[0]).toList();
        assertThat(Pattern.compile("problems\\.warning\\([^;]*?\"(permissions\\.[a-z-]+)\"").matcher(sources).results().map(found -> found.group(1)).toList()).isNotEmpty().allSatisfy(code -> assertThat(listed).contains(code));
    }

    private static String sources() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            var all = new ArrayList<String>();
            for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) all.add(Files.readString(file));
            return all.stream().collect(Collectors.joining());
        }
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Path.of("src/main/resources/META-INF/torg/lints.tsv"));
        } catch (IOException e) {
            throw new AssertionError("the list of lints cannot be read", e);
        }
    }
}
