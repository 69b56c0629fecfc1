package torg.spi.view;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.view.Page;
import torg.api.web.Request;

/**
 * Pages that a module brings itself, such as a tool for those who look after the site: no edit of the site takes them away. They are filled and painted as the
 * site's own, in its theme, and stand before whatever the site has at the same address. Only who signed in gets there; anybody else is led to the sign-in.
 */
@ConsumerType
public interface Annex {
    /** The first name of all its addresses: {@code studio} for {@code /studio} and whatever is below. */
    String name();

    /**
     * The page at an address of this annex. Who may have it is told here and nowhere else; {@link Page#open} and {@link Page#roles} are not looked at.
     *
     * @param request of somebody who signed in, or of nobody in particular, who is shown none of it
     * @return empty when there is none, or none for this caller: both are answered the same
     */
    Optional<Page> find(Request request);
}
