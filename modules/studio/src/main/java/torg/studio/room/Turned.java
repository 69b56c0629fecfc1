package torg.studio.room;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import torg.api.view.Model;
import torg.api.web.Request;

/**
 * Much that is shown some at a time, and found by words: {@code ?q=} and {@code ?page=} of a room's address.
 *
 * @param found what was found, all of it
 * @param room its address
 * @param size how many are shown at a time
 */
public record Turned<T>(Request request, List<T> found, String room, int size) {
    private static final int LONGEST_SEARCH = 100;

    /** What is looked for; empty for everything. */
    public static Optional<String> search(Request request) {
        return request.query("q").map(String::strip).filter(text -> !text.isEmpty() && text.length() <= LONGEST_SEARCH);
    }

    /** Those that are shown. */
    public List<T> shown() {
        return found.stream().skip((page() - 1L) * size).limit(size).toList();
    }

    /** The first, the last, and those around the one that is shown, as links; none when all is shown at once. */
    public List<Model> pages() {
        var last = last();
        if (last < 2) return List.of();
        var page = page();
        var around = room + "?" + search(request).map(text -> "q=" + Links.encoded(text) + "&").orElse("") + "page=";
        return IntStream.rangeClosed(1, last).filter(one -> one == 1 || one == last || Math.abs(one - page) < 4)
                .mapToObj(one -> Model.with("number", one).with("current", one == page).with("link", around + one).build()).toList();
    }

    private int page() {
        return request.query("page").filter(number -> number.matches("\\d{1,5}")).map(number -> Math.clamp(Integer.parseInt(number), 1, last())).orElse(1);
    }

    private int last() {
        return Math.max(1, (found.size() + size - 1) / size);
    }
}
