package torg.example;

import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.view.Model;
import torg.spi.view.Component;

/** A greeting on a page: {@code component: greeting}, and {@code to: <name>} where it is not for whoever reads the page. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class GreetingComponent implements Component {
    private final Greeter greeter;

    /** @param greeter does the work */
    @Activate
    public GreetingComponent(@Reference Greeter greeter) {
        this.greeter = greeter;
    }

    @Override
    public String name() {
        return "greeting";
    }

    /** Told to the author, with file and line, before the page is on the site. */
    @Override
    public Optional<String> check(Node.Mapping parameters) {
        var problems = new Problems();
        to(parameters, problems);
        return problems.found().stream().findFirst().map(problem -> problem.message());
    }

    @Override
    public Filled fill(Place place) {
        var to = to(place.parameters(), new Problems());
        var model = Model.with("text", greeter.greet(place.request(), to)).build();
        // No rows were read, and only a greeting for whoever reads it differs from caller to caller: the page may be kept otherwise.
        return new Filled.Shown("components/greeting", model, Set.of(), to.isBlank());
    }

    private static String to(Node.Mapping parameters, Problems problems) {
        var reader = new Reader(parameters, problems);
        var to = reader.text("to").orElse("");
        reader.done();
        return to;
    }
}
