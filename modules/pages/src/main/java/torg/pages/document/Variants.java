package torg.pages.document;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.SiteSettings;

/**
 * One text in the languages it was written in: {@code terms.md} and {@code terms.nb.md}.
 *
 * @param base in the default language; it decides everything but the words
 * @param others by language tag
 */
public record Variants(Document base, Map<String, Document> others) {
    /** In this language, its base language ({@code pt} for {@code pt-BR}), or else in the default one. */
    Document in(Locale locale) {
        return others.getOrDefault(locale.toLanguageTag(), others.getOrDefault(locale.getLanguage(), base));
    }

    /**
     * Of these languages of the site those in which it truly is, the default one among them; in the others it is shown in another. It is in a language that has a document of its own,
     * or its title, when there is no running text to be translated.
     */
    public List<Locale> spoken(List<Locale> locales) {
        var spoken = locales.stream().filter(locale -> locale.equals(locales.getFirst()) || in(locale) != base || base.body().isBlank() && titled(locale)).toList();
        return spoken.size() == locales.size() ? locales : spoken;
    }

    private boolean titled(Locale locale) {
        return base.fields().get("title").orElse(null) instanceof Node.Mapping titles && (titles.get(locale.toLanguageTag()).isPresent() || titles.get(locale.getLanguage()).isPresent());
    }

    /** Whether this very document is one of them. */
    public boolean holds(Document document) {
        return others.values().stream().anyMatch(one -> one == document);
    }

    /** The same text with this document in place of that one. */
    public Variants with(Document before, Document now) {
        var byLanguage = new HashMap<>(others);
        byLanguage.replaceAll((_, document) -> document == before ? now : document);
        return new Variants(base == before ? now : base, Map.copyOf(byLanguage));
    }

    /** Documents of a folder by name, in the order of the names; a name without a document in the default language is a problem, a name used twice another. */
    public static Map<String, Variants> of(List<Document> documents, SiteSettings settings, Problems problems) {
        var byName = new HashMap<String, Map<String, Document>>();
        for (var document : documents) {
            var language = document.language().isEmpty() ? settings.defaultLocale().toLanguageTag() : document.language();
            var before = byName.computeIfAbsent(document.name(), _ -> new LinkedHashMap<>()).putIfAbsent(language, document);
            if (before != null) {
                problems.error(Position.start(document.path()), "pages.twice", "this is written already, in '" + before.path() + "'", "remove one of the two");
            }
        }
        var variants = new LinkedHashMap<String, Variants>();
        byName.keySet().stream().sorted().forEach(name -> make(byName.get(name), settings, problems).ifPresent(made -> variants.put(name, made)));
        return variants;
    }

    private static Optional<Variants> make(Map<String, Document> byLanguage, SiteSettings settings, Problems problems) {
        var base = byLanguage.get(settings.defaultLocale().toLanguageTag());
        if (base != null) return Optional.of(new Variants(base, Map.copyOf(byLanguage)));
        var first = byLanguage.values().iterator().next();
        problems.error(Position.start(first.path()), "pages.no-default-language",
                "this has no text in the site's default language '" + settings.defaultLocale().toLanguageTag() + "'", "add the document without a language in its name");
        return Optional.empty();
    }
}
