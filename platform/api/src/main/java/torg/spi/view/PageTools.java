package torg.spi.view;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.view.Page;
import torg.api.web.Request;

/**
 * Offers something on the pages of the site to those who may use it, such as a way to edit them. Asked for each page of a caller who signed in, so it must be quick; such a page is
 * kept for nobody. What it throws leaves its tools out, and the page lives.
 */
@ConsumerType
public interface PageTools {
    /** What this caller is offered on this page, in order; none for whoever has no right to it. */
    List<Tool> on(Request request, Page page);

    /**
     * A link, and perhaps more where scripts run.
     *
     * @param name of the kind of tool, by which its script finds the link: {@code a[data-tool="studio"]}
     * @param title for people, in the language of the request
     * @param link where it leads
     * @param script address of a script of the portal that makes more of the link; may be empty
     */
    record Tool(String name, String title, String link, Optional<String> script) {}
}
