package torg.site;

import java.util.List;
import java.util.Set;
import torg.api.site.Document;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Reads documents with one key {@code title}, and counts how often it was asked. */
final class FolderCompiler implements SiteCompiler<FolderCompiler.Titles> {
    private final String folder;
    Object beside = "";
    int runs;
    /** Whether the last draft was a proposal. */
    boolean proposed;
    /** What no title may be once it is no proposal any more, as a database objects to a schema; empty for anything. */
    String objected = "";

    /** The titles, in order. */
    record Titles(List<String> titles) {}

    FolderCompiler(String folder) {
        this.folder = folder;
    }

    @Override
    public Class<Titles> part() {
        return Titles.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of(folder);
    }

    @Override
    public Set<String> documents() {
        return Set.of("navigation");
    }

    @Override
    public Object beside() {
        return beside;
    }

    @Override
    public Titles compile(SiteSource source, Problems problems) {
        runs++;
        proposed = source.proposed();
        return new Titles(source.documents(folder).stream().map(document -> title(document, problems)).toList());
    }

    private String title(Document document, Problems problems) {
        var reader = new Reader(document.fields(), problems);
        var title = reader.required("title");
        if (!proposed && !objected.isEmpty() && title.equals(objected)) problems.error(reader.at("title"), "test.objected", "it cannot be brought there", "choose another title");
        reader.done();
        return title;
    }
}
