package torg.terms;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.text.Text;
import torg.api.view.Html;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.spi.identity.Identity;
import torg.spi.view.Component.Place;
import torg.testkit.FreshProof;
import torg.testkit.HandClock;
import torg.testkit.MemoryTables;
import torg.testkit.Requests;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** A portal with terms: Jane and Sam order, Nancy runs it, and Dana is of the demo. */
final class House implements Identity {
    static final Caller JANE = Caller.contact("A-1", "Jane", List.of("ALFKI"), List.of("buyer"));
    static final Caller SAM = Caller.contact("A-2", "Sam", List.of("ALFKI"), List.of("buyer"));
    static final Caller NANCY = Caller.contact("N-1", "Nancy", List.of(), List.of("administrator"));
    static final Caller DANA = Caller.contact("D-1", "Dana", List.of("ALFKI"), List.of("buyer"));
    static final String PAGE = "---\ntitle: Terms\nmarker: terms\naccess: public\ncomponents: [{component: terms}]\n---\nPay.\n";
    static final String TERMS = "versions: [{version: '2027', from: 2027-01-01}, {version: '2026', from: 2026-11-01}]";
    final HandClock clock = new HandClock();
    final TestSites sites = TestSites.of(source(TERMS), new TableDocuments(), new TermsCompiler());
    final MemoryTables tables = new MemoryTables(sites::schema).with(new TermsTables());
    final Acceptances acceptances = new Acceptances(tables, this, clock);
    final TermsFilter filter = new TermsFilter(acceptances);
    final TermsComponent component = new TermsComponent(acceptances, new FreshProof(SAM::equals));
    final TermsHistory history = new TermsHistory(tables, acceptances);
    final Set<String> shared = new HashSet<>(Set.of("D-1"));
    /** What stands on the page, by language. */
    Map<String, Html> body = Map.of("en", new Html("<p>Pay.</p>"), "nb", new Html("<p>Betal.</p>"));

    House() {
        at("2026-11-15T12:00:00Z");
        tables.listener(acceptances);
    }

    void at(String moment) {
        clock.pass(Duration.between(clock.instant(), Instant.parse(moment)));
    }

    static TestSource source(String terms) {
        return new TestSource().languages("en", "nb").setting("time-zone", "Europe/Oslo").marker("terms", "/terms").document("pages/terms.md", PAGE).document("terms.yml", terms)
                .document("tables/contact.yml", "{table: contact, key: id, title: name, columns: {id: {type: text}, name: {type: text}}}");
    }

    Site site() {
        return sites.current();
    }

    /** The place of a component on the page of the terms, with what stands there. */
    Place place(Requests requests) {
        var place = requests.place("");
        var page = place.page();
        return new Place("c1", place.request(), new Page("/terms", Text.of("Terms"), page.description(), page.template(), body, page.placements(), true, List.of(), Optional.empty(), Map.of()),
                place.parameters());
    }

    String digest(Caller caller, String language) {
        var request = Requests.get(site(), "/terms").as(caller).in(language).request();
        return TermsText.on(place(Requests.get(site(), "/terms")).page(), acceptances.inForce(request).orElseThrow(), request.locale()).digest();
    }

    /** The whole way: read, tick, send. */
    torg.spi.view.Component.Outcome accept(Caller caller, String language) {
        return component.act(place(Requests.post(site(), "/terms").as(caller).in(language).form("accepted", "yes").form("digest", digest(caller, language)).form("return", "/orders?q=1")));
    }

    boolean owes(Caller caller) {
        return acceptances.owed(request(caller, "/orders")).isPresent();
    }

    Request request(Caller caller, String path) {
        return Requests.get(site(), path).as(caller).request();
    }

    @Override
    public boolean isShared(String contact) {
        return shared.contains(contact);
    }

    @Override
    public Identity.Entry signIn(String name, String password, String address) {
        return new Identity.Entry.Refused();
    }

    @Override
    public Optional<Session> whoIs(String token, String address) {
        return Optional.empty();
    }

    @Override
    public Optional<Caller> callerOf(String contact) {
        return Optional.empty();
    }

    @Override
    public void signOut(String token) {
        throw new UnsupportedOperationException();
    }
}
