package torg.pages.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.api.site.SiteProblem;
import torg.api.site.Sites;
import torg.api.view.Model;
import torg.api.view.Page;
import torg.api.view.PageType;
import torg.api.web.PublicUrl;
import torg.api.web.Request;
import torg.pages.access.KnownAccess;
import torg.pages.access.Sight;
import torg.pages.collection.Listing;
import torg.pages.tree.Addresses;
import torg.pages.tree.Entry;
import torg.pages.tree.Fields;
import torg.pages.tree.Picture;
import torg.pages.tree.SitePages;
import torg.pages.tree.WholeAddresses;

/**
 * What stands around every page's own content. Special pages are shown whatever address was asked for, so nothing here depends on it for them; the one
 * for who is denied a page is the exception.
 */
public final class Frame {
    private static final String DENIED = SitePages.SPECIAL + "denied";
    private static final int LONGEST_QUERY = 2_000;

    private final Sites sites;
    private final Standing standing;
    private final PublishingNotice publishing;
    private final PublicUrl url;
    private final KnownAccess access;

    public Frame(Sites sites, Words words, PublicUrl url, KnownAccess access) {
        this.sites = sites;
        this.standing = new Standing(words);
        this.publishing = new PublishingNotice(words);
        this.url = url;
        this.access = access;
    }

    /** The frame of this page, with the ways that the caller is shown. */
    public Model of(Request request, Page page) {
        var sight = access.of(request.site(), request.caller());
        var pages = request.site().require(SitePages.class);
        var entry = pages.tree().entry(page.path());
        var stands = standing.of(request.site());
        return stands.models().getOrDefault(request.locale(), Model.EMPTY).and(new Model.Builder()
                .with("menus", new Menus(request, page.path(), sight).of(pages.menus()))
                .with("markers", markers(request, pages, sight))
                .with("crumbs", unlessEmpty(Crumbs.of(request, page, pages, sight)))
                .with("languages", unlessEmpty(languages(request, page, stands)))
                .with("address", entry.flatMap(known -> address(request, page, known)))
                .with("search", search(request, pages, sight))
                .with("robots", entry.filter(known -> !known.indexed()).map(_ -> "noindex"))
                .with("feed", entry.flatMap(known -> feed(request, known)))
                .with("publishing", entry.flatMap(known -> publishing.of(request, known.publishing(), sight.now())).map(message -> Model.with("message", message).build()))
                .with("problems", problems(request))
                .build());
    }

    /** A list in a model of its own: a template can ask whether there is anything before it opens the list. */
    private static Optional<Model> unlessEmpty(List<Model> items) {
        return items.isEmpty() ? Optional.empty() : Optional.of(Model.with("items", items).build());
    }

    private static String path(Page page) {
        return isSpecial(page) ? "/" : Addresses.fill(page.path(), page.variables());
    }

    private static boolean isSpecial(Page page) {
        return page.path().startsWith(SitePages.SPECIAL);
    }

    /** Pages that the theme leads to by a name of theirs, those that the caller may read. */
    private static Model markers(Request request, SitePages pages, Sight sight) {
        var models = new Model.Builder();
        pages.markers().forEach((name, path) -> pages.tree().entry(path).filter(sight::of).ifPresent(entry ->
                models.with(name, Model.with("title", entry.page().title().in(request.locale())).with("link", request.link(path)))));
        return models.build();
    }

    /** The path to ask for in another language. That a page is denied says already that it is there, so its path may be repeated. */
    private static String here(Request request, Page page) {
        return page.path().equals(DENIED) ? request.path() : path(page);
    }

    /** The query belongs to what is seen, such as a search or a step. What a posted form led to has no address, and a very long query is not worth repeating. */
    private static String query(Request request, Page page) {
        if (isSpecial(page) || request.method().equals("POST")) return "";
        var query = Addresses.query(request.query());
        return query.length() <= LONGEST_QUERY ? query : "";
    }

