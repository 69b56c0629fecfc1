package torg.pages.document;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import torg.api.site.Document;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.SiteProblem;
import torg.api.site.Unknown;
import torg.api.view.Html;
import torg.pages.markup.Markup;
import torg.pages.markup.Renderings;
import torg.pages.markup.SafeHtml;
import torg.pages.tree.Pictures;
import torg.pages.tree.SitePages;
import torg.spi.site.SiteSource;

/** Renders what stands below the front matter, in each language of the site; {@code {{snippet:name}}} in it is replaced by the snippet's text, filled with what stands behind the name. */
public final class Bodies {
    private static final Pattern SNIPPET = Pattern.compile("\\{\\{\\s*snippet:([a-z0-9-]+)((?:\\s{1,9}[a-z][a-z0-9-]{0,49}=\"[^\"{}\\n]{0,500}\"){0,20})\\s*}}");

    private final List<Locale> locales;
    private final Renderings renderings;
    private final Map<String, Variants> snippets;
    private final Map<String, SnippetValues> values = new HashMap<>();

    public Bodies(SiteSource source, Map<String, Variants> snippets, Renderings renderings, Pictures pictures) {
        this.locales = source.settings().locales();
        this.renderings = renderings;
        this.snippets = snippets;
        // What is wrong there is told by whoever reads the rest of it.
        snippets.forEach((name, variants) -> values.put(name, SnippetValues.of(new Reader(variants.base().fields(), new Problems()), new Problems())));
        renderings.begin(source.settings(), pictures);
    }

    public static boolean isSnippet(String place) {
        return SNIPPET.matcher(place).matches();
    }

    public Map<String, SitePages.Snippet> snippets(Problems problems) {
        var rendered = new HashMap<String, SitePages.Snippet>();
        snippets.forEach((name, variants) -> {
            variants.others().values().stream().distinct().forEach(document -> values.get(name).check(document, problems));
            rendered.put(name, new SitePages.Snippet(render(variants, (document, locale) ->
                    renderings.of(locale, document.type(), values.get(name).fill(document, locale, "", Position.start(document.path()), problems)), problems)));
        });
        return rendered;
    }

    /** Mark-up by language tag. */
    public Map<String, Html> of(Variants variants, Problems problems) {
        return render(variants, (document, locale) -> renderings.of(locale, document, (one, in) -> expand(one, in, problems)), problems);
    }

    /** What was made of these is not remembered any longer. */
    public void forget(Variants variants) {
        for (var locale : locales) {
            var document = variants.in(locale);
            renderings.forget(locale, document, (one, in) -> expand(one, in, new Problems()));
        }
    }

    private Map<String, Html> render(Variants variants, BiFunction<Document, Locale, SafeHtml.Cleaned> rendered, Problems problems) {
        var byLanguage = new HashMap<String, Html>();
        for (var locale : locales) {
            var document = variants.in(locale);
            var cleaned = rendered.apply(document, locale);
            byLanguage.put(locale.toLanguageTag(), new Html(cleaned.markup()));
            if (!cleaned.leftOut().isEmpty()) tellOnce(leftOut(new Position(document.path(), document.bodyLine(), 1), cleaned), problems);
            for (var address : cleaned.undescribed()) place(document, address).ifPresent(at -> tellOnce(undescribed(at, address), problems));
        }
        return byLanguage;
    }

    /** Snippets do not contain snippets, so this ends. */
    private String expand(Document document, Locale locale, Problems problems) {
        return SNIPPET.matcher(document.body()).replaceAll(found -> Matcher.quoteReplacement(snippet(document, locale, found, problems)));
    }

    private String snippet(Document document, Locale locale, MatchResult found, Problems problems) {
        var variants = snippets.get(found.group(1));
        if (variants == null) {
            var unknown = new Unknown(found.group(1), snippets.keySet());
            tellOnce(new SiteProblem(Places.in(document, found.start()), "pages.no-snippet", "there is no snippet '" + unknown.name() + "'", unknown.help("add it to the folder snippets"), true, unknown.choices()), problems);
            return "";
        }
        if (variants.base().fields().get("components").isPresent()) {
            tellOnce(new SiteProblem(Places.in(document, found.start()), "pages.snippet-components", "the snippet '" + found.group(1) + "' holds components, which do not stand within a text",
                    "place it among the page's components: '- {component: snippet, snippet: " + found.group(1) + "}'", true), problems);
        }
        var text = variants.in(locale);
        var told = new Problems();
        var filled = values.get(found.group(1)).fill(text, locale, found.group(2), Places.in(document, found.start()), told);
        told.found().forEach(problem -> tellOnce(problem, problems));
        return document.type().equals("html") && text.type().equals("md") ? Markup.markdown(filled) : filled.strip();
    }

    static SiteProblem leftOut(Position at, SafeHtml.Cleaned cleaned) {
        return new SiteProblem(at, "pages.left-out", "left out, because pages do not carry it: " + String.join(", ", cleaned.leftOut()),
                "remove it; behaviour belongs into a component, looks into the theme, an image into the folder files", false);
    }

    /** Where an image stands in a text; one that comes with a snippet stands in that. */
    private static Optional<Position> place(Document document, String address) {
        return Stream.concat(Stream.of(address), Pictures.path(address).map(path -> "/" + path).stream())
                .map(document.body()::indexOf).filter(at -> at >= 0).findFirst().map(at -> Places.in(document, at));
    }

    static SiteProblem undescribed(Position at, String address) {
        return new SiteProblem(at, "pages.no-alt", "nobody says what the image '" + address + "' shows",
                "say it in pictures.yml, below 'alt', for all pages that show it (\"\" where there is nothing to be told), or in the text itself", false);
    }

    /** A document without translation is rendered once for each language, and told of once. */
    private static void tellOnce(SiteProblem problem, Problems problems) {
        if (!problems.found().contains(problem)) problems.add(problem);
    }
}
