package torg.pages;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.site.Sites;
import torg.api.text.Text;
import torg.api.view.Html;
import torg.api.view.Model;
import torg.api.view.Page;
import torg.api.web.PublicUrl;
import torg.api.web.Request;
import torg.pages.RuledFiles.Ruled;
import torg.pages.access.KnownAccess;
import torg.pages.access.Sight;
import torg.pages.crawl.CrawlerFiles;
import torg.pages.crawl.Feed;
import torg.pages.crawl.Xml;
import torg.pages.former.FormerAddresses;
import torg.pages.frame.FieldValues;
import torg.pages.frame.Frame;
import torg.pages.frame.Words;
import torg.pages.picture.PictureCache;
import torg.pages.tree.Addresses;
import torg.pages.tree.Entry;
import torg.pages.tree.MediaTypes;
import torg.pages.tree.PageTree;
import torg.pages.tree.SitePages;
import torg.spi.view.PageGuide;

/** Finds what an address is: a web file, a feed, a page, an old address. */
@Component(service = PageGuide.class)
public final class SiteGuide implements PageGuide {
    private static final String FILES = "/files/";
    /** The width and what the picture's bytes are named. */
    private static final Pattern MADE = Pattern.compile("([1-9][0-9]{0,4})-([0-9a-f]{32})");
    private static final int PERMANENT = 308;
    private static final int FOR_NOW = 302;
    private static final int FOR_GOOD = 301;

    private final Words words = new Words();
    private final Frame frame;
    private final KnownAccess access;
    private final CrawlerFiles crawlers;
    private final Feed feeds;
    private final PictureCache cache;
    /** Of the site that was asked for last. */
    private volatile RuledFiles ruled = RuledFiles.NONE;
    /** Remembers where pages were; away as long as there are no tables. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile FormerAddresses former;

    @Activate
    public SiteGuide(@Reference Sites sites, @Reference KnownAccess access, @Reference PublicUrl url, @Reference PictureCache cache) {
        this.frame = new Frame(sites, words, url, access);
        this.access = access;
        this.crawlers = new CrawlerFiles(url, access);
        this.feeds = new Feed(url);
        this.cache = cache;
    }

    @Override
    public Found find(Request request) {
        var pages = request.site().require(SitePages.class);
        var path = request.path();
        var sight = access.of(request.site(), request.caller());
        if (path.startsWith(FILES)) return file(request, pages, sight);
        if (path.length() > 1 && path.endsWith("/")) return moved(request, PERMANENT, request.link(Addresses.encode(path.substring(0, path.length() - 1))));
        var feed = feeds.find(request, pages, sight);
        if (feed.isPresent()) return feed.get();
        var match = pages.tree().find(path);
        if (match.filter(found -> !found.entry().hasVariables()).isEmpty()) {
            var led = moved(pages, path).flatMap(pages.tree()::entry).filter(sight::finds);
            if (led.isPresent()) return led(request, sight, led.get());
        }
        if (match.isPresent()) return sight.finds(match.get().entry()) ? new Found.ThePage(filled(match.get())) : new Found.Nothing();
        return pages.redirects().find(path)
                .map(target -> moved(request, target.status(), target.internal() ? request.link(target.location()) : target.location()))
                .or(() -> crawlers.find(request.site(), path)).orElseGet(Found.Nothing::new);
    }

    /** Where the page is that was at this address: as its document says, or, where no redirect was written, as is remembered. */
    private Optional<String> moved(SitePages pages, String path) {
        var remembering = former;
        return pages.redirects().moved(path).or(() -> remembering == null || pages.redirects().find(path).isPresent() ? Optional.empty() : remembering.now(path));
    }

    @Override
    public Found preview(Request request) {
        return request.site().require(SitePages.class).tree().find(request.path()).<Found>map(match -> new Found.ThePage(filled(match))).orElseGet(() -> find(request));
    }

    @Override
    public Instant until(Site site) {
        var now = access.of(site, Caller.ANONYMOUS).now();
        return site.part(SitePages.class).flatMap(pages -> pages.tree().changes(now)).orElse(Instant.MAX);
    }

    @Override
    public Optional<Set<String>> touched(Site before, Site now) {
        return Touched.between(before, now);
    }

    @Override
    public Optional<String> signIn(Request request) {
        return request.site().require(SitePages.class).carrierOf(SitePages.SIGN_IN).map(carrier -> carrier.page().path());
    }

    /** A web file is ruled by the page of the same branch: {@code /files/account/prices.pdf} by {@code /account}. */
    private Found file(Request request, SitePages pages, Sight sight) {
        var path = request.path().substring(1);
        var file = request.site().files().get(path);
        if (file == null) return made(request, pages, sight);
        return ruler(path, pages, sight).<Found>map(ruler -> new Found.TheFile(file, MediaTypes.of(path), ruler.page())).orElseGet(Found.Nothing::new);
    }

