package torg.site;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Site;
import torg.api.site.SiteMarkers;
import torg.api.site.SiteSettings;
import torg.api.site.SiteTheme;
import torg.site.style.StyleCompiler;
import torg.site.theme.ThemeMaker;
import torg.spi.site.SiteCompiler;

/** Makes a site out of files and compilers, all or nothing. Work is proportional to what changed since the last time. For one thread. */
final class SiteMaker {
    /** What the site sets of its theme. */
    private static final String THEME = "theme";

    /** Moments to come for which the site is made ahead; those after them have their turn later. */
    private static final int AHEAD = 10;

    private final String name;
    private final InstantSource clock;
    private final Sources sources;
    private final Markers markers = new Markers();
    private final PartsMaker parts;
    private final SiteCompiler<?> styles = new StyleCompiler();
    private final ThemeMaker themes = new ThemeMaker(SiteMaker::fields);
    private TextsCompiler texts = new TextsCompiler(Map.of());

    SiteMaker(String name) {
        this(name, InstantSource.system());
    }

    /** @param clock tells which editions are in force */
    SiteMaker(String name, InstantSource clock) {
        this.name = name;
        this.clock = clock;
        this.sources = new Sources(name);
        this.parts = new PartsMaker(sources);
    }

    /**
     * Files of these paths are others than when the site was made last, or new, or gone; the empty set: any may be. Whoever says so of each may ask {@link #remake}, by which an edit costs
     * by what it touches.
     */
    void changed(Set<String> paths) {
        sources.changed(paths);
    }

    /** The same for whoever does not know what has changed. */
    Attempt make(SortedMap<String, ContentFile> stored, List<SiteCompiler<?>> compilers, Map<String, String> words) {
        changed(Set.of());
        return remake(stored, compilers, words);
    }

    /**
     * Try.
     *
     * @param stored everything in the content stores, by path; as it was when the site was made last but for what {@link #changed}
     * @param words that modules say and the site may replace, by key; empty when nobody can say which
     */
    Attempt remake(SortedMap<String, ContentFile> stored, List<SiteCompiler<?>> compilers, Map<String, String> words) {
        return make(stored, compilers, words, Optional.empty(), false);
    }

    private Attempt make(SortedMap<String, ContentFile> stored, List<SiteCompiler<?>> compilers, Map<String, String> words, Optional<Instant> at, boolean proposed) {
        if (!texts.knows(words)) texts = new TextsCompiler(words);
        var problems = new Problems();
        var document = sources.settings(stored, problems);
        var settings = document.flatMap(one -> SettingsReader.read(one, problems));
        if (settings.isEmpty()) return Attempt.refused(problems.found());
        var zone = settings.get().timeZone();
        var editions = sources.isLasting() ? new Editions(stored, List.of(), zone) : Editions.of(stored, path(""), zone, problems);
        if (problems.fatal()) return Attempt.refused(problems.found());
        var now = at.orElseGet(clock::instant);
        var moments = editions.after(now);
        if (moments.isEmpty() || at.isPresent()) return make(editions, now, compilers, document.get(), settings.get(), proposed, problems);
        // What is to come goes first: each compiler goes on from what it made last.
        var later = moments.stream().limit(AHEAD).map(moment -> aside(() -> make(editions, moment, compilers, document.get(), settings.get(), true, new Problems())))
                .flatMap(attempt -> attempt.problems().stream()).toList();
        return make(editions, now, compilers, document.get(), settings.get(), proposed, problems).before(moments.first(), later);
    }

    /**
     * What {@link #make} would answer, without any of it being kept for the next time.
     *
     * @param paths of what is proposed to be another; the empty set: anything
     * @param at the moment as of which it is asked; empty for now, and then what is to come is looked at as well
     */
    Attempt propose(SortedMap<String, ContentFile> stored, Set<String> paths, List<SiteCompiler<?>> compilers, Map<String, String> words, Optional<Instant> at) {
        return aside(() -> {
            changed(paths);
            return make(stored, compilers, words, at, true);
        });
    }

    private Attempt aside(Supplier<Attempt> attempt) {
        var read = sources.known();
        var settled = markers.known();
        var made = parts.known();
        try {
            return attempt.get();
        } finally {
            sources.known(read);
            markers.known(settled);
            parts.known(made);
        }
    }

    /** Where a document lies in the content stores. */
    String path(String belowSite) {
        return sources.path(belowSite);
    }

