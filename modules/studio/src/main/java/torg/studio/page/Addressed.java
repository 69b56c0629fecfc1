package torg.studio.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import torg.api.site.Site;
import torg.api.site.SiteMarkers;
import torg.api.web.Request;
import torg.studio.desk.Desk;
import torg.studio.desk.Nodes;
import torg.studio.desk.Work;
import torg.studio.room.Words;

/**
 * A page that has one address.
 *
 * @param title in the language of who asks
 * @param readers what {@code access} says of it, or of the nearest page above that says anything; empty when none does
 */
record Addressed(String address, String title, List<String> readers) {
    private static final String MARKER = "marker:";

    /** By address, those of the site that somebody may edit. */
    static Map<String, Addressed> all(Request request, Desk desk) {
        return all(request, Work.of(request.site(), desk.files().keySet().stream().filter(path -> path.startsWith(request.site().path("pages/"))).toList(), request.locale()));
    }

    /** The same of pages that are known already. */
    static Map<String, Addressed> all(Request request, List<Work> works) {
        var access = access(request.site());
        var pages = new TreeMap<String, Addressed>();
        works.stream().filter(work -> work.edition().isEmpty()).forEach(work ->
                work.fixedAddress().ifPresent(address -> pages.put(address, new Addressed(address, work.title(), readers(access, address)))));
        return pages;
    }

    /** Those, and by {@code marker:name} each that has a site marker, which is what a menu may say as well. */
    static Map<String, Addressed> named(Request request, Desk desk) {
        var pages = all(request, desk);
        request.site().part(SiteMarkers.class).orElse(SiteMarkers.NONE).paths().forEach((name, path) -> {
            var page = pages.get(path);
            if (page != null) pages.put(MARKER + name, new Addressed(MARKER + name, page.title, page.readers));
        });
        return pages;
    }

    private static Map<String, List<String>> access(Site site) {
        var access = new TreeMap<String, List<String>>();
        for (var document : site.documents()) {
            if (!document.folder().equals("pages") || !document.language().isEmpty()) continue;
            var path = ("/" + document.name()).replaceFirst("/?index$", "");
            document.fields().get("access").ifPresent(said -> access.put(path.isEmpty() ? "/" : path, Nodes.texts(Optional.of(said))));
        }
        return access;
    }

    private static List<String> readers(Map<String, List<String>> access, String address) {
        for (var path = address; !path.isEmpty(); path = path.substring(0, path.lastIndexOf('/'))) if (access.containsKey(path)) return access.get(path);
        return access.getOrDefault("/", List.of());
    }

    /** Who reads it, for people. */
    String readers(Words words) {
        return readers(words, readers);
    }

    /** The same of what else says {@code access}. */
    static String readers(Words words, List<String> readers) {
        return readers.isEmpty() ? words.text("read-by-all") : String.join(", ", readers.stream().map(one -> switch (one) {
            case "public" -> words.text("read-by-all");
            case "signed-in" -> words.text("read-by-signed-in");
            default -> one;
        }).toList());
    }
}
