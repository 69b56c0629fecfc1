package torg.web.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.view.Html;
import torg.api.view.Model;
import torg.api.view.Page;
import torg.api.view.Page.Placement;
import torg.api.web.Request;
import torg.spi.view.Component.Filled;
import torg.spi.view.PageGuide.Found;
import torg.web.house.House;

/** Pages as values instead of mark-up, for front ends that show them in their own way: found, allowed and filled like any other, and then not painted. */
public final class PageValues {
    /** Home as a front end may call it, since its own path is empty; no page has this path. */
    private static final String HOME = "/index";

    private final ComponentWatch watch;

    public PageValues(ComponentWatch watch) {
        this.watch = watch;
    }

    /** What an address turned out to be. */
    public sealed interface Told {
        /** The page is not there, or not for this caller, which is the same. */
        record Nothing() implements Told {}

        /** Whoever signs in may see more. */
        record SignInFirst() implements Told {}

        /** It is elsewhere: an address as a browser would be told it. */
        record Elsewhere(int status, String location) implements Told {}

        /**
         * The page.
         *
         * @param request for the page itself: its path and language
         * @param body what its author wrote, in this language
         * @param details what it says beyond that
         * @param frame what stands around it
         * @param slots what its components say, by slot, in page order
         */
        record ThePage(Request request, Page page, Html body, Model details, Model frame, Map<String, List<Piece>> slots) implements Told {}
    }

    /** A component on a page and what it says; nothing when it failed or is away. */
    public record Piece(Placement placement, Optional<Filled.Shown> shown) {}

    /**
     * The page of an address, for the caller of a request.
     *
     * @param address as in a browser, with or without a language in front; {@code /index} is home
     * @param asked whose language counts where the address names none, and whose query the page is asked with
     */
    public Told at(String address, Request asked, House house) {
        var request = at(address, asked);
        var guide = PageView.guide(house);
        return switch (guide.find(request)) {
            case Found.Nothing(), Found.TheFile _ -> new Told.Nothing();
            case Found.Moved(var status, var location) -> new Told.Elsewhere(status, location);
            case Found.ThePage(var page) when !Pages.mayRead(request, house, page) -> asked.caller().isAnonymous() ? new Told.SignInFirst() : new Told.Nothing();
            case Found.ThePage(var page) -> switch (new Filling<>(house, request, page, new Unpainted(), watch).fill(Map.of())) {
                case Filling.Result.Absent<Piece>() -> new Told.Nothing();
                case Filling.Result.Elsewhere<Piece>(var location) -> new Told.Elsewhere(302, location);
                case Filling.Result.Full<Piece> full -> new Told.ThePage(request, full.page(), PageView.body(page, request.locale()), guide.details(request, full.page()), guide.frame(request, full.page()), full.slots());
            };
        };
    }

    private static Request at(String address, Request asked) {
        var settings = asked.site().settings();
        var language = Language.ofPath(settings, address);
        var path = language.path().equals(HOME) ? "/" : language.path();
        var locale = Language.isNamed(settings, address) ? language.locale() : asked.locale();
        return new Request(asked.id(), asked.method(), path, locale, asked.query(), Map.of(), asked.headers(), asked.caller(), asked.csrf(), asked.address(), asked.site()).with(asked.tickets());
    }

    /** Leaves what components say as it is. */
    private static final class Unpainted implements Filling.Finish<Piece> {
        @Override
        public Piece shown(Placement placement, Filled.Shown shown) {
            return new Piece(placement, Optional.of(shown));
        }

        @Override
        public Piece vacant(Placement placement) {
            return new Piece(placement, Optional.empty());
        }
    }
}
