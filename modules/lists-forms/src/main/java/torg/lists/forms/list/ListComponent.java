package torg.lists.forms.list;

import java.time.Clock;
import java.util.OptionalInt;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.access.Privilege;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.table.Condition;
import torg.api.table.Tables;
import torg.lists.forms.action.ActionPosts;
import torg.lists.forms.row.Parameter;
import torg.lists.forms.row.Sources;

/**
 * Puts a list on a page: {@code component: list}, {@code list: orders}; with {@code first: 5} just its first rows under its title, with {@code more: /orders} beside it,
 * and nothing at all for who has no such row.
 */
@Component(service = torg.spi.view.Component.class)
public final class ListComponent implements torg.spi.view.Component {
    private static final int MOST_FIRST = 50;

    private final Tables tables;
    private final KnownRoles roles;
    private final Clock clock;

    @Activate
    public ListComponent(@Reference Tables tables, @Reference KnownRoles roles) {
        this(tables, roles, Clock.systemUTC());
    }

    ListComponent(Tables tables, KnownRoles roles, Clock clock) {
        this.tables = tables;
        this.roles = roles;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "list";
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        var reader = new Reader(parameters, problems);
        reader.required("list");
        reader.text("prefix");
        reader.number("first", 1, 1, MOST_FIRST);
        reader.text("more");
        if (reader.has("more") && !reader.has("first")) problems.error(reader.at("more"), "lists-forms.no-more", "'more' belongs to 'first'", "add 'first:' with a number of rows, or take 'more' away");
        reader.done();
    }

    @Override
    public Filled fill(Place place) {
        var first = first(place);
        if (first.isPresent()) return first(place, first.getAsInt());
        var listing = listing(place);
        return filled(place, listing, listing.buttons().said(place.id()), "");
    }

    @Override
    public Outcome act(Place place) {
        var listing = listing(place);
        return new ActionPosts(tables, place, view(place).table(), listing.buttons(), listing::named, trouble -> filled(place, listing, "", trouble), listing.here()).take();
    }

    private static OptionalInt first(Place place) {
        var reader = new Reader(place.parameters(), new Problems());
        return reader.has("first") ? OptionalInt.of(reader.number("first", 1, 1, MOST_FIRST)) : OptionalInt.empty();
    }

    /** Neither counted nor paged: whoever wants more goes to the list. */
    private Filled first(Place place, int rows) {
        var view = view(place).first(rows);
        var caller = place.request().caller();
        if (!tables.may(caller, Privilege.READ, view.table().name())) return new Filled.Hidden();
        var model = new Listing(tables, roles.now(), clock, place.request(), view, new Condition.Everything(), Asked.NOTHING).first(Parameter.text(place.parameters(), "more").orElse(""));
        // Without rows nothing is painted, and yet the tables are told: the first row has to reach a page that is kept.
        return new Filled.Shown("components/first-rows", model, Sources.of(tables, caller, view.tables()), !caller.isAnonymous());
    }

    private Listing listing(Place place) {
        var prefix = Parameter.text(place.parameters(), "prefix").orElse("");
        return new Listing(tables, roles.now(), clock, place.request(), view(place), new Condition.Everything(), prefix);
    }

    private static ListView view(Place place) {
        var name = Parameter.text(place.parameters(), "list").orElse("");
        var view = place.request().site().require(Lists.class).byName().get(name);
        if (view == null) {
            throw TorgException.of(ProblemKind.CONFIG, "lists-forms.unknown-list", "there is no list '" + name + "'")
                    .help("name a document of lists/");
        }
        return view;
    }

    private Filled filled(Place place, Listing listing, String said, String trouble) {
        var view = view(place);
        var caller = place.request().caller();
        return new Filled.Shown("components/list", listing.model(said, trouble), Sources.of(tables, caller, view.tables()), !caller.isAnonymous() || view.roles().isPresent());
    }
}
