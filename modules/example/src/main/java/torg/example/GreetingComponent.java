package torg.example;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.access.ColumnPrivilege;
import torg.api.identity.Caller;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.table.Query;
import torg.api.table.Tables;
import torg.api.view.Model;
import torg.spi.view.Component;

/**
 * A greeting on a page: {@code component: greeting}, and {@code to: <name>} where it is not for whoever reads the page. With {@code each: <table>} one for
 * each row that whoever reads the page may see, {@code most} at most.
 */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class GreetingComponent implements Component {
    private final Greeter greeter;
    private final Tables tables;

    /**
     * @param greeter does the work
     * @param tables where rows are read
     */
    @Activate
    public GreetingComponent(@Reference Greeter greeter, @Reference Tables tables) {
        this.greeter = greeter;
        this.tables = tables;
    }

    @Override
    public String name() {
        return "greeting";
    }

    /** Told to the author, with file and line, before the page is on the site. */
    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        Wish.of(parameters, problems);
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        var wish = Wish.of(place.parameters(), new Problems());
        var names = wish.each().map(table -> names(request.caller(), table, wish.most())).orElse(List.of(wish.to()));
        var model = Model.with("greetings", names.stream().map(name -> Model.with("text", greeter.greet(request, name)).build()).toList()).build();
        // The page is kept for everybody unless what stands here differs from caller to caller, and let go when a row of these tables changes.
        return new Filled.Shown("components/greeting", model, wish.each().map(Set::of).orElse(Set.of()), wish.each().isPresent() || wish.to().isBlank());
    }

    /** What rows are called, as far as this caller may see rows and names. */
    private List<String> names(Caller caller, String table, int most) {
        var title = tables.schema().table(table).title();
        if (!tables.mayUse(caller, ColumnPrivilege.READ, table, title)) return List.of();
        var query = Query.of(table, title).order(new Query.Order(title, false)).top(most);
        return tables.query(caller, query).rows().stream().map(row -> row.text(title).orElse(row.key())).toList();
    }

    /** What an author asks for. */
    private record Wish(String to, Optional<String> each, int most) {
        static Wish of(Node.Mapping parameters, Problems problems) {
            var reader = new Reader(parameters, problems);
            var wish = new Wish(reader.text("to").orElse(""), reader.text("each"), reader.number("most", 10, 1, 100));
            reader.done();
            return wish;
        }
    }
}
