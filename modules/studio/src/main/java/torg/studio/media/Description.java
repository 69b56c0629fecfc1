package torg.studio.media;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import torg.api.problem.TorgException;
import torg.api.site.Amendment;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.view.Component.Outcome;
import torg.studio.desk.Nodes;
import torg.studio.form.Changes;
import torg.studio.form.FormDocument;
import torg.studio.form.Labels;

/** What an image shows, for who does not see it: an entry of {@code pictures.yml}, below {@code alt}. */
record Description(OpenMedium medium, FormDocument document) {
    /** In a form that was sent: it is about this, and not about other bytes. */
    static final String SENT = "describes";
    /** Below the site's folder. */
    private static final String PICTURES = "pictures.yml";
    private static final String ALT = "alt";
    /** The image shows nothing that people need to know. */
    private static final String NOTHING = "nothing";

    /** Empty for what is no image, and for whoever may not say what images show. */
    static Optional<Description> of(OpenMedium medium) {
        var request = medium.request();
        if (Library.picture(request, medium.file()).isEmpty()) return Optional.empty();
        return FormDocument.of(request, medium.desk(), request.site().path(PICTURES)).map(document -> new Description(medium, document));
    }

    /** The web files of which the site says what they show, as {@code pictures.yml} names them. */
    static Set<String> said(Request request) {
        return request.site().documents().stream().filter(document -> document.path().equals(request.site().path(PICTURES))).findFirst()
                .map(document -> alts(document).entries().keySet()).orElse(Set.of());
    }

    /** As {@code pictures.yml} names a web file. */
    static String address(String name) {
        return "/files/" + name;
    }

    private static Node.Mapping alts(Document document) {
        return Nodes.mapping(document.fields(), List.of(ALT));
    }

    /** @param typed whether the form is shown again as it was sent */
    Model model(boolean typed) {
        var request = document.request();
        var shown = document.shown(medium.link(), typed, "media-shows", "media-shows-hint", "media-shows-nothing");
        try {
            var said = alts(document.read()).get(address());
            return shown.with("texts", labels().models(said, typed)).with(NOTHING, typed ? request.form(NOTHING).isPresent() : said.filter(Description::isNothing).isPresent()).build();
        } catch (TorgException e) {
            return shown.build().and(document.wrong(e, document.text())); // a draft, of which nobody has checked what it says
        }
    }

    /** What comes of the form that was sent. */
    Outcome act() {
        return document.answer(() -> document.save(amendments(document.read()), Map.of()), medium.link(), told -> MediaComponent.shown(medium.model(Optional.of(model(true))), told));
    }

    private List<Amendment> amendments(Document read) {
        var alts = alts(read);
        var wanted = document.request().form(NOTHING).isPresent() ? Optional.of(Changes.scalar("")) : labels().typed(alts.get(address()).filter(said -> !isNothing(said)));
        if (wanted.isEmpty() && alts.entries().keySet().equals(Set.of(address()))) return new Changes(List.of(), read.fields()).become(ALT, Optional.empty()).all(); // the last one
        return new Changes(List.of(ALT), alts).become(address(), wanted).all();
    }

    private String address() {
        return address(Library.name(medium.request(), medium.file()));
    }

    private Labels labels() {
        return new Labels(document.request(), ALT);
    }

    private static boolean isNothing(Node said) {
        return said instanceof Node.Scalar(_, var text) && text.isBlank();
    }
}
