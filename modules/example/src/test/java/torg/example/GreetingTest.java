package torg.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import torg.api.health.Status;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Site;
import torg.api.site.SiteTexts;
import torg.api.view.Model;
import torg.spi.view.Component.Filled;
import torg.testkit.Draft;
import torg.testkit.Requests;
import torg.testkit.TestSites;

class GreetingTest {
    private static final Caller MARIA = Caller.contact("c1", "Maria Anders", List.of("ALFKI"), List.of());

    private final Site site = TestSites.of(new Draft().languages("en", "nb")).current();
    private final Greeter greeter = new Greeter("!");
    private final GreetingComponent component = new GreetingComponent(greeter);
    private final GreetingResource resource = new GreetingResource(greeter);

    @Test
    void greetsWhoeverReadsThePage() {
        assertThat(component.fill(Requests.get(site, "/").as(MARIA).place(""))).isEqualTo(shown("Hello, Maria Anders!", true));
        assertThat(component.fill(Requests.get(site, "/").place(""))).isEqualTo(shown("Hello, guest!", true));
    }

    @Test
    void greetsANameThatTheAuthorWrote() {
        assertThat(component.fill(Requests.get(site, "/").as(MARIA).place("to: Bergen"))).isEqualTo(shown("Hello, Bergen!", false));
    }

    @Test
    void speaksTheLanguageOfTheAnswer() {
        assertThat(component.fill(Requests.get(site, "/").in("nb").place(""))).isEqualTo(shown("Hei, gjest!", true));
    }

    @Test
    void theSiteMayUseOtherWords() {
        var texts = new SiteTexts(Map.of("en", Map.of("greeting.hello", "Welcome {0}{1}")));
        var own = TestSites.of(new Draft().part(SiteTexts.class, texts)).current();

        assertThat(greeter.greet(Requests.get(own, "/").as(MARIA).request(), "")).isEqualTo("Welcome Maria Anders!");
    }

    @Test
    void anAuthorIsToldOfAWrongParameter() {
        var wrong = new Node.Mapping(Position.start("a.md"), Map.of("too", new Node.Scalar(Position.start("a.md"), "Bergen")));

        assertThat(component.check(wrong)).contains("'too' is not known here");
        assertThat(component.check(Node.empty(Position.start("a.md")))).isEmpty();
    }

    @Test
    void theResourceSaysTheSame() {
        assertThat(resource.greeting("", Requests.get(site, "/").as(MARIA).request())).isEqualTo(new GreetingResource.Greeting("Hello, Maria Anders!"));
    }

    @Test
    void anOverlongNameIsAProblemOfItsField() {
        var request = Requests.get(site, "/").request();

        assertThatThrownBy(() -> resource.greeting("x".repeat(101), request)).isInstanceOfSatisfying(TorgException.class, fault ->
                assertThat(fault.fields()).extracting("field", "code").containsExactly(tuple("to", "too-long")));
    }

    @Test
    void aSettingThatLooksOddIsAWarning() {
        assertThat(greeter.check().level()).isEqualTo(Status.Level.OK);
        assertThat(new Greeter("!".repeat(11)).check().level()).isEqualTo(Status.Level.WARN);
    }

    @Test
    void theTemplateTheComponentNamesIsThere() {
        assertThat(new ExampleTemplates().templates()).containsOnlyKeys("components/greeting").allSatisfy((_, text) -> assertThat(text).contains("{{text}}"));
    }

    private static Filled shown(String text, boolean perCaller) {
        return new Filled.Shown("components/greeting", Model.with("text", text).build(), Set.of(), perCaller);
    }
}
