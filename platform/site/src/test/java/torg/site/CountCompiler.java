package torg.site;

import java.util.Set;
import torg.api.site.Problems;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Counts titles: needs the part of {@link FolderCompiler}. */
final class CountCompiler implements SiteCompiler<CountCompiler.Count> {
    int runs;

    /** How many. */
    record Count(int titles) {}

    @Override
    public Class<Count> part() {
        return Count.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of("counts");
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(FolderCompiler.Titles.class);
    }

    @Override
    public Count compile(SiteSource source, Problems problems) {
        runs++;
        return new Count(source.part(FolderCompiler.Titles.class).titles().size());
    }
}
