package torg.studio.page;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.ContentFile;
import torg.api.site.Editing;
import torg.api.text.Plain;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.desk.Work;
import torg.studio.room.EditorFiles;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Told;
import torg.studio.room.Turned;
import torg.studio.room.Words;

/** The tree of pages: a page goes below another or out again, with all its languages and the pages below it, and is found from where it was. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class PagesComponent implements Component {
    private static final int PAGE = 200;
    private static final String HOME = "/";

    private static final String[] WORDS = {
        "name", "pages-search", "find", "nothing-found", "pages-turn", "edition-now", "where-it-is", "read-by", "what-to-do", "as-text", "new", "pages-hint", "pages-drag-hint", "refused",
        "where", "stale-keep", "theirs", "difference", "was", "is", "text", "too-different", "draft-begin", "draft-begun"};
    private final Editing editing;

    /** @param editing makes the edits */
    @Activate
    public PagesComponent(@Reference Editing editing) {
        this.editing = editing;
    }

    @Override
    public String name() {
        return Room.PAGES.component();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        return Desk.of(editing, request).filter(PagesComponent::writes).map(desk -> shown(request, desk, Model.with("done", Words.of(request).done(request)).build())).orElseGet(Filled.Absent::new);
    }

    private static boolean writes(Desk desk) {
        return desk.rights().words();
    }

    /** A page with where it is in the tree. */
    private record Leaf(Work work, String address) {
        String parent() {
            return address.equals(HOME) ? "" : address.lastIndexOf('/') == 0 ? HOME : address.substring(0, address.lastIndexOf('/'));
        }

        boolean finds(String text) {
            return Plain.of(work.title()).contains(Plain.of(text)) || Plain.of(address).contains(Plain.of(text));
        }

        String last() {
            return address.substring(address.lastIndexOf('/') + 1);
        }

        /** Where it is once it stands right below this address. */
        String below(String other) {
            return (other.equals(HOME) ? "" : other) + "/" + last();
        }
    }

    private static List<Work> works(Request request, Desk desk) {
        var root = request.site().path("pages/");
        return Work.of(request.site(), desk.files().keySet().stream().filter(path -> path.startsWith(root)).toList(), request.locale());
    }

    /**
     * All pages, in order.
     *
     * @param siblings by the address that they stand right below
     */
    private record Tree(List<Leaf> leaves, Map<String, List<Leaf>> siblings) {
        static Tree of(List<Work> works) {
            var leaves = works.stream().filter(work -> work.edition().isEmpty()).flatMap(work -> work.address().map(address -> new Leaf(work, address)).stream()).toList();
            return new Tree(leaves, leaves.stream().collect(Collectors.groupingBy(Leaf::parent)));
        }

        Optional<Leaf> before(Leaf leaf) {
            var beside = siblings.get(leaf.parent());
            var at = beside.indexOf(leaf);
            return at < 1 ? Optional.empty() : Optional.of(beside.get(at - 1));
        }
    }

    /**
     * The address that a page goes to.
     *
     * @param way {@code below} another, {@code in} below the one before it, {@code out} of the one it is below
     */
    private static Optional<String> destination(Tree tree, Leaf leaf, String way, String other) {
        if (!leaf.work().moves()) return Optional.empty();
        return switch (way) {
            case "below" -> tree.leaves().stream().filter(target -> target.address().equals(other) && !(other + "/").startsWith(leaf.address() + "/") && !other.equals(leaf.parent())).map(target -> leaf.below(target.address())).findFirst();
            case "in" -> tree.before(leaf).map(sibling -> leaf.below(sibling.address()));
            case "out" -> leaf.parent().equals(HOME) ? Optional.empty() : Optional.of(leaf.below(leaf.parent().lastIndexOf('/') == 0 ? HOME : leaf.parent().substring(0, leaf.parent().lastIndexOf('/'))));
            default -> Optional.empty();
        };
    }

    /** What can be done with a page by a button, whether or not it can be now. */
    private static List<Model> steps(Words words, Tree tree, Leaf leaf) {
        return Stream.of("out", "in").map(way -> Model.with("step", way)
                .with("sign", way.equals("in") ? "\u2192" : "\u2190")
                .with("label", words.text("page-" + way))
                .with("can", destination(tree, leaf, way, "").isPresent()).build()).toList();
    }

    private static Model.Builder row(Request request, Leaf leaf) {
        var work = leaf.work();
        var file = new Links(request).file(work.path());
        var indent = leaf.address().equals(HOME) ? 0 : Math.min(work.depth() + 1, 8);
        return Model.with("title", work.title())
                .with("address", leaf.address())
                .with("indent", Collections.nCopies(indent, ""))
                .with("form", work.paths().containsKey("") ? Room.PAGE.link(request) + "?path=" + Links.encoded(work.path()) : file)
                .with("file", file);
    }

    private Filled shown(Request request, Desk desk, Model led) {
        var words = Words.of(request);
        var works = works(request, desk);
        var tree = Tree.of(works);
        var leaves = tree.leaves();
        var editions = Editions.of(request, works);
        var pages = Addressed.all(request, works);
        var rows = new ArrayList<Model>();
        var search = Turned.search(request);
        var turned = new Turned<>(request, search.map(text -> leaves.stream().filter(leaf -> leaf.finds(text)).toList()).orElse(leaves), Room.PAGES.link(request), PAGE);
        for (var leaf : turned.shown()) {
            var page = Optional.ofNullable(pages.get(leaf.address()));
            rows.add(row(request, leaf).with("readers", page.map(one -> one.readers(words))).with("editions", editions.at(leaf.address())).with("steps", steps(words, tree, leaf)).build());
        }
        var model = Model.with("words", words.model(WORDS))
                .with("room", Room.PAGES.link(request)).with("drafting", request.query("draft").or(() -> request.form("action").filter("draft"::equals)).isPresent())
                .with("home", Room.HOME.link(request)).with("new", Room.NEW.link(request) + "?kind=pages").with("rows", rows).with("editor", EditorFiles.base())
                .with("search", search).with("found", !rows.isEmpty()).with("count", words.text("pages-count", turned.found().size())).with("paged", !turned.pages().isEmpty()).with("turned", turned.pages());
        return Filled.Shown.personal("components/studio-pages", model.build().and(led));
    }

    @Override
    public Outcome act(Place place) {
        var request = place.request();
        return Desk.of(editing, request).filter(PagesComponent::writes).map(desk -> act(request, desk)).orElseGet(() -> new Outcome.Show(405, new Filled.Absent()));
    }

    private Outcome act(Request request, Desk desk) {
        // 'out /orders/help', or 'below /orders/help /news'
        var wish = request.form("do").orElse("").split(" ");
        var words = Words.of(request);
        var tree = Tree.of(works(request, desk));
        var leaf = tree.leaves().stream().filter(one -> wish.length > 1 && one.address().equals(wish[1])).findFirst();
        var to = leaf.flatMap(one -> destination(tree, one, wish[0], wish.length > 2 ? wish[2] : ""));
        if (to.isEmpty()) return new Outcome.Show(409, shown(request, desk, Told.saying(words.text("page-gone"))));
        var path = leaf.get().work().path();
        try {
            if (request.form("action").filter("draft"::equals).isPresent()) {
                desk.keepMove(path, to.get(), desk.file(path).map(ContentFile::version));
                return new Outcome.Redirect(new Links(request).drafts() + "?done=drafted");
            }
            desk.move(path, to.get(), desk.file(path).map(ContentFile::version), words.text("moved-from", leaf.get().address()));
            return new Outcome.Redirect(Room.PAGES.link(request) + "?done=moved");
        } catch (TorgException e) {
            if (!Set.of(ProblemKind.INVALID, ProblemKind.CONFLICT, ProblemKind.STALE).contains(e.kind())) throw e;
            var told = Told.reason(words, e).map(Told::saying).orElseGet(() -> Told.wrong(Told.of(e, path, "", new Links(request))));
            return new Outcome.Show(422, shown(request, desk, told));
        }
    }
}
