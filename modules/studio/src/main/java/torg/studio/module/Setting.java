package torg.studio.module;

import java.util.Locale;
import java.util.stream.Stream;
import torg.api.health.ModuleSetting;

/**
 * A setting of a module as administrators are told of it.
 *
 * @param file in which people write it
 * @param name its key there
 * @param kind {@code text}, {@code number}, {@code yes-no} or {@code secret}
 * @param fits bounds or options, in the notation of a program: {@code 1..65535}, {@code starttls|tls|none}; empty for anything of its kind
 * @param usual its default
 * @param value what it is now; empty for a secret
 * @param origin who says that: {@code usual}, {@code start} or {@code file}
 * @param description what it means, in English
 */
public record Setting(String file, String name, String kind, String fits, String usual, String value, String origin, String description) {
    static Setting of(ModuleSetting setting) {
        var bounds = setting.least().isEmpty() && setting.most().isEmpty() ? "" : setting.least().orElse("") + ".." + setting.most().orElse("");
        return new Setting(setting.file(), setting.name(), word(setting.kind()), setting.options().isEmpty() ? bounds : String.join("|", setting.options()), setting.usual(),
                setting.value().orElse(""), word(setting.origin()), setting.description());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** For a terminal, as it would be written in its file. */
    Stream<String> lines() {
        var now = kind.equals("secret") ? origin.equals("usual") ? "" : "(secret)" : value;
        return Stream.of("setting " + file + " " + name + "=" + now + (fits.isEmpty() ? "" : "   " + fits), "  " + description).filter(line -> !line.isBlank());
    }
}
