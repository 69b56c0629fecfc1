package torg.pages;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.SiteMarkers;
import torg.api.site.SiteProblem;
import torg.api.site.SiteTheme;
import torg.api.view.Html;
import torg.api.view.Page;
import torg.pages.check.Checks;
import torg.pages.check.Destinations;
import torg.pages.check.LinkCheck;
import torg.pages.check.Links;
import torg.pages.check.NameCheck;
import torg.pages.check.RedirectCheck;
import torg.pages.check.ThemeTemplates;
import torg.pages.document.Bodies;
import torg.pages.document.FieldsReader;
import torg.pages.document.Fronts;
import torg.pages.document.PageReader;
import torg.pages.document.PageTypeReader;
import torg.pages.document.PlacementReader;
import torg.pages.document.SiteReader;
import torg.pages.document.Variants;
import torg.pages.frame.Words;
import torg.pages.markup.Renderings;
import torg.pages.picture.PictureReader;
import torg.pages.tree.Entry;
import torg.pages.tree.PageTree;
import torg.pages.tree.SitePages;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Makes pages of documents: addresses, front matter, mark-up, guards, and around them menus, redirects and snippets. */
@Component(immediate = true, service = SiteCompiler.class)
public final class PagesCompiler implements SiteCompiler<SitePages> {
    private static final String SPECIAL = "special/";
    /** Site markers of pages by which people come in, and of one by which they leave what they did not ask for; besides the one with the sign-in. */
    private static final Set<String> ENTRANCES = Set.of("email", "invitation", "password", "prove", "register", "second-factor", "terms", "unsubscribe");
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");

    private final Renderings renderings = new Renderings();
    private final PictureReader pictures = new PictureReader();
    private final Fronts known = new Fronts();
    private final Links links = new Links();
    private final Words words = new Words();
    private Optional<Made> last = Optional.empty();

    @Override
    public Class<SitePages> part() {
        return SitePages.class;
    }

    /** The empty name is the site's root, where menus and redirects are described. */
    @Override
    public Set<String> folders() {
        return Set.of("pages", "page-types", "snippets", "");
    }

    @Override
    public Set<String> documents() {
        return Set.of("navigation", "redirects", "pictures");
    }

    /** Templates show what is set of their theme. */
    @Override
    public Set<Class<?>> needs() {
        return Set.of(SiteTheme.class, SiteMarkers.class);
    }

    @Override
    public SitePages compile(SiteSource source, Problems problems) {
        var before = last;
        last = Optional.empty(); // what fails halfway is nothing to go on from
        var retold = before.flatMap(made -> made.retold(source));
        var made = retold.isPresent() ? retold(before.get(), retold.get(), source, problems.languages()) : whole(source, problems.languages());
        made.tell(problems);
        last = Optional.of(made);
        return made.pages();
    }

    /** The same with other running texts. */
    private Made retold(Made before, List<Made.Retold> retold, SiteSource source, Set<String> languages) {
        var problems = new Problems(languages);
        var variants = before.variants(); // this compiler's own, so it need not be copied
        var touched = new TreeMap<String, Entry>();
        for (var one : retold) {
            var path = SitePages.path(one.now().name());
            var known = variants.get(path);
            if (known == null || !known.holds(one.before())) continue; // its page is refused for another reason
            before.bodies().forget(known);
            links.forget(one.before());
            variants.put(path, known.with(one.before(), one.now()));
            touched.put(path, before.pages().tree().entry(path).orElseThrow());
        }
        var ofTexts = new TreeMap<>(before.ofTexts());
        touched.replaceAll((path, entry) -> entry.saying(text(path, variants.get(path), before.bodies(), ofTexts, languages)));
        var tree = before.pages().tree().saying(touched.values());
        var pages = before.pages().saying(tree, new SiteReader(source, tree, problems).menus());
        var check = new LinkCheck(new Destinations(source, pages), links);
        touched.keySet().forEach(path -> links(path, variants.get(path), check, ofTexts, languages));
        return new Made(before.around(), source.documents("pages"), variants, before.bodies(), before.problems(), ofTexts, pages);
    }

