package torg.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static torg.testkit.TestHouse.ADA;
import static torg.testkit.TestHouse.JANE;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import torg.api.health.Status;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Site;
import torg.api.site.SiteProblem;
import torg.api.site.SiteTexts;
import torg.api.view.Model;
import torg.spi.view.Component.Filled;
import torg.testkit.Requests;
import torg.testkit.TemplateFiles;
import torg.testkit.TestHouse;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

class GreetingTest {
    private final TestHouse house = TestHouse.open();
    private final Site site = house.site();
    private final Greeter greeter = new Greeter("!");
    private final GreetingComponent component = new GreetingComponent(greeter, house.tables());
    private final GreetingResource resource = new GreetingResource(greeter);

    @Test
    void greetsWhoeverReadsThePage() {
        assertThat(component.fill(Requests.get(site, "/").as(JANE).place(""))).isEqualTo(shown("Hello, Jane!", true));
        assertThat(component.fill(Requests.get(site, "/").place(""))).isEqualTo(shown("Hello, guest!", true));
    }

    @Test
    void greetsANameThatTheAuthorWrote() {
        assertThat(component.fill(Requests.get(site, "/").as(JANE).place("to: Bergen"))).isEqualTo(shown("Hello, Bergen!", false));
    }

    @Test
    void greetsEachRowThatTheReaderMaySee() {
        assertThat(eachAccount(JANE)).isEqualTo(shown(Set.of("account"), true, "Hello, Alfki!"));
        assertThat(eachAccount(ADA)).isEqualTo(shown(Set.of("account"), true, "Hello, Alfki!", "Hello, Anatr!"));
        assertThat(eachAccount(Caller.ANONYMOUS)).isEqualTo(shown(Set.of("account"), true));
    }

    @Test
    void speaksTheLanguageOfTheAnswer() {
        assertThat(component.fill(Requests.get(site, "/").in("nb").place(""))).isEqualTo(shown("Hei, gjest!", true));
    }

    @Test
    void theSiteMayUseOtherWords() {
        var texts = new SiteTexts(Map.of("en", Map.of("greeting.hello", "Welcome {0}{1}")));
        var own = TestSites.of(new TestSource().part(SiteTexts.class, texts)).current();

        assertThat(greeter.greet(Requests.get(own, "/").as(JANE).request(), "")).isEqualTo("Welcome Jane!");
    }

    @Test
    void anAuthorIsToldOfAWrongParameter() {
        var wrong = new Node.Mapping(Position.start("a.md"), Map.of("too", new Node.Scalar(Position.start("a.md"), "Bergen")));

        var problems = new Problems();
        component.check(wrong, problems);
        component.check(Node.empty(Position.start("a.md")), problems);

        assertThat(problems.found()).extracting(SiteProblem::message).containsExactly("'too' is not known here");
    }

    @Test
    void theResourceSaysTheSame() {
        assertThat(resource.greeting("", Requests.get(site, "/").as(JANE).request())).isEqualTo(new GreetingResource.Greeting("Hello, Jane!"));
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
        assertThat(TemplateFiles.read(GreetingComponent.class, "components/greeting")).hasValueSatisfying(text -> assertThat(text).contains("{{#greetings}}", "{{text}}"));
    }

    private Filled eachAccount(Caller caller) {
        return component.fill(Requests.get(site, "/").as(caller).place("{each: account, most: 5}"));
    }

    private static Filled shown(String text, boolean perCaller) {
        return shown(Set.of(), perCaller, text);
    }

    private static Filled shown(Set<String> tables, boolean perCaller, String... texts) {
        var greetings = Stream.of(texts).map(text -> Model.with("text", text).build()).toList();
        return new Filled.Shown("components/greeting", Model.with("greetings", greetings).build(), tables, perCaller);
    }
}
