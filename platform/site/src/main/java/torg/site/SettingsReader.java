package torg.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.SiteSettings;
import torg.api.text.Text;

/** Understands {@code site.yml}. */
final class SettingsReader {
    /** Settings that every site may have; those of modules are for these to know. */
    private static final Set<String> KNOWN = Set.of("administrator-role", "time-zone");

    private SettingsReader() {}

    /** The settings; nothing when something essential is wrong, and then a problem says what. */
    static Optional<SiteSettings> read(Document document, Problems problems) {
        var reader = new Reader(document.fields(), problems);
        var theme = reader.required("theme");
        if (!theme.isEmpty() && !theme.matches("[a-z0-9][a-z0-9-]*")) {
            problems.error(reader.at("theme"), "site.theme-name", "'" + theme + "' is no theme's name",
                    "use lower-case letters, digits and hyphens, as the folder below themes/ does");
        }
        var locales = locales(reader, problems);
        var name = name(document, reader, locales, problems);
        var values = values(reader, problems);
        reader.done();
        return problems.fatal() ? Optional.empty() : Optional.of(new SiteSettings(name, theme, locales, values));
    }

    /** It is a text in the languages that stand beside it. */
    private static Text name(Document document, Reader reader, List<Locale> locales, Problems problems) {
        var texts = new Problems(locales.stream().map(Locale::toLanguageTag).collect(Collectors.toSet()));
        var name = new Reader(document.fields(), texts).label("name").filter(text -> !text.equals(Text.of(""))).orElseGet(() -> Text.of(reader.required("name")));
        reader.node("name");
        texts.found().forEach(problems::add);
        return name;
    }

    private static List<Locale> locales(Reader reader, Problems problems) {
        var locales = new ArrayList<Locale>();
        for (var item : reader.items("languages")) {
            var locale = locale(item, problems);
            if (locale.filter(locales::contains).isPresent()) {
                problems.error(item.at(), "site.twice", "this language is listed twice", "keep one of the two");
            }
            locale.ifPresent(locales::add);
        }
        if (locales.isEmpty()) problems.error(reader.at("languages"), "site.missing", "the site has no language",
                "add 'languages: [en]', the default language first");
        return locales;
    }

    private static Optional<Locale> locale(Node item, Problems problems) {
        try {
            if (item instanceof Node.Scalar(Position _, var tag) && !tag.isBlank()) return Optional.of(new Locale.Builder().setLanguageTag(tag).build()).filter(locale -> isSpoken(locale, item, problems));
        } catch (IllformedLocaleException e) {
            // told below, together with what is no single value
        }
        problems.error(item.at(), "site.no-language", "this is no language tag", "write a tag such as en, nb or pt-BR");
        return Optional.empty();
    }

    /** Of two letters there are not so many; a slip would take a language's documents off the site. */
    private static boolean isSpoken(Locale locale, Node item, Problems problems) {
        var language = locale.getLanguage();
        if (language.length() == 2 && !List.of(Locale.getISOLanguages()).contains(language)) {
            problems.error(item.at(), "site.no-language", "there is no language '" + language + "'", "write a tag such as en, nb or pt-BR");
        }
        return true;
    }

    private static Map<String, String> values(Reader reader, Problems problems) {
        var values = new HashMap<String, String>();
        reader.mapping("settings").ifPresent(settings -> settings.entries().forEach((key, value) -> {
            if (!KNOWN.contains(key)) Problems.nearest(key, KNOWN).ifPresent(near -> problems.warning(value.at(), "site.unknown-setting", "'" + key + "' may be read by nobody", "did you mean '" + near + "'?"));
            if (value instanceof Node.Scalar(Position _, var text)) values.put(key, text);
            else problems.error(value.at(), "site.wrong-shape", "the setting '" + key + "' is one value, not a list or a mapping", "write one value");
        }));
        return values;
    }
}