    /** Mark-up by language, and by path what is wrong with it in place of what was. */
    private static Map<String, Html> text(String path, Variants variants, Bodies bodies, Map<String, List<SiteProblem>> ofTexts, Set<String> languages) {
        var told = new Problems(languages);
        var body = bodies.of(variants, told);
        ofTexts.remove(path);
        tell(path, told, ofTexts);
        return body;
    }

    private static void links(String path, Variants variants, LinkCheck check, Map<String, List<SiteProblem>> ofTexts, Set<String> languages) {
        var told = new Problems(languages);
        check.check(variants, told);
        tell(path, told, ofTexts);
    }

    private static void tell(String path, Problems told, Map<String, List<SiteProblem>> ofTexts) {
        if (!told.found().isEmpty()) ofTexts.merge(path, told.found(), (one, other) -> Stream.concat(one.stream(), other.stream()).toList());
    }

    private Made whole(SiteSource source, Set<String> languages) {
        var problems = new Problems(languages);
        var ofTexts = new TreeMap<String, List<SiteProblem>>();
        var documents = Variants.of(source.documents("pages"), source.settings(), problems);
        var types = new PageTypeReader(problems).read(source.documents("page-types"));
        var snippetTexts = Variants.of(source.documents("snippets"), source.settings(), problems);
        var reader = new PageReader(source.settings(), types, new PlacementReader(snippetTexts, problems), problems);
        var byPath = byPath(documents, reader, source, problems);
        var special = new TreeMap<String, Variants>();
        documents.forEach((name, variants) -> {
            if (name.startsWith(SPECIAL)) special.put("/" + name, variants);
        });
        known.begin(source);
        links.begin();
        var fronts = new TreeMap<String, PageReader.Front>();
        byPath.forEach((path, variants) -> fronts.put(path, known.of(variants, reader, problems)));
        special.forEach((path, variants) -> fronts.put(path, known.of(variants, reader, problems)));

        var shown = pictures.read(source, problems);
        var bodies = new Bodies(source, snippetTexts, renderings, shown);
        var fields = new FieldsReader(source, types, byPath.keySet(), renderings, problems);
        var entrances = entrances(fronts, source.part(SiteMarkers.class));
        var tree = new PageTree(entries(byPath, fronts, entrances, source.settings().locales(), (path, variants) -> text(path, variants, bodies, ofTexts, languages), fields, problems));
        var specials = new HashMap<String, Page>();
        special.forEach((path, variants) ->
                specials.put(path.substring(SitePages.SPECIAL.length()), page(path, fronts.get(path), text(path, variants, bodies, ofTexts, languages), true, Optional.empty())));
        var site = new SiteReader(source, tree, problems);
        var templates = new ThemeTemplates(source);
        var snippets = bodies.snippets(problems);
        var pages = new SitePages(tree, specials, site.menus(), site.redirects(fronts), snippets, templates.snippets(snippets.keySet()), templates.markers(source.part(SiteMarkers.class).paths()), types, shown);

        var destinations = new Destinations(source, pages);
        site.menuLinks().stream().filter(link -> !destinations.leadsSomewhere(link.value())).forEach(link -> destinations.tellNowhere(link.at(), link.value(), problems));
        new RedirectCheck(destinations, problems).check();
        new NameCheck(source, pages, words.keys(), problems).check(templates);
        var checks = new Checks(source, destinations, templates, problems);
        checks.settings();
        site.menuRoles().forEach(role -> checks.role(role.value(), role.at()));
        var all = new HashMap<>(byPath);
        all.putAll(special);
        byPath.forEach((path, variants) -> checks.page(path, variants, fronts.get(path)));
        special.forEach((path, variants) -> checks.page(path, variants, fronts.get(path)));
        var linkCheck = new LinkCheck(destinations, links);
        all.forEach((path, variants) -> links(path, variants, linkCheck, ofTexts, languages));
        known.end();
        links.end();
        renderings.end();
        return new Made(Made.Around.of(source), source.documents("pages"), all, bodies, problems.found(), ofTexts, pages);
    }

