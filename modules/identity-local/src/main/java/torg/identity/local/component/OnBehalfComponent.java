package torg.identity.local.component;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.table.Column;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.identity.local.LocalIdentity;
import torg.identity.local.session.SessionDesk;
import torg.spi.identity.Entrance;
import torg.spi.view.Component;

/** {@code component: on-behalf}: the seller's people look for a customer's contact and work on behalf of it. Nothing for whoever has no role for it. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class OnBehalfComponent implements Component {
    private static final String CONTACT = "contact";
    private static final String ACCOUNT = "account";
    private static final String SOUGHT = "q";
    private static final int LONGEST_SOUGHT = 60;
    private static final int LONGEST_KEY = 64;
    private static final int MOST = 20;
    private final LocalIdentity identity;
    private final Tables tables;
    private final Words words = new Words();

    @Activate
    public OnBehalfComponent(@Reference LocalIdentity identity, @Reference Tables tables) {
        this.identity = identity;
        this.tables = tables;
    }

    @Override
    public String name() {
        return "on-behalf";
    }

    @Override
    public Filled fill(Place place) {
        return isFor(place.request()) ? shown(place.request(), Model.EMPTY) : new Filled.Hidden();
    }

    /** What is looked at here is the deputy's own; home comes next, as the contact sees it. */
    @Override
    public Outcome act(Place place) {
        var request = place.request();
        if (!isFor(request)) return new Outcome.Show(405, new Filled.Hidden());
        if (!identity.sessionDesk().isFresh(request)) return new Outcome.Redirect(Entrance.again(request, request.link(request.path())));
        var who = request.form("who").filter(key -> key.length() <= LONGEST_KEY).orElse("");
        if (identity.beginOnBehalf(request.caller(), request.csrf().orElse(""), who)) return new Outcome.Redirect(request.link("/"));
        return new Outcome.Show(422, shown(request, Model.with("problem", words.text(request, "on-behalf-refused")).build()));
    }

    private boolean isFor(Request request) {
        return SessionDesk.admits(request) && identity.deputies().isOne(request.caller());
    }

    private Filled shown(Request request, Model more) {
        var sought = request.query(SOUGHT).map(String::strip).filter(text -> !text.isEmpty() && text.length() <= LONGEST_SOUGHT);
        var found = sought.map(text -> found(request, text)).orElse(List.of());
        var model = Model.with("text", words.model(request)).with("here", request.link(request.path())).with("sought", sought.orElse(""))
                .with("people", found.stream().map(row -> person(request, row)).toList()).with("some", !found.isEmpty()).with("none", sought.isPresent() && found.isEmpty())
                .with("more", found.size() == MOST).build();
        return Filled.Shown.personal("components/on-behalf", model.and(more));
    }

    /** As far as the one who looks may read contacts. */
    private List<Row> found(Request request, String text) {
        var own = Stream.of(tables.schema().table(CONTACT).title(), "email").distinct().filter(column -> reads(request, CONTACT, column));
        var sought = Stream.concat(own, company(request).stream()).toList();
        if (sought.isEmpty()) return List.of();
        var query = Query.of(CONTACT, sought.toArray(String[]::new)).where(Condition.any(sought.stream().map(path -> new Condition.Mentions(path, text)).toList()));
        return tables.query(request.caller(), query.order(new Query.Order(sought.getFirst(), false)).top(MOST)).rows();
    }

    /** Where the name of a contact's company stands, which callers say first; empty when who looks may not read it. */
    private Optional<String> company(Request request) {
        return tables.schema().table(CONTACT).column(ACCOUNT).filter(_ -> reads(request, CONTACT, ACCOUNT)).flatMap(Column::target)
                .filter(table -> tables.may(request.caller(), Privilege.READ, table)).flatMap(table -> {
                    var title = tables.schema().table(table).title();
                    return Optional.of(ACCOUNT + "." + title).filter(_ -> reads(request, table, title));
                });
    }

    private boolean reads(Request request, String table, String column) {
        return tables.schema().table(table).column(column).isPresent() && tables.mayUse(request.caller(), ColumnPrivilege.READ, table, column);
    }

    private Model person(Request request, Row row) {
        return Model.with("key", row.key()).with("name", row.text(tables.schema().table(CONTACT).title()).orElse(row.key())).with("email", row.text("email").orElse(""))
                .with("account", company(request).flatMap(row::text).orElse("")).with("may", identity.deputies().may(request.caller(), row.key())).build();
    }
}
