package torg.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.SiteProblem;

/** Tells documents from files in what the content stores hold, and reads documents; one that did not change is not read again, and an edit costs by what it touches. For one thread. */
final class Sources {
    private static final String FILES = "files/";
    /** The character that follows it. */
    private static final char AFTER_SLASH = '/' + 1;
    /** Where more have changed, going along all of them costs no more. */
    private static final int MOST_PATCHED = 200;

    private final String root;
    private Reads known = Reads.NONE;
    private int number;

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

    /** Files of these paths are others than when documents were asked for last, or new, or gone; the empty set: any may be. */
    void changed(Set<String> paths) {
        known = known.stale(paths);
    }

    /** Whether it is known that there is no edition, without a look at all files. */
    boolean isLasting() {
        return known.lasting && known.stale.filter(paths -> paths.stream().noneMatch(path -> path.indexOf('@') >= 0)).isPresent();
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
     * All documents as they are written, each list sorted by the paths at which they stand.
     *
     * @param number of this reading; each has its own
     * @param leading those in which something leads to a site marker
     * @param marking those that may have one
     * @param changes since an earlier reading; empty where any document may be another
     */
    record Written(int number, List<Document> all, List<Document> leading, List<Document> marking, Optional<Changes> changes) {}

    /** What is another than at the reading of this number: by path what stands there now, or nothing. */
    record Changes(int since, SortedMap<String, Optional<Document>> now) {}

    /**
     * Read what is to be read anew.
     *
     * @param lasting whether every file stands where it lies
     */
    Written documents(SortedMap<String, ContentFile> files, Set<String> languages, boolean lasting, Problems problems) {
        var stale = known.stale.filter(paths -> paths.size() <= MOST_PATCHED && lasting && known.lasting && known.languages.equals(languages));
        known = stale.isPresent() ? patched(files, stale.get()) : read(files, languages, lasting);
        known.troubled.forEach(read -> read.problems.forEach(problems::add));
        return known.written;
    }

    private Reads read(SortedMap<String, ContentFile> files, Set<String> languages, boolean lasting) {
        var before = known.cursor(languages);
        var now = new Lists(new ArrayList<>(known.files.size()), new ArrayList<>(), new ArrayList<>(known.files.size()), new ArrayList<>(), new ArrayList<>());
        below(files, root).forEach((path, file) -> {
            if (isDocument(path)) now.add(before.at(path).filter(one -> one.isOf(file)).orElseGet(() -> read(path, file, languages)));
        });
        return now.reads(languages, lasting, ++number, Optional.empty());
    }

    /** The same as if all were gone along, for what it costs to look at these. */
    private Reads patched(SortedMap<String, ContentFile> files, Set<String> paths) {
        var before = known.written;
        var now = new Lists(new ArrayList<>(known.files), new ArrayList<>(known.troubled), new ArrayList<>(before.all), new ArrayList<>(before.leading), new ArrayList<>(before.marking));
        var changes = new TreeMap<String, Optional<Document>>();
        for (var path : paths) {
            if (!path.startsWith(root) || !isDocument(path)) continue;
            var file = Optional.ofNullable(files.get(path));
            var stood = ByPath.find(now.files, Read::path, path);
            if (stood.isPresent() && file.isPresent() && stood.get().isOf(file.get())) continue;
            var read = file.map(one -> read(path, one, known.languages));
            now.put(path, read);
            changes.put(path, read.flatMap(Read::document));
        }
        return now.reads(known.languages, true, ++number, Optional.of(new Changes(before.number, changes)));
    }

    private boolean isDocument(String path) {
        return !isFile(path) && !path.endsWith("/README.md");
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
        return new Read(path, file.path(), file.version(), document, document.filter(Markers::leads).isPresent(), document.filter(Markers::marks).isPresent(), problems.found());
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
     * @param leads whether something in it leads to a site marker
     * @param marks whether it may have one
     */
    private record Read(String path, String lies, String version, Optional<Document> document, boolean leads, boolean marks, List<SiteProblem> problems) {
        boolean isOf(ContentFile file) {
            return version.equals(file.version()) && lies.equals(file.path());
        }
    }

    /** Files as they are read, and the documents that they hold, in the making. */
    private record Lists(List<Read> files, List<Read> troubled, List<Document> all, List<Document> leading, List<Document> marking) {
        /** One that comes after all others. */
        void add(Read read) {
            files.add(read);
            if (!read.problems.isEmpty()) troubled.add(read);
            read.document.ifPresent(all::add);
            if (read.leads) read.document.ifPresent(leading::add);
            if (read.marks) read.document.ifPresent(marking::add);
        }

        /** What stands at a path in place of what stood there; each file stands where it lies. */
        void put(String path, Optional<Read> read) {
            var document = read.flatMap(Read::document);
            ByPath.put(files, Read::path, path, read);
            ByPath.put(troubled, Read::path, path, read.filter(one -> !one.problems.isEmpty()));
            ByPath.put(all, Document::path, path, document);
            ByPath.put(leading, Document::path, path, document.filter(_ -> read.get().leads));
            ByPath.put(marking, Document::path, path, document.filter(_ -> read.get().marks));
        }

        Reads reads(Set<String> languages, boolean lasting, int number, Optional<Changes> changes) {
            return new Reads(languages, files, troubled, new Written(number, all, leading, marking, changes), lasting, Optional.of(Set.of()));
        }
    }

    /**
     * Files as they were read, sorted by path.
     *
     * @param languages of the site then
     * @param troubled those in which something is wrong
     * @param lasting whether every file stood where it lay
     * @param stale paths of which others may be there since; empty when any may
     */
    record Reads(Set<String> languages, List<Read> files, List<Read> troubled, Written written, boolean lasting, Optional<Set<String>> stale) {
        static final Reads NONE = new Reads(Set.of(), List.of(), List.of(), new Written(0, List.of(), List.of(), List.of(), Optional.empty()), false, Optional.empty());

        /** Of a site in other languages all are read anew. */
        Cursor cursor(Set<String> now) {
            return new Cursor(languages.equals(now) ? files : List.of());
        }

        Reads stale(Set<String> paths) {
            var all = stale.filter(_ -> !paths.isEmpty()).map(known -> Stream.concat(known.stream(), paths.stream()).collect(Collectors.toUnmodifiableSet()));
            return new Reads(languages, files, troubled, written, lasting, all);
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
