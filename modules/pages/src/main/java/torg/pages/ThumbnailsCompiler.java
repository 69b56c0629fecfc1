package torg.pages;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Problems;
import torg.api.view.Thumbnails;
import torg.pages.tree.Picture;
import torg.pages.tree.SitePages;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** Shows others where the smallest of each picture is; {@link PagesCompiler} has read them. */
@Component(immediate = true, service = SiteCompiler.class)
public final class ThumbnailsCompiler implements SiteCompiler<Thumbnails> {
    @Override
    public Class<Thumbnails> part() {
        return Thumbnails.class;
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(SitePages.class);
    }

    @Override
    public Thumbnails compile(SiteSource source, Problems problems) {
        return new Thumbnails(source.part(SitePages.class).pictures().byPath().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, picture -> smallest(picture.getValue()))));
    }

    private static String smallest(Picture picture) {
        return picture.link(picture.widths().getFirst());
    }
}