    private static Optional<Entry> ruler(String path, SitePages pages, Sight sight) {
        return pages.tree().above(path.substring(FILES.length() - 2)).filter(sight::finds);
    }

    /** What is made of a picture lies below it, and is ruled as it is; nothing is made for who may not read it. */
    private Found made(Request request, SitePages pages, Sight sight) {
        var end = request.path().lastIndexOf('/');
        var picture = pages.pictures().of(request.path().substring(1, end)).orElse(null);
        var ruler = picture == null ? Optional.<Entry>empty() : ruler(picture.path(), pages, sight);
        if (ruler.isEmpty()) return new Found.Nothing();
        var file = request.site().files().get(picture.path());
        var asItIs = new Found.TheFile(file, MediaTypes.of(picture.path()), ruler.get().page());
        if (!sight.of(ruler.get())) return asItIs;
        var asked = MADE.matcher(request.path().substring(end + 1));
        if (!asked.matches() || !picture.widths().contains(Integer.valueOf(asked.group(1)))) return new Found.Nothing();
        var width = Integer.parseInt(asked.group(1));
        if (!asked.group(2).equals(picture.fingerprint())) return new Found.Moved(FOR_NOW, picture.link(width)); // of a page that was kept while the file became another
        return cache.find(picture, width, file).<Found>map(made -> new Found.TheFile(made, MediaTypes.of(made.path()), ruler.get().page(), true)).orElse(asItIs);
    }

    /** From where a page was; who may not read it is not told where it is, and answered as there. */
    private static Found led(Request request, Sight sight, Entry entry) {
        return sight.of(entry) ? moved(request, FOR_GOOD, request.link(entry.page().path())) : new Found.ThePage(entry.page());
    }

    private static Found moved(Request request, int status, String location) {
        var query = Addresses.query(request.query());
        if (query.isEmpty()) return new Found.Moved(status, location);
        return new Found.Moved(status, location + (location.contains("?") ? "&" + query.substring(1) : query));
    }

    /** The page in this request: its variables have values, its title may name them. */
    private static Page filled(PageTree.Match match) {
        var page = match.entry().page();
        if (match.variables().isEmpty()) return page;
        return new Page(page.path(), filled(page.title(), match.variables()), page.description(), page.template(), page.body(), page.placements(), page.open(),
                page.roles(), page.parent(), match.variables());
    }

    private static Text filled(Text title, Map<String, String> variables) {
        var filled = new LinkedHashMap<String, String>();
        title.byLanguage().forEach((language, text) -> filled.put(language, Addresses.fill(text, variables)));
        return new Text(filled);
    }

    @Override
    public Page special(Request request, String name) {
        return request.site().part(SitePages.class).flatMap(pages -> Optional.ofNullable(pages.special().get(name))).orElseGet(() -> plain(request, name));
    }

    /** For a site whose author wrote no such page. */
    private Page plain(Request request, String name) {
        var title = words.one(request.site(), request.locale(), "special-" + name);
        var body = new Html("<p>" + Xml.escape(words.one(request.site(), request.locale(), "special-" + name + "-text")) + "</p>");
        return new Page(SitePages.SPECIAL + name, Text.of(title), Optional.empty(), "page", Map.of("", body), List.of(), true, List.of(), Optional.empty(), Map.of());
    }

    @Override
    public Model details(Request request, Page page) {
        var pages = request.site().part(SitePages.class);
        return pages.flatMap(known -> known.tree().entry(page.path())).flatMap(Entry::fields).map(fields -> Model.with("type", fields.type().name())
                .with("fields", new FieldValues(request, access.of(request.site(), request.caller())).of(fields)).build()).orElse(Model.EMPTY);
    }

    @Override
    public Collection<Page> all(Site site) {
        return findable(site).map(Entry::page).toList();
    }

    @Override
    public Collection<Page> readable(Request request) {
        return findable(request.site()).filter(access.of(request.site(), request.caller())::of).map(Entry::page).toList();
    }

    private static Stream<Entry> findable(Site site) {
        return site.part(SitePages.class).stream().flatMap(pages -> pages.tree().entries().stream()).filter(Entry::isFindable);
    }

    @Override
    public Collection<WebFile> files(Site site) {
        return ruled(site).files().stream().map(Ruled::file).toList();
    }

    @Override
    public Collection<WebFile> readableFiles(Request request) {
        var sight = access.of(request.site(), request.caller());
        return ruled(request.site()).files().stream().filter(one -> sight.of(one.by())).map(Ruled::file).toList();
    }

    private RuledFiles ruled(Site site) {
        var last = ruled;
        if (last.site() != site) ruled = last = RuledFiles.of(site);
        return last;
    }

    @Override
    public Model frame(Request request, Page page) {
        return frame.of(request, page);
    }
}
