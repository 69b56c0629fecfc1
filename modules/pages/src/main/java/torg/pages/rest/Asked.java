package torg.pages.rest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.pages.tree.Addresses;

/** What callers ask for in the address, whichever content it is of. */
final class Asked {
    private static final int MOST = 200;

    private Asked() {}

    /** The language that is asked for by its tag, else the one that the request is in. */
    static Locale locale(Request request, String tag) {
        if (tag.isEmpty()) return request.locale();
        return request.site().settings().locales().stream().filter(locale -> locale.toLanguageTag().equals(tag)).findFirst()
                .orElseThrow(() -> malformed("locale", "is no language of the site"));
    }

    /** The request, answered in the language that is asked for. */
    static Request in(Request request, String tag) {
        return request.in(locale(request, tag));
    }

    /**
     * Some of many.
     *
     * @param next where those that follow are; null after the last
     */
    record Some<T>(List<T> value, String next) {}

    /** Page {@code page} (from 1) of so many each, 200 at most; empty texts ask for the first 200. */
    static <T> Some<T> some(Request request, List<T> all, String page, String size) {
        var each = size.isEmpty() ? MOST : number("page-size", size, MOST);
        var number = page.isEmpty() ? 1 : number("page", page, 1_000_000);
        var from = Math.min((long) (number - 1) * each, all.size());
        var to = Math.min(from + each, all.size());
        return new Some<>(all.subList((int) from, (int) to), to < all.size() ? next(request, number + 1) : null);
    }

    private static String next(Request request, int number) {
        var query = new LinkedHashMap<>(request.query());
        query.put("page", List.of(Integer.toString(number)));
        return request.path() + Addresses.query(query);
    }

    private static int number(String name, String text, int most) {
        if (text.matches("[1-9]\\d{0,6}") && Integer.parseInt(text) <= most) return Integer.parseInt(text);
        throw malformed(name, "is no whole number from 1 to " + most);
    }

    static TorgException malformed(String name, String what) {
        return TorgException.of(ProblemKind.MALFORMED, "pages.asked", "'" + name + "' " + what);
    }
}
