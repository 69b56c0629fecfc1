package torg.pages;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import torg.api.identity.Caller;
import torg.api.site.Site;
import torg.api.web.Request;
import torg.testkit.TestSource;

/** A small site and the people who come to it. */
public final class Visit {
    public static final Caller BUYER = Caller.contact("c1", "Ana", List.of("a1"), List.of("buyer"));
    public static final Caller GUEST = Caller.contact("c2", "May", List.of("a1"), List.of());
    public static final Caller CHIEF = Caller.contact("c3", "Kim", List.of(), List.of("chief"));

    private Visit() {}

    /** Home, a public page in two languages, a branch for buyers, a page for whoever is signed in. */
    public static TestSource site() {
        return new TestSource().languages("en", "nb").setting("administrator-role", "chief")
                .file("theme/templates/page.mustache", "{{<layout}}{{$main}}{{> parts/main}}{{/main}}{{/layout}}").file("theme/templates/layout.mustache", "{{$main}}{{/main}}")
                .file("theme/templates/parts/main.mustache", "{{#slots.main}}{{.}}{{/slots.main}}")
                .document("pages/index.md", "---\ntitle: {en: Home, nb: Hjem}\naccess: public\n---\nWelcome\n")
                .document("pages/terms.md", "---\ntitle: Terms\naccess: public\n---\nSee [home](/) and [orders](/orders#top).\n")
                .document("pages/terms.nb.md", "---\ntitle: Vilkår\n---\nSe [hjem](/) og [ordrer](/orders#top).\n")
                .document("pages/orders.md", "---\ntitle: {en: Orders, nb: Ordrer}\naccess: buyer\norder: 10\n---\n")
                .document("pages/orders/new.md", "---\ntitle: New order\n---\n")
                .document("pages/orders/[number].md", "---\ntitle: {en: 'Order {number}', nb: 'Ordre {number}'}\n---\n")
                .document("pages/profile.md", "---\ntitle: Profile\naccess: signed-in\n---\n");
    }

    public static Request of(Site site, String path, Caller caller) {
        return of(site, path, caller, Locale.ENGLISH, Map.of());
    }

    public static Request of(Site site, String path, Caller caller, Locale locale, Map<String, List<String>> query) {
        return new Request("r1", "GET", path, locale, query, Map.of(), Map.of(), caller, Optional.empty(), "127.0.0.1", site);
    }
}
