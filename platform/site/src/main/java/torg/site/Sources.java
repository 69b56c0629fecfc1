package torg.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;

/** Tells documents from files in what the content stores hold, and reads documents; one that did not change is not read again. For one thread. */
final class Sources {
    private static final String FILES = "files/";
    /** The character that follows it. */
    private static final char AFTER_SLASH = '/' + 1;

    private final String root;
    private Reads known = new Reads(Set.of(), List.of());

    /** @param site name of its folder below {@code content/} */
    Sources(String site) {
        this.root = "content/" + site + "/";
    }

    /** The path of a document, as its author knows it. */
    String path(String belowSite) {
        return root + belowSite;
    }

    /** What has been read so far, to go back to. */
    Reads known() {
        return known;
    }

    void known(Reads before) {
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
     * @param marks whether it may have one
     */
    record Known(Document document, boolean leads, boolean marks) {}

    /** All documents, sorted by the path at which each stands. */
    List<Known> documents(SortedMap<String, ContentFile> files, Set<String> languages, Problems problems) {
        var before = known.cursor(languages);
        var now = new ArrayList<Read>(known.files.size());
        var documents = new ArrayList<Known>(known.files.size());
        below(files, root).forEach((path, file) -> {
            if (isFile(path) || path.endsWith("/README.md")) return;
            var read = before.at(path).filter(one -> one.isOf(file)).orElseGet(() -> read(path, file, languages));
            now.add(read);
            read.problems.forEach(problems::add);
            read.document.ifPresent(documents::add);
        });
        known = new Reads(languages, now);
        return documents;
    }

    /** Files of the site that are no documents, {@code files/...}; a map to put others into. */
    Map<String, ContentFile> files(SortedMap<String, ContentFile> files) {
        var found = new HashMap<String, ContentFile>();
        below(files, path(FILES)).forEach((path, file) -> found.put(path.substring(root.length()), file));
        return found;
    }

    /** Those of a folder. */
    private static SortedMap<String, ContentFile> below(SortedMap<String, ContentFile> files, String folder) {
        return files.subMap(folder, folder.substring(0, folder.length() - 1) + AFTER_SLASH);
    }

    private boolean isFile(String path) {
        return path.startsWith(FILES, root.length());
    }

    private Read read(String path, ContentFile file, Set<String> languages) {
        var problems = new Problems();
        var name = DocumentName.of(path.substring(root.length()), languages);
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
        return new Read(path, file.path(), file.version(), document.map(one -> new Known(one, Markers.leads(one), Markers.marks(one))), problems.found());
    }

    /** No document means anything without a word in it; an emptied one is mostly half of an edit. */
    private static boolean isEmpty(Document document) {
        return document.fields().entries().isEmpty() && document.body().isBlank();
    }

    /**
     * A file as it was read.
     *
     * @param path at which it stands
     * @param lies where it lies, which is elsewhere for an edition
     */
    private record Read(String path, String lies, String version, Optional<Known> document, List<SiteProblem> problems) {
        boolean isOf(ContentFile file) {
            return version.equals(file.version()) && lies.equals(file.path());
        }
    }

    /**
     * Files as they were read, sorted by path.
     *
     * @param languages of the site then
     */
    record Reads(Set<String> languages, List<Read> files) {
        /** Of a site in other languages all are read anew. */
        Cursor cursor(Set<String> now) {
            return new Cursor(languages.equals(now) ? files : List.of());
        }
    }

    /** Goes along the files as they were read, with somebody who goes along the paths that there are now. */
    private static final class Cursor {
        private final List<Read> files;
        private int next;

        Cursor(List<Read> files) {
            this.files = files;
        }

        Optional<Read> at(String path) {
            // Mostly it is the next one, and by the same text, which is seen without reading it.
            while (next < files.size() && !files.get(next).path.equals(path)) {
                if (files.get(next).path.compareTo(path) > 0) return Optional.empty();
                next++;
            }
            return next < files.size() ? Optional.of(files.get(next++)) : Optional.empty();
        }
    }
}
