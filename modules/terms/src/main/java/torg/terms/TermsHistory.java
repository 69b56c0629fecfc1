package torg.terms;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.access.ColumnPrivilege;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.api.view.Html;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.api.web.Words;
import torg.spi.view.Component;

/** {@code component: terms-history}: administrators see which versions there are and were, each text as it was accepted, and who accepted it, also when the site has it no longer. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class TermsHistory implements Component {
    private static final int MOST_TEXTS = 100;
    private static final int MOST_PEOPLE = 100;
    private static final int LONGEST_DIGEST = 64;
    private final Tables tables;
    private final Acceptances acceptances;
    private final Words words = Words.beside(TermsHistory.class, "nb");

    @Activate
    public TermsHistory(@Reference Tables tables, @Reference Acceptances acceptances) {
        this.tables = tables;
        this.acceptances = acceptances;
    }

    @Override
    public String name() {
        return "terms-history";
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        if (!request.site().settings().isAdministrator(request.caller())) return new Filled.Hidden();
        var terms = request.site().part(Terms.class).orElse(Terms.NONE);
        var names = terms.versions().stream().map(Terms.Version::name).collect(Collectors.toSet());
        var texts = acceptances.texts(MOST_TEXTS).stream().map(text -> text(request, text, names)).toList();
        var model = Model.with("text", words.model(request)).with("hasVersions", !terms.versions().isEmpty()).with("hasTexts", !texts.isEmpty()).with("texts", texts)
                .with("versions", terms.versions().reversed().stream().map(version -> version(request, version)).toList());
        request.query("text").filter(digest -> digest.length() <= LONGEST_DIGEST).flatMap(acceptances::text).ifPresent(text -> model.with("chosen", chosen(request, text)));
        return Filled.Shown.personal("components/terms-history", model.build());
    }

    private Model version(Request request, Terms.Version version) {
        var zone = request.site().settings().timeZone();
        var now = acceptances.inForce(request).filter(version::equals).isPresent();
        var coming = !version.holds(acceptances.now(), zone);
        return Model.with("name", version.name()).with("from", TermsComponent.day(request, version.from().atStartOfDay(zone).toInstant()))
                .with("state", words.text(request, now ? "terms-state-now" : coming ? "terms-state-coming" : "terms-state-over")).build();
    }

    private Model text(Request request, Row text, Set<String> names) {
        var version = text.text("version").orElseThrow();
        return Model.with("digest", text.key()).with("short", text.key().substring(0, 12)).with("version", version).with("language", text.text("language"))
                .with("since", TermsComponent.day(request, text.instant("since").orElseThrow())).with("many", Long.toString(acceptances.many(text.key())))
                .with("withdrawn", !names.contains(version)).build();
    }

    private Model chosen(Request request, Row text) {
        return Model.with("title", text.text("title").orElse("")).with("version", text.text("version")).with("language", text.text("language")).with("digest", text.key())
                .with("html", new Html(text.text("markup").orElseThrow())).with("people", people(request, text.key())).build();
    }

    /** By name where whoever asks may read it. */
    private List<Model> people(Request request, String digest) {
        var title = tables.schema().table(TermsTables.CONTACT).title();
        var named = tables.mayUse(request.caller(), ColumnPrivilege.READ, TermsTables.CONTACT, title);
        return acceptances.newest(digest, MOST_PEOPLE).stream().map(row -> {
            var key = row.text(TermsTables.CONTACT).orElseThrow();
            var name = !named ? key : tables.find(request.caller(), TermsTables.CONTACT, key, title).flatMap(contact -> contact.text(title)).orElse(key);
            return Model.with("name", name).with("key", key).with("at", TermsComponent.day(request, row.instant("at").orElseThrow())).build();
        }).toList();
    }
}
