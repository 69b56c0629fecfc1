package torg.site;

import java.util.Set;
import torg.api.site.Problems;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Asks for more memory than any Java gives. */
final class HungryCompiler implements SiteCompiler<HungryCompiler.Meal> {
    /** How much. */
    record Meal(int bytes) {}

    @Override
    public Class<Meal> part() {
        return Meal.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of("hungry");
    }

    @Override
    public Meal compile(SiteSource source, Problems problems) {
        return new Meal(new long[Integer.MAX_VALUE].length);
    }
}
