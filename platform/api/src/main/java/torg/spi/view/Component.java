package torg.spi.view;

import java.util.Locale;
import java.util.Set;
import org.osgi.annotation.versioning.ConsumerType;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.Site;
import torg.api.view.Model;
import torg.api.view.Page;
import torg.api.web.Request;

/**
 * A piece of a page that a module brings and an author places. Called per request on a virtual thread; may block. What {@link #fill} throws makes an
 * empty place with a note for administrators, and the page lives; what {@link #act} throws is answered instead of the page, by its kind.
 */
@ConsumerType
public interface Component {
    /** The name authors write, {@code list}; of two components with one name the one preferred among services counts. */
    String name();

    /** Fill the place for this request. */
    Filled fill(Place place);

    /** Take a form that was posted to this place; its CSRF token has been checked. Components without forms leave it. */
    default Outcome act(Place place) {
        return new Outcome.Show(405, fill(place));
    }

    /**
     * Where it stands.
     *
     * @param id of the placement; a form posts it as {@code _component}
     * @param parameters what the author wrote beside it, without {@code component} and {@code slot}
     */
    record Place(String id, Request request, Page page, Node.Mapping parameters) {}

    /** What stands there. */
    sealed interface Filled {
        /**
         * Paint this, or hand its values to a caller that shows the page itself: {@code GET /api/content/pages}. A text named {@value #SUBJECT} in
         * the model says what the page is about; the first one on a page stands where the page's title says {@value Page#SUBJECT}.
         *
         * @param template name of a template of the theme or of the module that brought the component
         * @param tables whose rows were read; an output cache drops the page when one of them changes
         * @param perCaller whether another caller would see something else; say so too where the running text of other pages is shown, since a page may be kept over an edit of theirs.
         *     {@link #shared} and {@link #personal} say it in words
         */
        record Shown(String template, Model model, Set<String> tables, boolean perCaller) implements Filled {
            /** The name of the value that says what the page is about. */
            public static final String SUBJECT = "pageTitle";

            public Shown {
                tables = Set.copyOf(tables);
            }

            /** The same for everybody: the page around it may be kept, until a row of one of these tables changes. */
            public static Shown shared(String template, Model model, Set<String> tables) {
                return new Shown(template, model, tables, false);
            }

            /** The same for everybody, and no rows were read. */
            public static Shown shared(String template, Model model) {
                return shared(template, model, Set.of());
            }

            /** This caller's own: the page around it is painted at every request. */
            public static Shown personal(String template, Model model, Set<String> tables) {
                return new Shown(template, model, tables, true);
            }

            /** This caller's own, and no rows were read. */
            public static Shown personal(String template, Model model) {
                return personal(template, model, Set.of());
            }
        }

        /** Nothing for this caller here; the rest of the page stands. */
        record Hidden() implements Filled {}

        /** What the page is about does not exist for this caller: the page is answered as not found. */
        record Absent() implements Filled {}

        /** Go to another address instead of showing the page: 302, or 303 after a post. */
        record Elsewhere(String location) implements Filled {}
    }

    /** What a posted form leads to. */
    sealed interface Outcome {
        /** The page again with this in the place, and this status (200, 409, 422, 429). */
        record Show(int status, Filled filled) implements Outcome {}

        /**
         * A page as it would be, for this caller, and nothing is swapped in: what {@link torg.api.site.Editing#propose} made of an edit, to be looked at before it is made.
         * Rows are seen by the rules that hold now. Who may see the page is not asked, since it may not be there yet: for components that only show it to whoever may edit it.
         *
         * @param path of the page, without the prefix of its language
         * @param locale the language it is seen in, one of the site's
         * @param otherwise what is shown in the place when there is no page at the path
         */
        record Preview(Site site, String path, Locale locale, Show otherwise) implements Outcome {}

        /** See another page (303). */
        record Redirect(String location) implements Outcome {}

        /** A session begins; the door sets its cookie. */
        record SignedIn(String token, String location) implements Outcome {}

        /**
         * A second factor is wanted as well: the door has the browser keep the ticket, and names it in the address; see {@link torg.api.web.Tickets}. The session that there may be stays.
         *
         * @param ticket of {@link torg.spi.identity.Identity.Entry.SecondFactor}
         * @param location where the code is asked for
         */
        record SecondFactor(String ticket, String location) implements Outcome {}

        /** The session ends. */
        record SignedOut(String location) implements Outcome {}
    }

    /** Say what is wrong with an author's parameters, each where it stands; with an error the edit is not taken. Components that take none leave it: each is then unknown. */
    default void check(Node.Mapping parameters, Problems problems) {
        new Reader(parameters, problems).done();
    }
}
