package torg.search.lucene.site;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The address of a row's page, with names of the row's columns in braces: {@code /orders/{ordernumber}}. */
public record RowLink(String pattern) {
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

    /** Names of the columns in it. */
    public List<String> columns() {
        return PLACE.matcher(pattern).results().map(place -> place.group(1)).toList();
    }

    /** The address of the row with these values; empty when one that stands in it is missing. */
    public Optional<String> of(Function<String, Optional<String>> value) {
        if (columns().stream().map(value).anyMatch(Optional::isEmpty)) return Optional.empty();
        return Optional.of(PLACE.matcher(pattern).replaceAll(place -> Matcher.quoteReplacement(encoded(value.apply(place.group(1)).orElseThrow()))));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
