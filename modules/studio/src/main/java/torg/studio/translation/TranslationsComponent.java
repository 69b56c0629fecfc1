package torg.studio.translation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.TorgException;
import torg.api.site.Amendment;
import torg.api.site.Document;
import torg.api.site.Editing;
import torg.api.site.Node;
import torg.api.site.Revision;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.desk.Nodes;
import torg.studio.desk.Starts;
import torg.studio.desk.Work;
import torg.studio.form.Changes;
import torg.studio.form.FormDocument;
import torg.studio.room.EditorFiles;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Told;
import torg.studio.room.Words;

/** What is said in one language and not in another, or was changed since in the first: the two beside each other, saved in place. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class TranslationsComponent implements Component {
    private static final int MOST = 200;
    /** For how long is asked when translations and their originals were saved: a store may have to look through its history for each. */
    private static final Duration LONGEST_COMPARED = Duration.ofSeconds(3);
    /** Of a word of the portal, in characters. */
    private static final int LONGEST_WORD = 2_000;

    private static final String[] WORDS = {
            "where-it-is", "name", "state", "language", "original", "word-key", "word-new", "word-new-hint", "words-of-portal", "words-hint",
            "translations-others", "all-translated", "where", "back"
    };

    private final Editing editing;

    /** @param editing makes the edits, and remembers when a text was changed */
    @Activate
    public TranslationsComponent(@Reference Editing editing) {
        this.editing = editing;
    }

    @Override
    public String name() {
        return Room.TRANSLATIONS.component();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        return Desk.of(editing, request).map(desk -> {
            var led = Model.with("done", Words.of(request).done(request)).build();
            var path = request.query("path").orElse("");
            if (!path.isEmpty()) return pair(request, desk, path, language(request, request.query("language")), Optional.empty(), led);
            return list(request, desk, language(request, request.query("language")), false, led);
        }).orElseGet(Filled.Absent::new);
    }

    /** The language that was asked for, else the first that is no original. */
    private static Locale language(Request request, Optional<String> asked) {
        var locales = request.site().settings().locales();
        return locales.stream().filter(locale -> asked.filter(locale.toLanguageTag()::equals).isPresent()).findFirst().orElse(locales.get(locales.size() > 1 ? 1 : 0));
    }

    /** A text, and what it is to be in another language. */
    private record Text(Work work, String path, String state) {}

    private Filled list(Request request, Desk desk, Locale language, boolean typed, Model led) {
        var words = Words.of(request);
        var tag = language.toLanguageTag();
        var texts = texts(request, desk, tag);
        var counted = texts.stream().filter(text -> !text.state.equals("same")).count();
        var model = Model.with("words", words.model(WORDS)).with("home", Room.HOME.link(request)).with("editor", EditorFiles.base()).with("language", language.getDisplayLanguage(request.locale())).with("tag", tag)
                .with("languages", request.site().settings().locales().stream().map(locale -> Model.with("name", locale.getDisplayLanguage(request.locale())).with("current", locale.equals(language))
                        .with("link", room(request, locale.toLanguageTag()))).toList())
                .with("list", true)
                .with("summary", words.text("translations-open", counted))
                .with("some", !texts.isEmpty())
                .with("texts", texts.stream().limit(MOST).map(text -> Model.with("title", text.work.title()).with("shelf", words.text("shelf." + text.work.shelf())).with("place", text.work.address().orElse(text.work.name())).with("state", words.text("translation." + text.state))
                        .with("open", !text.state.equals("same")).with("link", room(request, tag) + "&path=" + Links.encoded(text.path))).toList())
                .with("more", more(words, texts.size()))
                .with("otherwise", others(request, desk, tag));
        words(request, desk, language).ifPresent(document -> model.with("messages", messages(document, language, typed)));
        return Filled.Shown.personal("components/studio-translations", model.build().and(led));
    }

    private static Optional<String> more(Words words, int all) {
        return all > MOST ? Optional.of(words.text("translations-more", all - MOST)) : Optional.empty();
    }

    /** Documents that say each text in several languages, but not in this one; each with the line of the first such text. */
    private static Optional<Model> others(Request request, Desk desk, String tag) {
        var tags = request.site().settings().locales().stream().map(Locale::toLanguageTag).collect(Collectors.toSet());
        var links = new Links(request);
        var others = request.site().documents().stream().filter(document -> desk.reaches(document.path())).sorted(Comparator.comparing(Document::path))
                .flatMap(document -> lacking(document.fields(), tags, tag).limit(1).map(text -> Model.with("path", document.path()).with("line", text.at().line()).with("link", links.file(document.path())).build())).toList();
        return others.isEmpty() ? Optional.empty() : Optional.of(Model.with("others", others.stream().limit(MOST).toList()).with("more-others", more(Words.of(request), others.size())).build());
    }

    /** Texts that are given in languages of the site and not in this one. */
    private static Stream<Node.Mapping> lacking(Node node, Set<String> tags, String tag) {
        return switch (node) {
            case Node.Scalar _ -> Stream.empty();
            case Node.Sequence(_, var items) -> items.stream().flatMap(item -> lacking(item, tags, tag));
            case Node.Mapping said when isText(said, tags) -> said.get(tag).isEmpty() ? Stream.of(said) : Stream.empty();
            case Node.Mapping(_, var entries) -> entries.values().stream().flatMap(entry -> lacking(entry, tags, tag));
        };
    }

    private static boolean isText(Node.Mapping said, Set<String> tags) {
        return !said.entries().isEmpty() && tags.containsAll(said.entries().keySet()) && said.entries().values().stream().allMatch(Node.Scalar.class::isInstance);
    }

    private static String room(Request request, String tag) {
        return Room.TRANSLATIONS.link(request) + "?language=" + tag;
    }

    /** Pages and snippets that are written in the default language, those first that something is to be done about. */
    private List<Text> texts(Request request, Desk desk, String tag) {
        if (tag.equals(request.site().settings().defaultLocale().toLanguageTag())) return List.of();
        var works = Work.of(request.site(), desk.files().keySet(), request.locale()).stream().filter(work -> Set.of("pages", "snippets").contains(work.shelf()) && work.paths().containsKey("")).toList();
        var all = new ArrayList<Text>();
        works.stream().filter(work -> work.missing(request.site()).contains(tag)).forEach(work -> all.add(new Text(work, work.path(), "missing")));
        var until = System.nanoTime() + LONGEST_COMPARED.toNanos();
        var there = works.stream().filter(work -> work.paths().containsKey(tag)).map(work -> new Text(work, work.path(), System.nanoTime() - until > 0 ? "unknown" : isOlder(desk, work, tag) ? "older" : "same")).toList();
        for (var state : List.of("older", "unknown", "same")) there.stream().filter(text -> text.state.equals(state)).forEach(all::add);
        return all;
    }

    /** As far as it is remembered when either was saved. */
    private static boolean isOlder(Desk desk, Work work, String tag) {
        var original = last(desk, work.path());
        var translated = last(desk, work.paths().get(tag));
        return original.isPresent() && translated.isPresent() && translated.get().at().isBefore(original.get().at());
    }

    private static Optional<Revision> last(Desk desk, String path) {
        return desk.editing().history(path, 1).stream().findFirst();
    }

    private static Optional<FormDocument> words(Request request, Desk desk, Locale language) {
        return FormDocument.of(request, desk, request.site().path("messages." + language.toLanguageTag() + ".yml"));
    }

    /** The site's own words, by key: as they are in the original, and in this language. */
    private static Model messages(FormDocument document, Locale language, boolean typed) {
        var request = document.request();
        var site = request.site();
        var all = new TreeSet<String>();
        var original = Map.<String, Node>of();
        for (var one : site.documents()) {
            if (!one.folder().isEmpty() || !one.name().equals("messages")) continue;
            all.addAll(one.fields().entries().keySet());
            if (one.language().equals(site.settings().defaultLocale().toLanguageTag())) original = one.fields().entries();
        }
        var own = read(document);
        var base = original;
        var pages = Math.max(1, (all.size() + MOST - 1) / MOST);
        var page = Math.clamp(page(request), 1, pages);
        var room = room(request, language.toLanguageTag()) + "&page=";
        return document.shown(room(request, language.toLanguageTag()), typed, WORDS).with("page", page).with("paged", pages > 1).with("pages", IntStream.rangeClosed(1, pages).mapToObj(one -> Model.with("number", one).with("current", one == page).with("link", room + one + "#words").build()).toList())
                .with("some", !all.isEmpty())
                .with("key", typed ? request.form("key").orElse("") : "").with("text", typed ? request.form("new").orElse("") : "")
                .with("rows", all.stream().skip((page - 1L) * MOST).limit(MOST).map(key -> Model.with("key", key).with("original", Nodes.text(Optional.ofNullable(base.get(key))))
                        .with("text", typed ? request.form("t." + key).orElse("") : Nodes.text(Optional.ofNullable(own.get(key)))).with("missing", !own.containsKey(key))).toList()).build();
    }

    /** Which words are looked at: of the address, and of the form that was shown there. */
    private static int page(Request request) {
        return request.query("page").or(() -> request.form("page")).filter(number -> number.matches("\\d{1,4}")).map(Integer::parseInt).orElse(1);
    }

    private static Map<String, Node> read(FormDocument document) {
        try {
            return document.read().fields().entries();
        } catch (TorgException e) {
            // told at what is wrong with the site; the form that saves it tells it as well
            return Map.of();
        }
    }

    private Filled pair(Request request, Desk desk, String path, Locale language, Optional<String> typed, Model led) {
        var target = target(request, desk, path, language);
        if (target.isEmpty()) return new Filled.Absent();
        var document = target.get();
        var links = new Links(request);
        var work = Work.of(request.site(), path, request.locale());
        var text = typed.orElseGet(document::text);
        var original = desk.file(path).flatMap(Desk::text).orElse("");
        var room = room(request, language.toLanguageTag());
        var model = document.shown(room + "&path=" + Links.encoded(path), typed.isPresent(), WORDS).with("pair", Model.with("title", work.title()).with("path", path).with("target", document.path()).with("original", original).with("text", text)
                        .with("from", request.site().settings().defaultLocale().getDisplayLanguage(request.locale())).with("fromTag", request.site().settings().defaultLocale().toLanguageTag())
                        .with("to", language.getDisplayLanguage(request.locale())).with("toTag", language.toLanguageTag())
                        .with("rows", Math.clamp(Math.max(original.lines().count(), text.lines().count()) + 2, 12, 40)).with("longest", Desk.LONGEST_TEXT)
                        .with("history", links.history(path)).with("back", room));
        return Filled.Shown.personal("components/studio-translations", model.build().and(led));
    }

    /** The file that a translation is written to; empty for what is not translated so. */
    private static Optional<FormDocument> target(Request request, Desk desk, String path, Locale language) {
        if (desk.file(path).flatMap(Desk::text).isEmpty() || language.equals(request.site().settings().defaultLocale())) return Optional.empty();
        var work = Work.of(request.site(), path, request.locale());
        if (!Set.of("pages", "snippets").contains(work.shelf()) || !work.paths().containsKey("")) return Optional.empty();
        var translated = work.pathIn(language.toLanguageTag());
        return FormDocument.of(request, desk, translated, Starts.text(request.site(), translated));
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        var desk = Desk.of(editing, request);
        var language = language(request, request.form("language"));
        if (desk.isEmpty()) return new Outcome.Show(405, new Filled.Absent());
        var path = request.form("path").orElse("");
        return path.isEmpty() ? saveWords(request, desk.get(), language) : saveText(request, desk.get(), path, language);
    }

    private Outcome saveText(Request request, Desk desk, String path, Locale language) {
        var target = target(request, desk, path, language);
        if (target.isEmpty()) return new Outcome.Show(405, new Filled.Absent());
        var text = request.form("text").orElse("").replace("\r\n", "\n");
        if (text.length() > Desk.LONGEST_TEXT) return new Outcome.Show(422, pair(request, desk, path, language, Optional.of(text), Told.saying(Words.of(request).text("too-long", Desk.LONGEST_TEXT))));
        var wanted = target.get().text().contains("\r\n") ? text.replace("\n", "\r\n") : text;
        return switch (target.get().save(wanted)) {
            case FormDocument.Saved.Done(var word) -> new Outcome.Redirect(room(request, language.toLanguageTag()) + "&path=" + Links.encoded(path) + "&done=" + word);
            case FormDocument.Saved.Refused(var status, var told) -> new Outcome.Show(status, pair(request, desk, path, language, Optional.of(text), told));
        };
    }

    private Outcome saveWords(Request request, Desk desk, Locale language) {
        var document = words(request, desk, language);
        if (document.isEmpty()) return new Outcome.Show(405, new Filled.Absent());
        var changes = changes(request, read(document.get()));
        if (changes.stream().anyMatch(TranslationsComponent::tooLong)) return new Outcome.Show(422, list(request, desk, language, true, Told.saying(Words.of(request).text("too-long", LONGEST_WORD))));
        return switch (document.get().save(changes, Map.of())) {
            case FormDocument.Saved.Done(var word) -> new Outcome.Redirect(room(request, language.toLanguageTag()) + (page(request) > 1 ? "&page=" + page(request) : "") + "&done=" + word + "#words");
            case FormDocument.Saved.Refused(var status, var told) -> new Outcome.Show(status, list(request, desk, language, true, told));
        };
    }

    /** A word that is left empty is the module's own again. */
    private static List<Amendment> changes(Request request, Map<String, Node> own) {
        var changes = new ArrayList<Amendment>();
        request.form().keySet().stream().filter(name -> name.startsWith("t.")).sorted().forEach(name -> change(name.substring(2), request.form(name).orElse(""), own, changes));
        request.form("key").map(String::strip).filter(key -> !key.isEmpty()).ifPresent(key -> change(key, request.form("new").orElse(""), own, changes));
        return changes;
    }

    private static void change(String key, String typed, Map<String, Node> own, List<Amendment> changes) {
        var text = typed.replace("\r\n", "\n").strip();
        if (text.equals(Nodes.text(Optional.ofNullable(own.get(key))).strip())) return;
        changes.add(text.isEmpty() ? new Amendment.Remove(List.of(key)) : new Amendment.Put(List.of(key), Changes.scalar(text)));
    }

    private static boolean tooLong(Amendment change) {
        return change instanceof Amendment.Put(_, var word) && Nodes.text(Optional.of(word)).length() > LONGEST_WORD;
    }
}
