package torg.spi.view;

import org.osgi.annotation.versioning.ConsumerType;
import torg.api.site.Site;
import torg.api.view.Model;

/** Turns a model into mark-up with a template of the site's theme. */
@ConsumerType
public interface Painter {
    /**
     * Paint.
     *
     * @param template name without ending, {@code page} or {@code components/list}
     * @return escaped mark-up
     * @throws torg.api.problem.TorgException CONFIG when the template is missing, fails, or makes too much
     */
    String paint(Site site, String template, Model model);
}
