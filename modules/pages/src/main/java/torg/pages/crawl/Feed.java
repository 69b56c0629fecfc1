package torg.pages.crawl;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import torg.api.site.ContentFile;
import torg.api.view.PageType.Kind;
import torg.api.web.PublicUrl;
import torg.api.web.Request;
import torg.pages.access.Sight;
import torg.pages.collection.Listing;
import torg.pages.tree.Addresses;
import torg.pages.tree.Entry;
import torg.pages.tree.Fields.Value;
import torg.pages.tree.PageTree;
import torg.pages.tree.SitePages;
import torg.spi.view.PageGuide.Found;

/**
 * The collection of a page as a feed in Atom (RFC 4287): {@code /news.atom} of the page {@code /news}. Whoever may read the page may read it, and finds in it
 * the pages that they may read. While the portal does not know its public address the links in it begin with a slash, as the RFC has it.
 */
public record Feed(PublicUrl url) {
    private static final int MOST = 50;

    /** The page whose feed is at this path. */
    public static Optional<Entry> host(String path, PageTree tree) {
        return Listing.pageOf(path).flatMap(tree::entry).filter(entry -> !entry.hasVariables() && Listing.feedOn(entry.page()).isPresent());
    }

    /** The feed at the request's path; empty when there is none, and without a word for who may not read its page: nobody is handed it. */
    public Optional<Found> find(Request request, SitePages pages, Sight sight) {
        return host(request.path(), pages.tree()).filter(sight::finds).map(host -> new Found.TheFile(
                new ContentFile(request.path().substring(1), "", (sight.of(host) ? text(request, host, Listing.feedOn(host.page()).orElseThrow(), pages, sight) : "").getBytes(UTF_8)), "application/atom+xml", host.page()));
    }

    private record Item(Entry entry, Instant moment) {}

    private String text(Request request, Entry host, Listing listing, SitePages pages, Sight sight) {
        var locale = request.locale();
        var items = listing.selection().of(pages.tree(), locale, sight).stream().filter(entry -> !entry.equals(host))
                .flatMap(entry -> moment(request, entry, listing.selection().by()).map(moment -> new Item(entry, moment)).stream()).limit(MOST).toList();
        var site = request.site().settings().name().in(locale);
        var feed = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"").append(Xml.escape(locale.toLanguageTag())).append("\">\n")
                .append(element("id", id(request, request.path()))).append(element("title", host.page().title().in(locale) + " - " + site))
                .append(element("updated", items.stream().map(Item::moment).max(Comparator.naturalOrder()).orElse(Instant.EPOCH).toString()))
                .append("<author>").append(element("name", site).strip()).append("</author>\n")
                .append(link("self", "application/atom+xml", address(request, request.path()))).append(link("alternate", "text/html", address(request, host.page().path())));
        for (var item : items) feed.append(entry(request, item, listing.show()));
        return feed.append("</feed>\n").toString();
    }

    private String entry(Request request, Item item, List<String> show) {
        var page = item.entry.page();
        return "<entry>\n" + element("id", id(request, page.path())) + element("title", page.title().in(request.locale())) + element("updated", item.moment.toString())
                + link("alternate", "text/html", address(request, page.path())) + summary(item.entry, request.locale(), show).map(summary -> element("summary", summary)).orElse("") + "</entry>\n";
    }

    /** The first text among the fields that are shown, else the description. */
    private static Optional<String> summary(Entry entry, Locale locale, List<String> show) {
        return entry.fields().flatMap(fields -> show.stream().flatMap(name -> fields.type().field(name).stream()).filter(field -> field.kind() == Kind.TEXT || field.kind() == Kind.LONGTEXT)
                .flatMap(field -> fields.in(locale).get(field.name()) instanceof Value.Words(var text) ? Optional.of(text).stream() : Optional.<String>empty().stream()).findFirst())
                .or(() -> entry.page().description().map(text -> text.in(locale)));
    }

    /** When the page says it is of; a day begins by the clock of the site's time zone. */
    private static Optional<Instant> moment(Request request, Entry entry, String field) {
        return entry.fields().flatMap(fields -> switch (fields.in(request.locale()).get(field)) {
            case Value.Day(var date) -> Optional.of(date.atStartOfDay(request.site().settings().timeZone()).toInstant());
            case Value.Moment(var instant) -> Optional.of(instant);
            case null, default -> Optional.empty();
        });
    }

    private String address(Request request, String path) {
        return url.origin().orElse("") + Addresses.in(request.site().settings(), request.locale(), path);
    }

    /** Never another for the same page in the same language of the same portal. */
    private String id(Request request, String path) {
        return "urn:uuid:" + UUID.nameUUIDFromBytes((request.site().name() + " " + address(request, path)).getBytes(UTF_8));
    }

    private static String element(String name, String text) {
        return "<" + name + ">" + Xml.escape(text) + "</" + name + ">\n";
    }

    private static String link(String relation, String type, String address) {
        return "<link rel=\"" + relation + "\" type=\"" + type + "\" href=\"" + Xml.escape(address) + "\"/>\n";
    }
}
