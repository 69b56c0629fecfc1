package torg.store.schema;

import java.util.Set;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Problems;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Keeps with a site which losses its table documents confirm: nothing is lost before the site is in force. */
@Component(immediate = true, service = SiteCompiler.class)
public final class LossCompiler implements SiteCompiler<ConfirmedLosses> {
    @Override
    public Class<ConfirmedLosses> part() {
        return ConfirmedLosses.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of("tables");
    }

    @Override
    public ConfirmedLosses compile(SiteSource source, Problems problems) {
        return ConfirmedLosses.of(source.documents("tables"));
    }
}
