package torg.terms;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;
import torg.terms.Terms.Version;

/** Reads {@code terms.yml}, and sees to it that there is a page on which everybody can read the terms and accept them: else nobody who signs in would get any further. For one thread. */
@Component(service = SiteCompiler.class)
public final class TermsCompiler implements SiteCompiler<Terms> {
    private static final String NAME = "terms";
    private static final String FROM = "from";
    private static final int LONGEST_NAME = 40;
    private static final int MOST_VERSIONS = 200;

    private List<Document> seen = List.of();
    private Optional<Document> page = Optional.empty();

    @Override
    public Class<Terms> part() {
        return Terms.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of("");
    }

    @Override
    public Set<String> documents() {
        return Set.of(NAME);
    }

    @Override
    public Terms compile(SiteSource source, Problems problems) {
        var document = source.documents("").stream().filter(found -> found.name().equals(NAME) && found.language().isEmpty() && found.type().equals("yml")).findFirst();
        return document.map(found -> terms(found, source, problems)).orElse(Terms.NONE);
    }

    private Terms terms(Document document, SiteSource source, Problems problems) {
        var reader = new Reader(document.fields(), problems);
        var names = new HashSet<String>();
        var days = new HashSet<LocalDate>();
        var versions = reader.each("versions", item -> version(item, names, days, problems));
        reader.done();
        if (versions.isEmpty()) problems.error(reader.at("versions"), "terms.none", "there is no version of the terms",
                "write 'versions: [{version: \"2027-01\", from: 2027-01-01}]', or remove the file");
        if (versions.size() > MOST_VERSIONS) problems.error(reader.at("versions"), "terms.too-many", "there are more than " + MOST_VERSIONS + " versions",
                "leave out the oldest: what was accepted is kept");
        checkPage(document, source, problems);
        return new Terms(versions.stream().flatMap(Optional::stream).limit(MOST_VERSIONS).toList());
    }

    private static Optional<Version> version(Reader item, Set<String> names, Set<LocalDate> days, Problems problems) {
        var name = item.required("version").strip();
        var from = item.required(FROM);
        item.done();
        if (name.length() > LONGEST_NAME) problems.error(item.at("version"), "terms.long-version", "the name of a version has at most " + LONGEST_NAME + " characters", "write a shorter one");
        if (!name.isEmpty() && !names.add(name)) problems.error(item.at("version"), "terms.same-version", "there is a version '" + name + "' already",
                "give each its own name: who accepted the one has not accepted the other");
        if (from.isEmpty() || name.isEmpty()) return Optional.empty();
        try {
            var day = LocalDate.parse(from);
            if (!days.add(day)) problems.error(item.at(FROM), "terms.same-day", "another version holds from " + day + " as well", "write another day, or leave one of them out");
            return Optional.of(new Version(name, day));
        } catch (DateTimeParseException _) {
            problems.error(item.at(FROM), "terms.no-day", "'" + from + "' is no day", "write the first day on which it holds, as 2027-01-31");
            return Optional.empty();
        }
    }

    /** The page of the terms, in the default language: the others take from it what they do not say. An unchanged document is the same object, so most edits need no look into any other. */
    private Optional<Document> page(List<Document> pages) {
        if (!isAsBefore(pages)) page = pages.stream().filter(TermsCompiler::isMarked).findFirst();
        seen = pages;
        return page;
    }

    private boolean isAsBefore(List<Document> pages) {
        if (pages.size() != seen.size()) return false;
        for (var at = 0; at < pages.size(); at++) {
            if (pages.get(at) != seen.get(at) && (isMarked(pages.get(at)) || isMarked(seen.get(at)))) return false;
        }
        return true;
    }

    private static boolean isMarked(Document page) {
        return page.language().isEmpty() && says(page, "marker", NAME);
    }

    private void checkPage(Document document, SiteSource source, Problems problems) {
        var page = page(source.documents("pages"));
        if (page.isEmpty()) {
            problems.error(document.fields().at(), "terms.no-page", "no page has the marker 'terms'",
                    "write the terms into pages/terms.md, with 'marker: terms', 'access: public' and the component 'terms'");
            return;
        }
        var fields = page.get().fields();
        if (!says(page.get(), "access", "public")) {
            problems.error(fields.get("access").orElse(fields).at(), "terms.not-public", "the terms are not for everybody to read",
                    "write 'access: public': whoever has to accept them must be able to read them");
        }
        var placed = fields.get("components").stream().flatMap(node -> node instanceof Node.Sequence all ? all.items().stream() : Stream.empty())
                .anyMatch(node -> node instanceof Node.Mapping one && one.get("component").filter(name -> name instanceof Node.Scalar scalar && scalar.value().equals(NAME)).isPresent());
        if (!placed) problems.error(fields.at(), "terms.no-component", "the terms cannot be accepted on their page", "add 'components: [{component: terms}]'");
    }

    /** Of markers and roles there may be one or several. */
    private static boolean says(Document document, String key, String word) {
        var said = document.fields().get(key);
        return said.isPresent() && (said.get() instanceof Node.Sequence several ? several.items() : List.of(said.get())).stream()
                .anyMatch(node -> node instanceof Node.Scalar scalar && scalar.value().equals(word));
    }
}
