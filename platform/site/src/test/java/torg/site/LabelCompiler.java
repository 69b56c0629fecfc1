package torg.site;

import java.util.List;
import java.util.Set;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.text.Text;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Reads documents with one text for people. */
final class LabelCompiler implements SiteCompiler<LabelCompiler.Labels> {
    /** The texts, in order. */
    record Labels(List<Text> labels) {}

    @Override
    public Class<Labels> part() {
        return Labels.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of("labels");
    }

    @Override
    public Labels compile(SiteSource source, Problems problems) {
        return new Labels(source.documents("labels").stream().map(document -> new Reader(document.fields(), problems).label("label").orElseThrow()).toList());
    }
}
