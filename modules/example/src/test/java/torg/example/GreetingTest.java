package torg.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.health.Status;
import torg.api.identity.Caller;
import torg.api.problem.TorgException;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Site;
import torg.api.site.SiteProblem;
import torg.api.site.SiteTexts;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Write;
import torg.api.view.Model;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.spi.view.Component.Filled;
import torg.testkit.TestSource;
import torg.testkit.MemoryTables;
import torg.testkit.Requests;
import torg.testkit.TableDocuments;
import torg.testkit.TemplateFiles;
import torg.testkit.TestSites;

class GreetingTest {
    private static final Caller MARIA = Caller.contact("c1", "Maria Anders", List.of("ALFKI"), List.of());

    private final TestSites sites = TestSites.of(new TestSource().languages("en", "nb")
            .document("tables/account.yml", "{table: account, key: id, title: name, columns: {id: {type: text}, name: {type: text}}}"), new TableDocuments());
    private final Site site = sites.current();
    private final MemoryTables tables = new MemoryTables(sites::schema).rights(new OwnAccount());
    private final Greeter greeter = new Greeter("!");
    private final GreetingComponent component = new GreetingComponent(greeter, tables);
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
    void greetsEachRowThatTheReaderMaySee() {
        tables.write(Caller.service("test"), Write.of(new Change.Create("account", Map.of("id", "ALFKI", "name", "Alfreds")), new Change.Create("account", Map.of("id", "ANATR"))));

        assertThat(eachAccount(MARIA)).isEqualTo(shown(Set.of("account"), true, "Hello, Alfreds!"));
        assertThat(eachAccount(Caller.service("test"))).isEqualTo(shown(Set.of("account"), true, "Hello, ANATR!", "Hello, Alfreds!"));
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

        assertThat(greeter.greet(Requests.get(own, "/").as(MARIA).request(), "")).isEqualTo("Welcome Maria Anders!");
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

    /** People see their own accounts. */
    private static final class OwnAccount implements TableAccess {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            return new Grant(new Condition.Compare("id", Condition.Operator.EQ, new Operand.MyAccounts()), List.of("own"));
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return _ -> true;
        }

        @Override
        public Set<String> tables() {
            return Set.of("account");
        }
    }
}
