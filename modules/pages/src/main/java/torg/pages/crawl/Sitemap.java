package torg.pages.crawl;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import torg.pages.tree.WholeAddresses;

/**
 * Addresses of pages in the form of sitemaps.org, each in every language in which it is, with the ways to the others. Many pages are told in several files, so that none
 * is too large to be kept or read; the first then lists the others.
 */
record Sitemap(WholeAddresses addresses, List<Known> known) {
    /** A page, and the languages in which it is. */
    record Known(String path, List<Locale> languages) {}

    /** About half a megabyte. */
    private static final int MOST_LINKS = 5_000;

    /** The file of this number. The first is 0, and all there is for a site whose pages fit into it. */
    Optional<String> file(int number) {
        var languages = addresses.settings().locales().size();
        var each = Math.max(1, MOST_LINKS / (languages * (languages + 2)));
        var files = (known.size() + each - 1) / each;
        if (files <= 1) return number == 0 ? Optional.of(pages(known)) : Optional.empty();
        if (number > files) return Optional.empty();
        return Optional.of(number == 0 ? index(files) : pages(known.subList((number - 1) * each, Math.min(number * each, known.size()))));
    }

    private String index(int files) {
        return document("sitemapindex", "", IntStream.rangeClosed(1, files).mapToObj(number -> "<sitemap><loc>" + Xml.escape(addresses.origin()) + "/sitemap-" + number + ".xml</loc></sitemap>\n")
                .collect(Collectors.joining()));
    }

    private String pages(List<Known> some) {
        return document("urlset", " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"", some.stream().map(this::page).collect(Collectors.joining()));
    }

    private static String document(String root, String more, String content) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + root + " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"" + more + ">\n" + content + "</" + root + ">\n";
    }

    private String page(Known page) {
        var alternates = new StringBuilder();
        addresses.alternates(page.path, page.languages).forEach((tag, link) ->
                alternates.append("<xhtml:link rel=\"alternate\" hreflang=\"").append(Xml.escape(tag)).append("\" href=\"").append(Xml.escape(link)).append("\"/>\n"));
        return page.languages.stream().map(locale -> "<url>\n<loc>" + Xml.escape(addresses.in(locale, page.path)) + "</loc>\n" + alternates + "</url>\n").collect(Collectors.joining());
    }
}
