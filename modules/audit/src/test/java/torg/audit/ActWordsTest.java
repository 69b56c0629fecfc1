package torg.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every act that the code of this tree tells has words in both languages. */
class ActWordsTest {
    private static final String NAME = "\"([a-z]+(?:-[a-z]+)*)\"";
    /** By what an act is named: as such, by a rule of a table, or by a method that tells it. */
    private static final List<Pattern> TOLD = Stream.of("Act\\.(?:done|refused)\\(" + NAME, "new Rule\\([^\"]+?, " + NAME + ", " + NAME + ", " + NAME,
            "(?:tell|telling|parked)(?:\\.accept)?\\(" + NAME + ", ", "tell\\([^\"\\n]*\\? " + NAME + " : " + NAME + ", ", "orElse\\(\"(row-[a-z]+)\"\\)", "String (?:CUT|ERASE|ACT|SIGN_IN|SIGN_OUT) = " + NAME).map(Pattern::compile).toList();

    @ParameterizedTest
    @ValueSource(strings = {"en", "nb"})
    void haveWords(String language) throws IOException {
        var words = new Words(Locale.of(language), Map.of());

        assertThat(told()).allSatisfy(act -> assertThat(words.act(act)).as(act + " in " + language).isNotEqualTo(act));
    }

    @Test
    void areFoundInEveryWayTheyAreTold() throws IOException {
        assertThat(told()).contains("download", "invitation-made", "sign-out", "sign-in-limited", "sync-decide", "sync-drop", "row-created", "audit-cut", "audit-erase", "rules-changed");
    }

    @Test
    void areTheOnlyOnesThatHaveWords() throws IOException {
        assertThat(new Words(Locale.ENGLISH, Map.of()).acts()).extracting(Map.Entry::getKey).isSubsetOf(told());
    }

    private static Set<String> told() throws IOException {
        var told = new TreeSet<String>();
        for (var file : sources()) {
            var text = Files.readString(file);
            if (!text.contains("torg.api.audit") && !text.contains("torg.spi.audit") && !text.contains("tell.accept(")) continue;
            for (var pattern : TOLD) {
                pattern.matcher(text).results().forEach(found -> {
                    for (var group = 1; group <= found.groupCount(); group++) told.add(found.group(group));
                });
            }
        }
        return told;
    }

    /** Of platform and modules, a folder each. */
    private static List<Path> sources() throws IOException {
        var sources = new ArrayList<Path>();
        for (var folder : List.of("../../platform", "..")) {
            try (var parts = Files.newDirectoryStream(Path.of(folder), part -> Files.isDirectory(part.resolve("src/main/java")))) {
                for (var part : parts) {
                    try (var files = Files.walk(part.resolve("src/main/java"))) {
                        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }
}
