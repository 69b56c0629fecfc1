package torg.pages.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.SiteSettings;
import torg.api.text.Text;
import torg.api.view.Page.Placement;
import torg.api.view.PageType;
import torg.api.view.PageTypes;
import torg.pages.tree.Addresses;
import torg.pages.tree.Publishing;
import torg.pages.tree.SitePages;

/** Reads what stands in front of a page's text, and which address the page has. */
public final class PageReader {
    private static final Pattern SEGMENT = Pattern.compile("[a-z0-9][a-z0-9-]*|\\[[a-z][a-z0-9]*]");

    private static final int MOST_MOVES = 100;

    private final Problems problems;
    private final PageTypes types;
    private final PublishingReader moments;
    private final PlacementReader placements;

    public PageReader(SiteSettings settings, PageTypes types, PlacementReader placements, Problems problems) {
        this.problems = problems;
        this.types = types;
        this.placements = placements;
        this.moments = new PublishingReader(settings.timeZone(), problems);
    }

    /**
     * The front matter of a page.
     *
     * @param open whether it says {@code access: public}
     * @param roles demanded by this page itself
     * @param indexed whether search engines may keep it
     * @param publishing when the page is there
     * @param type name of the page type, whether there is such a one or not
     * @param was addresses at which the page was
     */
    public record Front(Text title, Optional<Text> description, String template, boolean open, List<String> roles, int order, boolean hidden, boolean indexed, Publishing publishing, Optional<String> type,
            List<Node.Scalar> was, List<Placement> placements) {}

    /** The path of the page, variables in braces; empty when its file's name is no address. */
    public Optional<String> path(Variants variants, Set<String> languages) {
        var name = variants.base().name();
        var plain = name.equals("index") ? "" : name.endsWith("/index") ? name.substring(0, name.length() - "/index".length()) : name;
        var segments = plain.isEmpty() ? List.<String>of() : List.of(plain.split("/"));
        for (var segment : segments) {
            if (SEGMENT.matcher(segment).matches()) continue;
            problems.error(Position.start(variants.base().path()), "pages.bad-address", "'" + segment + "' cannot stand in an address",
                    "name the file with lower-case letters, digits and '-', or a variable as [name]");
            return Optional.empty();
        }
        if (!segments.isEmpty() && (Addresses.TAKEN.contains(segments.getFirst()) || languages.contains(segments.getFirst()))) {
            problems.error(Position.start(variants.base().path()), "pages.address-taken", "'/" + segments.getFirst() + "' is served by the house itself", "choose another name");
            return Optional.empty();
        }
        return Optional.of(SitePages.path(name));
    }

    public Front front(Variants variants) {
        var reader = new Reader(variants.base().fields(), problems);
        var title = reader.label("title").orElseGet(() -> {
            problems.error(reader.at(), "pages.no-title", "the page has no title", "add 'title:' with a few words");
            return Text.of(variants.base().name());
        });
        var description = reader.label("description");
        var type = reader.text("type");
        var template = reader.text("template").or(() -> type.map(types.byName()::get).map(PageType::template)).orElse("page");
        reader.node("fields");
        reader.texts("marker"); // what it means was settled before
        if (title.equals(Text.of(""))) problems.error(reader.at("title"), "pages.no-title", "the page has no title", "write a few words after 'title:'");
        var access = Access.of(reader, problems);
        var order = reader.number("order", 1_000, 0, 1_000_000);
        var hidden = reader.flag("hidden", false);
        var indexed = reader.word("robots", "index", "noindex").equals("index");
        var publishing = moments.of(reader);
        var was = was(reader);
        var placed = placements.of(reader);
        reader.done();
        var titles = new LinkedHashMap<>(title.byLanguage());
        var descriptions = new LinkedHashMap<>(description.map(Text::byLanguage).orElse(Map.of()));
        variants.others().forEach((language, document) -> {
            if (document != variants.base()) words(language, new Reader(document.fields(), problems), titles, descriptions);
        });
        return new Front(new Text(titles), descriptions.isEmpty() ? Optional.empty() : Optional.of(new Text(descriptions)), template,
                access.open(), access.roles(), order, hidden, indexed, publishing, type, was, placed);
    }

    /** A page in another language says its words; everything else is said once, in the default language's document. */
    private static void words(String language, Reader reader, Map<String, String> titles, Map<String, String> descriptions) {
        reader.text("title").ifPresent(title -> titles.put(language, title));
        reader.text("description").ifPresent(description -> descriptions.put(language, description));
        reader.node("fields");
        reader.done();
    }

    private List<Node.Scalar> was(Reader reader) {
        var items = reader.items("was");
        if (items.size() > MOST_MOVES) problems.error(reader.at("was"), "pages.was", "'was' names " + items.size() + " addresses, at most " + MOST_MOVES + " are taken", "take away those that nobody comes to any more");
        return items.stream().limit(MOST_MOVES).flatMap(item -> {
            if (item instanceof Node.Scalar old) return Stream.of(old);
            problems.error(item.at(), "site.wrong-shape", "'was' is an address, or a list of them", "write '- /news/old-name'");
            return Stream.empty();
        }).toList();
    }
}
