package torg.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.site.SiteProblem;
import torg.api.view.Model;
import torg.pages.access.BranchAccess;
import torg.pages.access.KnownAccess;
import torg.pages.picture.PictureCache;
import torg.pages.rest.MarkersResource;
import torg.spi.view.PageGuide.Found;
import torg.testkit.TestSource;
import torg.testkit.TestSites;

/** Templates and other front ends lead to pages by site markers. */
class MarkersTest {
    private static final Locale NB = Locale.forLanguageTag("nb");

    private final TestSource source = Visit.site().marker("terms", "/terms").marker("order", "/orders").marker("unused", "/profile")
            .file("theme/templates/layout.mustache", "{{$main}}{{/main}}{{#markers.terms}}<a href=\"{{link}}\">{{title}}</a>{{/markers.terms}}{{#markers.order}}{{/markers.order}}{{#markers.promo}}{{/markers.promo}}");
    private final TestSites sites = TestSites.of(source, new PagesCompiler());
    private final KnownAccess access = new KnownAccess();

    MarkersTest() {
        access.answerFor(new BranchAccess(sites));
    }

    private Object markers(Caller caller) {
        var guide = new SiteGuide(sites, access, Optional::empty, PictureCache.none());
        var request = Visit.of(sites.current(), "/terms", caller, NB, Map.of());
        return guide.frame(request, ((Found.ThePage) guide.find(request)).page()).get("markers");
    }

    @Test
    void aTemplateIsHandedThoseItNamesThatTheCallerMayRead() {
        var terms = Model.with("title", "Vilkår").with("link", "/nb/terms").build();
        assertThat(markers(Caller.ANONYMOUS)).isEqualTo(Model.with("terms", terms).build());
        assertThat(markers(Visit.BUYER)).isEqualTo(Model.with("terms", terms).with("order", Model.with("title", "Ordrer").with("link", "/nb/orders")).build());
    }

    @Test
    void anotherFrontEndIsToldThoseTheCallerMayRead() {
        var resource = new MarkersResource(access);
        var asked = Visit.of(sites.current(), "/api/content/markers", Caller.ANONYMOUS);
        assertThat(resource.markers("nb", asked)).containsOnly(Map.entry("terms", new MarkersResource.Marked("/terms", "Vilkår", "/nb/terms")));
        assertThat(resource.markers("", Visit.of(sites.current(), "/api/content/markers", Visit.GUEST))).containsOnlyKeys("terms", "unused");
    }

    @Test
    void aTemplateThatNearlyNamesOneIsTold() {
        assertThat(source.file("theme/templates/parts/foot.mustache", "").file("theme/templates/other.mustache", "{{#markers.term}}{{/markers.term}} {{markers.none.link}}").problems(new PagesCompiler())).extracting(SiteProblem::toString).contains(
                "theme/templates/other.mustache:1:1 no page has the marker 'term' (did you mean 'terms'?)",
                "theme/templates/other.mustache:1:36 no page has the marker 'none' (add it as 'marker:' to the page that is meant)");
    }
}
