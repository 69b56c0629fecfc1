package torg.lists.forms.list;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import torg.api.table.Query;
import torg.api.view.Model;

/**
 * Which rows a page shows, and the way to the others.
 *
 * @param page shown, from 1
 * @param size rows of a full page
 * @param total rows there are for this caller
 */
record Pager(int page, int size, long total) {
    /** The page asked for, or the last one there is. */
    static Pager of(int asked, int size, long total) {
        return new Pager((int) Math.max(1, Math.min(asked, last(size, total))), size, total);
    }

    static int skip(int page, int size) {
        return (int) Math.min((page - 1L) * size, Query.MOST_SKIPPED);
    }

    long first() {
        return (page - 1L) * size + 1;
    }

    /** Pages people can go to: the first, the last, and those around this one; a gap stands for the others. */
    List<Model> links(Asked asked) {
        var last = (int) last(size, total);
        var numbers = new TreeSet<Integer>(List.of(1, last));
        for (var near = Math.max(1, page - 2); near <= Math.min(last, page + 2); near++) numbers.add(near);
        var links = new ArrayList<Model>();
        var before = 0;
        for (var number : numbers) {
            if (number > before + 1) links.add(Model.with("gap", true).build());
            links.add(Model.with("gap", false).with("number", Integer.toString(number)).with("address", asked.page(number))
                    .with("current", number == page).build());
            before = number;
        }
        return links;
    }

    boolean hasPrevious() {
        return page > 1;
    }

    boolean hasNext() {
        return page < last(size, total);
    }

    private static long last(int size, long total) {
        var pages = Math.max(1, (total + size - 1) / size);
        return Math.min(pages, Query.MOST_SKIPPED / size + 1);
    }
}
