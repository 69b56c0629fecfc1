package torg.pages.component;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import torg.api.view.Model;
import torg.api.view.Page.Placement;
import torg.api.web.Request;
import torg.pages.collection.Listing;
import torg.pages.frame.Words;
import torg.pages.tree.Addresses;
import torg.spi.view.Component.Place;

/**
 * Which of many are shown, and the way to the others.
 *
 * @param parameter of the address, in which the number stands
 * @param number shown, from 1
 * @param size of a full page
 * @param total there are for this caller
 */
record Pager(Request request, String parameter, int number, int size, int total) {
    /** The page asked for, or the last one there is. What cannot be understood counts as not asked. */
    static Pager of(Place place, int size, int total) {
        var parameter = parameter(place);
        var asked = place.request().query(parameter).filter(text -> text.matches("[1-9]\\d{0,5}")).map(Integer::parseInt).orElse(1);
        return new Pager(place.request(), parameter, Math.min(asked, Math.max(1, (total + size - 1) / size)), size, total);
    }

    /** {@code page}, unless something else on the page is turned by that. */
    private static String parameter(Place place) {
        var alone = place.page().placements().stream().map(Placement::component).filter(name -> name.equals(Listing.COLLECTION) || name.equals("list")).count() == 1;
        return alone ? "page" : place.id() + ".page";
    }

    <T> List<T> of(List<T> all) {
        return all.subList((number - 1) * size, Math.min(number * size, total));
    }

    /** Empty when all are shown. */
    Optional<Model> model(Words words) {
        if (total <= size) return Optional.empty();
        var first = (number - 1) * size + 1;
        return Optional.of(Model.with("info", say(words, "collection-info", first, Math.min(total, number * size), total)).with("label", say(words, "collection-pages"))
                .with("previous", to(words, "collection-previous", number - 1, number > 1)).with("next", to(words, "collection-next", number + 1, number * size < total)).build());
    }

    private Optional<Model> to(Words words, String key, int page, boolean is) {
        if (!is) return Optional.empty();
        var query = new LinkedHashMap<>(request.query());
        query.put(parameter, List.of(Integer.toString(page)));
        return Optional.of(Model.with("link", Addresses.query(query)).with("title", say(words, key)).build());
    }

    private String say(Words words, String key, Object... arguments) {
        return words.one(request.site(), request.locale(), key, arguments);
    }
}
