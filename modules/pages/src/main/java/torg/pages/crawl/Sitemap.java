package torg.pages.crawl;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import torg.pages.tree.WholeAddresses;

/**
 * Addresses of pages in the form of sitemaps.org, each in every language with the ways to the others. Many pages are told in several files, so that none
 * is too large to be kept or read; the first then lists the others.
 *
 * @param paths of the pages
 */
record Sitemap(WholeAddresses addresses, List<String> paths) {
    /** About half a megabyte. */
    private static final int MOST_LINKS = 5_000;

    /** The file of this number. The first is 0, and all there is for a site whose pages fit into it. */
    Optional<String> file(int number) {
        var languages = addresses.settings().locales().size();
        var each = Math.max(1, MOST_LINKS / (languages * (languages + 2)));
        var files = (paths.size() + each - 1) / each;
        if (files <= 1) return number == 0 ? Optional.of(pages(paths)) : Optional.empty();
        if (number > files) return Optional.empty();
        return Optional.of(number == 0 ? index(files) : pages(paths.subList((number - 1) * each, Math.min(number * each, paths.size()))));
    }

    private String index(int files) {
        return document("sitemapindex", "", IntStream.rangeClosed(1, files).mapToObj(number -> "<sitemap><loc>" + Xml.escape(addresses.origin()) + "/sitemap-" + number + ".xml</loc></sitemap>\n")
                .collect(Collectors.joining()));
    }

    private String pages(List<String> some) {
        return document("urlset", " xmlns:xhtml=\"http://www.w3.org/1999/xhtml\"", some.stream().map(this::page).collect(Collectors.joining()));
    }

    private static String document(String root, String more, String content) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + root + " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"" + more + ">\n" + content + "</" + root + ">\n";
    }

    private String page(String path) {
        var alternates = new StringBuilder();
        addresses.alternates(path).forEach((tag, link) ->
                alternates.append("<xhtml:link rel=\"alternate\" hreflang=\"").append(Xml.escape(tag)).append("\" href=\"").append(Xml.escape(link)).append("\"/>\n"));
        return addresses.settings().locales().stream().map(locale -> "<url>\n<loc>" + Xml.escape(addresses.in(locale, path)) + "</loc>\n" + alternates + "</url>\n").collect(Collectors.joining());
    }
}
