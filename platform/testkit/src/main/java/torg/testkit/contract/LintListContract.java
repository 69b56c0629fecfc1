package torg.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What {@code torg lint --list} says of a module is what the module says. Runs in the module's own folder, on its sources. */
public interface LintListContract {
    /** A regular expression: the codes of warnings that must be listed. */
    String listed();

    @Test
    default void eachLineHasACodeALevelAReasonAndARemedy() throws IOException {
        assertThat(lines()).isNotEmpty().allSatisfy(line -> assertThat(line).hasSize(4).doesNotContain(""));
        assertThat(codes()).doesNotHaveDuplicates();
    }

    @Test
    default void whatIsListedIsToldSomewhereAndWarningsAreAllListed() throws IOException {
        var sources = sources();
        for (var code : codes()) assertThat(sources).as(code).containsAnyOf("\"" + code + "\"", "\"" + code.substring(code.indexOf('.') + 1) + "\"");
        var told = Pattern.compile("problems\\.warning\\([^;]*?\"(" + listed() + ")\"").matcher(sources).results().map(found -> found.group(1)).toList();
        assertThat(told).isNotEmpty().isSubsetOf(codes());
    }

    private static List<String[]> lines() throws IOException {
        return Files.readAllLines(Path.of("src/main/resources/META-INF/torg/lints.tsv")).stream().map(line -> line.split("\t")).toList();
    }

    private static List<String> codes() throws IOException {
        return lines().stream().map(line -> line[0]).toList();
    }

    private static String sources() throws IOException {
        try (var files = Files.walk(Path.of("src/main/java"))) {
            var all = new ArrayList<String>();
            for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) all.add(Files.readString(file));
            return String.join("", all);
        }
    }
}