    private static Map<String, Variants> byPath(Map<String, Variants> documents, PageReader reader, SiteSource source, Problems problems) {
        var languages = source.settings().locales().stream().map(Locale::toLanguageTag).collect(Collectors.toSet());
        var byPath = new TreeMap<String, Variants>();
        var byShape = new HashMap<String, Variants>();
        documents.forEach((name, variants) -> {
            if (name.startsWith(SPECIAL)) return;
            reader.path(variants, languages).ifPresent(path -> {
                var known = byShape.putIfAbsent(shape(path), variants);
                if (known == null) byPath.put(path, variants);
                else problems.error(Position.start(variants.base().path()), "pages.address-twice", "the address '" + path + "' belongs to '" + known.base().path() + "' already",
                        "rename or remove one of the two");
            });
        });
        return byPath;
    }

    /** Paths that differ only in the names of their variables are one address. */
    private static String shape(String path) {
        return VARIABLE.matcher(path).replaceAll("{}");
    }

    /** Pages by which people come in and that say for whom they are: that alone counts. Else nobody could sign in where home is for some only. */
    private static Set<String> entrances(Map<String, PageReader.Front> fronts, SiteMarkers markers) {
        var marked = ENTRANCES.stream().flatMap(marker -> Optional.ofNullable(markers.paths().get(marker)).stream()).collect(Collectors.toSet());
        return fronts.entrySet().stream().filter(page -> page.getValue().open() || !page.getValue().roles().isEmpty())
                .filter(page -> marked.contains(page.getKey()) || page.getValue().placements().stream().anyMatch(placement -> placement.component().equals(SitePages.SIGN_IN)))
                .map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    /**
     * Pages in the order of their paths, so that a page is made after the one above it.
     *
     * @param entrances pages that no page above closes; those below them it does
     */
    private static Map<String, Entry> entries(Map<String, Variants> byPath, Map<String, PageReader.Front> fronts, Set<String> entrances, List<Locale> locales,
            BiFunction<String, Variants, Map<String, Html>> bodies, FieldsReader fields, Problems problems) {
        var entries = new TreeMap<String, Entry>();
        var handed = new HashMap<String, List<Set<String>>>();
        byPath.forEach((path, variants) -> {
            var front = fronts.get(path);
            var parent = parent(path, entries);
            var above = parent.map(handed::get).orElse(List.of());
            var guards = new ArrayList<>(entrances.contains(path) ? List.of() : above);
            if (front.open() && !guards.isEmpty()) {
                problems.warning(variants.base().fields().get("access").orElseThrow().at(), "pages.access-widened",
                        "'public' has no effect here: the page above demands " + guards.getLast(), "move the page, or open the one above");
            }
            if (parent.filter(page -> !front.publishing().isWithin(entries.get(page).publishing())).isPresent()) {
                problems.warning(Position.start(variants.base().path()), "pages.published-alone", "the page is there at times when '" + parent.get() + "' above it is not",
                        "let 'draft', 'publish' and 'expire' say here what they say there");
            }
            var own = front.roles().isEmpty() ? List.<Set<String>>of() : List.of(Set.copyOf(front.roles()));
            guards.addAll(own);
            handed.put(path, Stream.concat(above.stream(), own.stream()).toList());
            var open = guards.isEmpty() && (front.open() || path.equals("/"));
            entries.put(path, new Entry(page(path, front, bodies.apply(path, variants), open, parent), guards, front.order(), front.hidden(), front.indexed(), front.publishing(), variants.spoken(locales),
                    fields.of(path, variants, front)));
        });
        return entries;
    }

    private static Optional<String> parent(String path, Map<String, Entry> entries) {
        if (path.equals("/")) return Optional.empty();
        for (var at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
            var above = path.substring(0, at);
            if (entries.containsKey(above)) return Optional.of(above);
        }
        return entries.containsKey("/") ? Optional.of("/") : Optional.empty();
    }

    private static Page page(String path, PageReader.Front front, Map<String, Html> body, boolean open, Optional<String> parent) {
        return new Page(path, front.title(), front.description(), front.template(), body, front.placements(), open, front.roles(), parent, Map.of());
    }
}