    private Attempt make(Editions editions, Instant now, List<SiteCompiler<?>> compilers, Document root, SiteSettings settings, boolean proposed, Problems problems) {
        var stored = editions.at(now);
        var languages = settings.locales().stream().map(Locale::toLanguageTag).collect(Collectors.toSet());
        var written = sources.documents(stored, languages, editions.editions().isEmpty(), problems);
        var misled = new Problems();
        var settled = markers.settle(written, settings.defaultLocale().toLanguageTag(), misled);
        var folders = settled.folders();
        var inRoot = folders.getOrDefault("", List.of());
        var themed = themes.make(wish(root, settings, inRoot, sources.files(stored)), stored, problems);
        // What cannot be read is told before what follows from it.
        if (problems.fatal()) return Attempt.refused(problems.found());
        var all = new ArrayList<SiteCompiler<?>>(compilers);
        all.add(texts);
        all.add(styles);
        var made = parts.make(new Ingredients(proposed, settings, folders, themed.files(), Map.of(SiteTheme.class, themed.theme(), SiteMarkers.class, settled.markers())), all, problems);
        misled.found().forEach(problems::add); // last: a page that lost its name has more to tell of itself than those who lead there
        if (problems.fatal()) return Attempt.refused(problems.found());
        tellUnread(folders, compilers, problems);
        tellUnread(inRoot, problems);
        tellUnread(themed.files(), problems);
        return new Attempt(Optional.of(new Site(name, 0, settings, written.all(), themed.files(), made)), problems.found(), Optional.empty());
    }

    /** What is set of the look is one for all languages: of another document nobody would read a word. */
    private static void tellUnread(List<Document> inRoot, Problems problems) {
        inRoot.stream().filter(document -> document.name().equals(THEME) && !isBuiltIn(document)).forEach(document -> problems.warning(Position.start(document.path()),
                "site.unread-folder", "nobody reads this document", "write into theme.yml what is set of the theme; a text in it may be one per language"));
    }

    private static ThemeMaker.Wish wish(Document root, SiteSettings settings, List<Document> inRoot, Map<String, ContentFile> files) {
        var named = new Node.Scalar(root.fields().get("theme").map(Node::at).orElse(root.fields().at()), settings.theme());
        var values = inRoot.stream().filter(document -> document.name().equals(THEME) && isBuiltIn(document)).findFirst().map(document -> document.fields().entries()).orElse(Map.of());
        return new ThemeMaker.Wish(named, values, settings.locales().stream().map(Locale::toLanguageTag).collect(Collectors.toSet()), files);
    }

    private static void tellUnread(Map<String, List<Document>> folders, List<SiteCompiler<?>> compilers, Problems problems) {
        var read = new TreeSet<String>();
        var inRoot = new TreeSet<>(Set.of("site", THEME, TextsCompiler.NAME));
        for (var compiler : compilers) {
            read.addAll(compiler.folders());
            inRoot.addAll(compiler.documents());
        }
        new TreeMap<>(folders).forEach((folder, documents) -> {
            if (folder.isEmpty()) documents.forEach(document -> tellUnread(document, inRoot, problems));
            else if (!read.contains(folder)) problems.warning(Position.start(documents.getFirst().path()), "site.unread-folder", "nobody reads documents of the folder '" + folder + "'",
                    Problems.nearest(folder, read).map(near -> "rename the folder to '" + near + "'?").orElse("add the module that reads it, or remove it"));
        });
    }

    /** @param read names of documents of the root that somebody reads */
    private static void tellUnread(Document document, Set<String> read, Problems problems) {
        if (document.type().equals("yml") && read.contains(document.name())) return;
        problems.warning(Position.start(document.path()), "site.unread-folder", "nobody reads this document",
                Problems.nearest(document.name(), read).map(near -> "did you mean '" + near + ".yml'?").orElse("move it into the folder it belongs to, add the module that reads it, or remove it"));
    }

    /** What lies in a theme beside its two folders and what it says of itself, notes to people apart. */
    private static void tellUnread(Map<String, ContentFile> files, Problems problems) {
        new TreeMap<>(files).forEach((path, file) -> {
            var below = path.startsWith("theme/") ? path.substring("theme/".length()) : "assets/";
            if (below.startsWith("templates/") || below.startsWith("assets/") || below.equals("theme.yml") || below.endsWith(".md") || below.indexOf('.') < 0) return;
            problems.warning(Position.start(file.path()), "site.unread-file", "nobody reads this file of the theme", "move it below templates/ or assets/, or remove it");
        });
    }

    private static Optional<Node.Mapping> fields(ContentFile file, Problems problems) {
        return DocumentReader.read(file, new DocumentName("", "theme", "", "yml", false), problems).map(Document::fields);
    }

    private static boolean isBuiltIn(Document document) {
        return document.type().equals("yml") && (document.name().equals("site") || document.name().equals(TextsCompiler.NAME) || document.name().equals(THEME) && document.language().isEmpty());
    }
}
