package torg.pages.hook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import torg.api.site.Document;
import torg.api.site.Site;
import torg.api.text.Sha256;
import torg.pages.tree.Publishing;
import torg.pages.tree.SitePages;

/** Looks at a whole site, and remembers the versions of documents: those that no edit changed are the same objects. Pages that are not published are not there. For one thread. */
final class ContentsReader {
    private static final String SPECIAL = "special/";
    private Map<Document, String> before = Map.of();

    Contents of(Site site, SitePages pages, Instant now) {
        var known = new IdentityHashMap<Document, String>();
        var versions = new TreeMap<Thing, String>();
        for (var document : site.documents()) {
            var version = Optional.ofNullable(before.get(document)).orElseGet(() -> digest(document.fields() + "\n" + document.body()));
            known.put(document, version);
            // One thing is written in several languages.
            thing(document, pages, now).ifPresent(thing -> versions.merge(thing, version, (one, other) -> digest(one + other)));
        }
        site.files().forEach((path, file) -> {
            if (path.startsWith("theme/")) versions.put(new Thing(Thing.Kind.SITE, path), digest(file.version()));
            else if (pages.tree().above(path.substring(path.indexOf('/'))).filter(ruler -> isThere(ruler.publishing(), now)).isPresent()) versions.put(new Thing(Thing.Kind.FILE, "/" + path), digest(file.version()));
        });
        before = known;
        return new Contents(versions);
    }

    private static Optional<Thing> thing(Document document, SitePages pages, Instant now) {
        var name = document.name();
        if (document.folder().equals("pages") && !name.startsWith(SPECIAL)) {
            var path = SitePages.path(name);
            return pages.tree().entry(path).filter(entry -> isThere(entry.publishing(), now)).map(_ -> new Thing(Thing.Kind.PAGE, path));
        }
        if (document.folder().equals("snippets")) return Optional.of(new Thing(Thing.Kind.SNIPPET, name));
        if (document.folder().isEmpty() && name.equals("navigation")) return Optional.of(new Thing(Thing.Kind.MENUS, name));
        return Optional.of(new Thing(Thing.Kind.SITE, document.folder().isEmpty() ? name : document.folder() + "/" + name));
    }

    private static boolean isThere(Publishing publishing, Instant now) {
        return publishing.at(now) == Publishing.Stage.PUBLISHED;
    }

    static String digest(String text) {
        return HexFormat.of().formatHex(Sha256.of(text.getBytes(UTF_8)), 0, 8);
    }
}
