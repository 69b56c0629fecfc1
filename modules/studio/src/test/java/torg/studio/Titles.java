package torg.studio;

import java.util.List;
import java.util.Set;
import torg.api.site.Document;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Reads pages that have a title, perhaps a moment from which they are published and the name of another page, and nothing else. */
public class Titles implements SiteCompiler<Titles.Made> {
    /** Titles of pages. */
    public record Made(List<String> titles) {}

    @Override
    public Class<Made> part() {
        return Made.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of("pages");
    }

    @Override
    public Made compile(SiteSource source, Problems problems) {
        var names = source.documents("pages").stream().map(Document::name).toList();
        return new Made(source.documents("pages").stream().map(document -> {
            var reader = new Reader(document.fields(), problems);
            var title = reader.required("title");
            reader.text("publish");
            reader.text("mentions").filter(name -> !names.contains(name)).ifPresent(name -> problems.warning(reader.at("mentions"), "titles.nobody", "there is no page '" + name + "'", "name another"));
            reader.done();
            return title;
        }).toList());
    }
}
