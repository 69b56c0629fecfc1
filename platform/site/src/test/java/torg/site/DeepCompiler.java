package torg.site;

import java.util.Set;
import torg.api.site.Problems;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Goes down into its documents and never comes back. */
final class DeepCompiler implements SiteCompiler<DeepCompiler.Depth> {
    /** How deep. */
    record Depth(int levels) {}

    @Override
    public Class<Depth> part() {
        return Depth.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of("deep");
    }

    @Override
    public Depth compile(SiteSource source, Problems problems) {
        return new Depth(below(compile(source, problems)) + 1);
    }

    private static int below(Depth depth) {
        return depth.levels;
    }
}
