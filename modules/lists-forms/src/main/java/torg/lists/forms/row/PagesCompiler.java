package torg.lists.forms.row;

import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Problems;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteDraft;

/**
 * Looks at the site's pages once for all that lists, records and forms ask about them. As long as the answer is the same it is the same object, so that an edit of a
 * text leaves their compilers alone. For one thread.
 */
@Component(service = SiteCompiler.class)
public final class PagesCompiler implements SiteCompiler<Pages> {
    private Pages last = new Pages(Set.of(), List.of());

    @Override
    public Class<Pages> part() {
        return Pages.class;
    }

    /** None: whoever shows the pages reads them. */
    @Override
    public Set<String> folders() {
        return Set.of();
    }

    @Override
    public Pages compile(SiteDraft draft, Problems problems) {
        var now = Pages.of(draft.documents("pages"));
        if (!now.equals(last)) last = now;
        return last;
    }
}
