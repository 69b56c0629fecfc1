package torg.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;

/** Tells documents from files in what the content stores hold, and reads documents; one that did not change is not read again. For one thread. */
final class Sources {
    private final String root;
    private Map<String, Read> known = Map.of();

    /** @param site name of its folder below {@code content/} */
    Sources(String site) {
        this.root = "content/" + site + "/";
    }

    /** The path of a document, as its author knows it. */
    String path(String belowSite) {
        return root + belowSite;
    }

    /** What has been read so far, to go back to. */
    Map<String, Read> known() {
        return known;
    }

    void known(Map<String, Read> before) {
        known = before;
    }

    /** The document {@code site.yml}; nothing when it is missing or broken, and then a problem says so. */
    Optional<Document> settings(Map<String, ContentFile> files, Problems problems) {
        var path = path("site.yml");
        var file = files.get(path);
        if (file != null) return DocumentReader.read(file, new DocumentName("", "site", "", "yml", false), problems);
        problems.error(Position.start(path), "site.no-site", "the site has no site.yml",
                "add one with name, theme and languages, or mend the setting 'site' or the content folder");
        return Optional.empty();
    }

    /**
     * A document.
     *
     * @param leads whether something in it leads to a site marker
     */
    record Known(Document document, boolean leads) {}

    /** All documents, sorted by path. */
    List<Known> documents(Map<String, ContentFile> files, Set<String> languages, Problems problems) {
        var now = HashMap.<String, Read>newHashMap(known.size());
        var documents = new ArrayList<Known>();
        new TreeMap<>(files).forEach((path, file) -> {
            if (!path.startsWith(root) || isFile(path) || path.endsWith("/README.md")) return;
            var before = known.get(path);
            var read = before != null && before.isOf(file, languages) ? before : read(file, languages);
            now.put(path, read);
            read.problems.forEach(problems::add);
            read.document.ifPresent(documents::add);
        });
        known = now;
        return documents;
    }

    /** Files of the site that are no documents, {@code files/...}; a map to put others into. */
    Map<String, ContentFile> files(Map<String, ContentFile> files) {
        var found = new HashMap<String, ContentFile>();
        files.forEach((path, file) -> {
            if (path.startsWith(root) && isFile(path)) found.put(path.substring(root.length()), file);
        });
        return found;
    }

    private boolean isFile(String path) {
        return path.startsWith("files/", root.length());
    }

    private Read read(ContentFile file, Set<String> languages) {
        var problems = new Problems();
        var name = DocumentName.of(file.path().substring(root.length()), languages);
        if (name.isEmpty()) {
            problems.warning(Position.start(file.path()), "site.no-document", "nobody reads this file",
                    file.path().endsWith(".yaml") ? "rename it to end with .yml" : "move it below files/, or remove it");
        } else if (name.get().stranger()) {
            problems.warning(Position.start(file.path()), "site.unknown-language",
                    "this document is in a language that site.yml does not list, and is left out",
                    "add the language to site.yml, or rename the document");
        }
        var document = name.filter(one -> !one.stranger()).flatMap(one -> DocumentReader.read(file, one, problems));
        document.filter(Sources::isEmpty).ifPresent(one -> problems.error(Position.start(file.path()), "site.empty", "this document says nothing",
                "write into it, or remove the file if that is what you want"));
        document.ifPresent(one -> Translations.check(one, languages, problems));
        return new Read(file.version(), languages, document.map(one -> new Known(one, Markers.leads(one))), problems.found());
    }

    /** No document means anything without a word in it; an emptied one is mostly half of an edit. */
    private static boolean isEmpty(Document document) {
        return document.fields().entries().isEmpty() && document.body().isBlank();
    }

    /** A file as it was read. */
    record Read(String version, Set<String> languages, Optional<Known> document, List<SiteProblem> problems) {
        boolean isOf(ContentFile file, Set<String> siteLanguages) {
            return version.equals(file.version()) && languages.equals(siteLanguages);
        }
    }
}
