package torg.personal.data;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.view.Model;
import torg.api.web.Words;
import torg.spi.identity.Admissions;
import torg.spi.identity.Entrance;
import torg.spi.view.Component;

/** {@code component: personal-data}: people get what is kept about them. With {@code of: everybody} administrators get that of a contact that they name. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class PersonalDataComponent implements Component {
    private static final String EVERYBODY = "everybody";
    private final Whose whose;
    private final Words words = Words.beside(PersonalDataComponent.class, "nb");

    @Activate
    public PersonalDataComponent(@Reference Entrance entrance, @Reference Admissions admissions) {
        this.whose = new Whose(entrance, admissions);
    }

    @Override
    public String name() {
        return "personal-data";
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        var reader = new Reader(parameters, problems);
        reader.text("of").filter(of -> !of.equals(EVERYBODY)).ifPresent(of -> problems.error(reader.at("of"), "personal-data.of", "'of' is '" + of + "'", "write everybody, or leave it out"));
        reader.done();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        var everybody = place.parameters().get("of").orElse(null) instanceof Node.Scalar(_, var of) && of.equals(EVERYBODY);
        if (!(everybody ? Whose.isAdministrator(request) : Whose.admits(request))) return new Filled.Hidden();
        var here = request.link(request.path()) + "#" + place.id();
        return Filled.Shown.personal("components/personal-data", Model.with("text", words.model(request)).with("everybody", everybody)
                .with("fresh", whose.isFresh(request)).with("prove", Entrance.again(request, here))
                .with("address", "/api/personal-data").build());
    }
}
