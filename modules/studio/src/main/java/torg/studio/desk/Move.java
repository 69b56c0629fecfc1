package torg.studio.desk;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Amendment;
import torg.api.site.ContentFile;
import torg.api.site.Edit;
import torg.api.site.Edition;
import torg.api.site.Node;

/**
 * A page goes to another address with all its languages, its editions and all pages below it. The site keeps the old addresses, because the pages are the same as before, and items of menus
 * lead to where they are.
 *
 * @param from below the folder of pages, without ending: {@code orders/help}
 * @param to the same of where it goes
 */
public record Move(String from, String to) {
    private static final Pattern OWN = Pattern.compile("(?:/.+|(?:\\.[A-Za-z-]+)?\\.(?:md|html))");

    /**
     * From the page that this file is of.
     *
     * @param address where to, {@code /orders/help}
     * @throws TorgException CONFLICT {@code studio.move-nothing} for what has no address of its own; {@code studio.move-bad-name} for what cannot be one
     */
    public static Move of(Desk desk, String path, String address) {
        var work = Work.of(desk.site(), path, desk.site().settings().defaultLocale());
        if (!work.moves()) throw refused("nothing", "only a page that has an address moves, and the first one stays");
        var from = work.address().orElseThrow().substring(1);
        var to = address.strip().replaceFirst("^/", "");
        var bad = Starts.path(desk.site(), "pages", to).isEmpty() || to.equals("index") || to.endsWith("/index") || to.equals("special") || to.startsWith("special/") || to.equals(from) || to.startsWith(from + "/");
        if (bad) throw refused("bad-name", "this cannot be the address of a page that moves");
        return new Move(from, to);
    }

    /** Where a file of the page lies from then on. */
    public String place(Desk desk, String path) {
        return root(desk) + to + path.substring((root(desk) + from).length());
    }

    /**
     * The one edit that it is.
     *
     * @param opened the file that its author looked at, and the version seen
     * @param said what a file says where it goes
     * @throws TorgException CONFLICT {@code studio.move-taken} where there is a page already, {@code studio.move-files} where web files would lose the page that
     *     says who reads them
     */
    public TreeMap<String, Edit.Change> changes(Desk desk, String opened, Optional<String> seen, Function<ContentFile, byte[]> said) {
        var files = desk.editing().files();
        if (files.keySet().stream().anyMatch(path -> path.startsWith(desk.site().path("files/" + from + "/")))) {
            throw refused("files", "web files lie below files/" + from + "/, and this page says who reads them: take them elsewhere first");
        }
        var changes = new TreeMap<String, Edit.Change>();
        var start = root(desk) + from;
        files.values().stream().filter(file -> isOwn(file.path(), start)).forEach(file -> {
            var place = place(desk, file.path());
            if (files.containsKey(place)) throw refused("taken", "there is a page at this address already");
            changes.put(file.path(), new Edit.Change(file.path().equals(opened) ? seen : Optional.of(file.version()), Optional.empty()));
            changes.put(place, new Edit.Change(Optional.empty(), Optional.of(said.apply(file))));
        });
        files.values().stream().filter(file -> isMenus(desk, file.path())).forEach(file ->
                following(desk, file.path(), said.apply(file)).ifPresent(text -> changes.put(file.path(), new Edit.Change(Optional.of(file.version()), Optional.of(text)))));
        return changes;
    }

    private static boolean isMenus(Desk desk, String path) {
        return desk.reaches(path) && Edition.ifAny(path).map(Edition::place).orElse(path).equals(desk.site().path(Starts.NAVIGATION));
    }

    /** Menus with the items that lead to these pages leading there; empty when none does. */
    private Optional<byte[]> following(Desk desk, String path, byte[] bytes) {
        var text = Desk.text(bytes).orElse("");
        var amendments = new ArrayList<Amendment>();
        follow(desk.editing().read(path, text).fields(), List.of(), amendments);
        return amendments.isEmpty() ? Optional.empty() : Optional.of(desk.editing().amended(path, text, amendments).getBytes(StandardCharsets.UTF_8));
    }

    private void follow(Node node, List<String> at, List<Amendment> amendments) {
        switch (node) {
            case Node.Mapping(_, var entries) -> entries.forEach((key, value) -> follow(value, below(at, key), amendments));
            case Node.Sequence(_, var items) -> {
                for (var item = 0; item < items.size(); item++) follow(items.get(item), below(at, String.valueOf(item)), amendments);
            }
            case Node.Scalar(var where, var address) -> {
                var leads = at.getLast().equals("page") && (address + "/").startsWith("/" + from + "/");
                if (leads) amendments.add(new Amendment.Put(at, new Node.Scalar(where, "/" + to + address.substring(from.length() + 1))));
            }
        }
    }

    private static List<String> below(List<String> at, String key) {
        return Stream.concat(at.stream(), Stream.of(key)).toList();
    }

    /** Whether a file is of the page that begins with this, in whichever language and for whichever time, or of one below it. */
    private static boolean isOwn(String path, String start) {
        var place = Edition.ifAny(path).map(Edition::place).orElse(path);
        return place.startsWith(start) && OWN.matcher(place.substring(start.length())).matches();
    }

    private static String root(Desk desk) {
        return desk.site().path("pages/");
    }

    private static TorgException refused(String why, String message) {
        return TorgException.of(ProblemKind.CONFLICT, "studio.move-" + why, message);
    }
}
