package torg.site.theme;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import torg.api.site.ThemeSetting.Kind;
import torg.api.site.ThemeValue;

/** Understands values as people and style sheets write them. Strict: what is understood holds nothing that could end a declaration of a style sheet. */
final class Written {
    private static final Pattern COLOR = Pattern.compile("#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})");
    private static final Pattern PAIR = Pattern.compile("light-dark\\(\\s*(#\\w+)\\s*,\\s*(#\\w+)\\s*\\)");
    private static final Pattern REFERENCE = Pattern.compile("var\\(\\s*--([\\w-]+)\\s*\\)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,5}(\\.\\d{1,5})?");
    private static final Pattern LENGTH = Pattern.compile("(\\d{1,5}(?:\\.\\d{1,5})?)(rem|px)");
    private static final Pattern FAMILY = Pattern.compile("-?[\\p{L}\\p{N}]+([ _-][\\p{L}\\p{N}]+)*");
    private static final int LONGEST_FAMILY = 60;
    private static final int MOST_FAMILIES = 20;

    private Written() {}

    /** {@code #rgb} or {@code #rrggbb}, as the latter in lower case. */
    static Optional<String> color(String text) {
        if (!COLOR.matcher(text).matches()) return Optional.empty();
        var digits = text.substring(1).toLowerCase(Locale.ROOT);
        return Optional.of("#" + (digits.length() == 6 ? digits : digits.replaceAll("(.)", "$1$1")));
    }

    static Optional<BigDecimal> number(String text) {
        return NUMBER.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    static Optional<ThemeValue.Length> length(String text) {
        var found = LENGTH.matcher(text);
        return found.matches() ? Optional.of(new ThemeValue.Length(new BigDecimal(found.group(1)), found.group(2))) : Optional.empty();
    }

    /** Names with commas between, in quotes or without. */
    static Optional<List<String>> families(String text) {
        var families = new ArrayList<String>();
        for (var name : text.split(",", -1)) {
            var plain = name.strip().replaceAll("^([\"'])(.*)\\1$", "$2");
            if (plain.length() > LONGEST_FAMILY || !FAMILY.matcher(plain).matches()) return Optional.empty();
            families.add(plain);
        }
        return families.size() > MOST_FAMILIES ? Optional.empty() : Optional.of(families);
    }

    /** The name in {@code var(--name)}. */
    static Optional<String> reference(String text) {
        var found = REFERENCE.matcher(text);
        return found.matches() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /** What a style sheet gives a custom property. */
    static Optional<ThemeValue> token(Kind kind, String text) {
        return switch (kind) {
            case Kind.Color _ -> colors(text);
            case Kind.Font _ -> families(text).map(families -> new ThemeValue.Font(families, Optional.empty()));
            case Kind.Length _ -> length(text).map(length -> length);
            case Kind.Figure _ -> number(text).map(ThemeValue.Figure::new);
            case Kind.Choice _, Kind.Flag _, Kind.Words _, Kind.Image _ -> Optional.empty();
        };
    }

    private static Optional<ThemeValue> colors(String text) {
        var pair = PAIR.matcher(text);
        if (!pair.matches()) return color(text).map(both -> new ThemeValue.Color(both, both));
        return color(pair.group(1)).flatMap(light -> color(pair.group(2)).map(dark -> new ThemeValue.Color(light, dark)));
    }
}
