package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Fields into which people type passwords, in whatever template they stand. */
class PasswordFieldsTest {
    private static final Pattern INPUT = Pattern.compile("<input\\s[^>]*>");
    private static final Pattern OF_A_PASSWORD = Pattern.compile("\\bname=\"(?:password|old|repeated)\"|\\btype=\"password\"");

    @Test
    void whatIsTypedIsMaskedAndAPasswordManagerKnowsWhatItIs() throws IOException {
        assertThat(fields()).isNotEmpty().allSatisfy(field -> assertThat(field).contains("type=\"password\"").containsPattern("autocomplete=\"[^\"]*(?:current|new)-password"));
    }

    private static List<String> fields() throws IOException {
        var fields = new ArrayList<String>();
        for (var folder : List.of("../modules", "../themes")) {
            try (var files = Files.walk(Path.of(folder))) {
                for (var file : files.filter(one -> one.toString().endsWith(".mustache") && !one.toString().contains("/target/")).toList()) {
                    INPUT.matcher(Files.readString(file)).results().map(MatchResult::group).filter(input -> OF_A_PASSWORD.matcher(input).find()).forEach(fields::add);
                }
            }
        }
        return fields;
    }
}
