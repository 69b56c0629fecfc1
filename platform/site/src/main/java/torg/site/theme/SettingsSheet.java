package torg.site.theme;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import torg.api.site.ContentFile;
import torg.api.site.ThemeValue;

/** Writes the style sheet that gives tokens the values that are set. It holds nothing that has not been understood. */
final class SettingsSheet {
    static final String NAME = "settings.css";
    private static final Set<String> GENERIC = Set.of("serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "ui-serif", "ui-sans-serif", "ui-monospace", "ui-rounded", "-apple-system");

    private SettingsSheet() {}

    /** The sheet of these settings, as an asset of the theme. */
    static ContentFile of(String theme, List<Choices.Chosen> settings) {
        var text = new StringBuilder("/* What is set: in content/<site>/theme.yml, and below 'values' in a theme.yml of the theme. */\n");
        settings.stream().map(Choices.Chosen::value).forEach(value -> {
            if (value instanceof ThemeValue.Font(var families, var file)) file.ifPresent(path -> text.append(face(families.getFirst(), path)));
        });
        text.append(":root {\n");
        settings.forEach(setting -> text.append("  --").append(setting.definition().name()).append(": ").append(css(setting.value())).append(";\n"));
        var bytes = text.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
        return new ContentFile("themes/" + theme + "/assets/" + NAME, Integer.toHexString(text.toString().hashCode()), bytes);
    }

    private static String css(ThemeValue value) {
        return switch (value) {
            case ThemeValue.Color(var light, var dark) -> light.equals(dark) ? light : "light-dark(" + light + ", " + dark + ")";
            case ThemeValue.Font(var families, _) -> families.stream().map(family -> GENERIC.contains(family) ? family : "\"" + family + "\"").collect(Collectors.joining(", "));
            case ThemeValue.Length length -> length.toString();
            case ThemeValue.Figure(var number) -> number.toPlainString();
            case ThemeValue.Choice _, ThemeValue.Flag _, ThemeValue.Words _, ThemeValue.Image _ -> throw new IllegalArgumentException("no style sheet holds " + value);
        };
    }

    /** Of one weight or of all: a file that holds one is used for the others too. */
    private static String face(String family, String path) {
        return "@font-face { font-family: \"" + family + "\"; src: url(\"" + address(path) + "\") format(\"" + path.substring(path.lastIndexOf('.') + 1) + "\"); font-weight: 100 900; font-display: swap; }\n";
    }

    /** As the sheet, which lies in assets/, has to write it. */
    private static String address(String path) {
        try {
            return new URI(null, null, path.startsWith("assets/") ? path.substring("assets/".length()) : "/" + path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
