package torg.pages;

import java.util.Set;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Problems;
import torg.api.view.PageTypes;
import torg.pages.tree.SitePages;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Shows others which types of pages there are; {@link PagesCompiler} has read them. */
@Component(immediate = true, service = SiteCompiler.class)
public final class PageTypesCompiler implements SiteCompiler<PageTypes> {
    @Override
    public Class<PageTypes> part() {
        return PageTypes.class;
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(SitePages.class);
    }

    @Override
    public PageTypes compile(SiteSource source, Problems problems) {
        return source.part(SitePages.class).types();
    }
}