    /** The same page in each language of the site, named in that language; none when there is only one. */
    private static List<Model> languages(Request request, Page page, Standing.OfSite stands) {
        var settings = request.site().settings();
        if (settings.locales().size() < 2) return List.of();
        var languages = new ArrayList<Model>();
        var query = query(request, page);
        for (var locale : settings.locales()) {
            languages.add(Model.with("tag", locale.toLanguageTag()).with("name", stands.names().get(locale)).with("link", Addresses.in(settings, locale, here(request, page)) + query)
                    .with("current", locale.equals(request.locale())).build());
        }
        return languages;
    }

    /** Where what is looked for is shown: the page with the results, if the caller may read it. */
    private static Optional<Model> search(Request request, SitePages pages, Sight sight) {
        return pages.carrierOf(SitePages.SEARCH).map(SitePages.Carrier::page).filter(page -> pages.tree().entry(page.path()).filter(sight::of).isPresent())
                .map(page -> Model.with("link", request.link(page.path())).build());
    }

    /**
     * By which search engines and others know a page that anybody may read, when the portal knows the name it is reached by. In a language in which it is not it shows the default one's text, and is
     * known by that one's address.
     */
    private Optional<Model> address(Request request, Page page, Entry entry) {
        if (!access.of(request.site(), Caller.ANONYMOUS).of(entry)) return Optional.empty();
        return url.origin().map(origin -> {
            var whole = new WholeAddresses(origin, request.site().settings());
            var alternates = new ArrayList<Model>();
            whole.alternates(path(page), entry.languages()).forEach((tag, link) -> alternates.add(Model.with("tag", tag).with("link", link).build()));
            var language = entry.languages().contains(request.locale()) ? request.locale() : request.site().settings().defaultLocale();
            return Model.with("canonical", whole.in(language, path(page))).with("alternates", alternates)
                    .with("kind", entry.fields().isPresent() ? "article" : "website").with("image", picture(request, entry).map(file -> origin + file))
                    .with("language", language.toLanguageTag().replace('-', '_')).build();
        });
    }

    /** Where the first picture among the page's fields is, if anybody may fetch it. */
    private Optional<String> picture(Request request, Entry entry) {
        var sight = access.of(request.site(), Caller.ANONYMOUS);
        var pages = request.site().require(SitePages.class);
        return entry.fields().flatMap(fields -> fields.type().fields().stream().filter(field -> field.kind() == PageType.Kind.IMAGE)
                .flatMap(field -> fields.in(request.locale()).get(field.name()) instanceof Fields.Value.File(var path) ? Stream.of(path) : Stream.<String>empty()).findFirst())
                .filter(path -> pages.tree().above(path.substring("files".length())).filter(sight::of).isPresent())
                .map(path -> pages.pictures().of(path).map(Picture::usual).orElseGet(() -> Addresses.encode("/" + path)));
    }

    /** The collection on the page as a feed. */
    private static Optional<Model> feed(Request request, Entry entry) {
        if (entry.hasVariables() || Listing.feedOn(entry.page()).isEmpty()) return Optional.empty();
        return Optional.of(Model.with("title", entry.page().title().in(request.locale())).with("link", Addresses.in(request.site().settings(), request.locale(), Listing.feedOf(entry.page().path()))).build());
    }

    /** What is wrong with the site's documents is for those who can mend them. */
    private Optional<Model> problems(Request request) {
        if (!request.site().settings().isAdministrator(request.caller())) return Optional.empty();
        var problems = sites.problems();
        return unlessEmpty(problems.stream().map(problem -> Model.with("place", problem.at().toString()).with("message", problem.message())
                .with("help", problem.help()).with("fatal", problem.fatal()).build()).toList())
                .map(list -> list.and(Model.with("refused", problems.stream().anyMatch(SiteProblem::fatal)).build()));
    }
}
