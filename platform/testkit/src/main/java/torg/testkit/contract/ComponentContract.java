package torg.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Site;
import torg.api.view.Html;
import torg.api.view.Model;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.testkit.Requests;
import torg.testkit.TemplateFiles;
import torg.testkit.Yaml;

/** What every component has to keep, whoever looks at it and whatever they send. */
public interface ComponentContract {
    /** What is tried as every input: mark-up that must never be painted as such. */
    String HOSTILE = "<script>alert(1)</script>";

    /** The component under test. */
    Component component();

    /** A site it can stand on. */
    Site site();

    /** What an author writes beside it, as YAML; what is needed at least. */
    default String parameters() {
        return "";
    }

    /** Names of address parameters and form fields it looks at; they are tried with hostile values. */
    default List<String> inputs() {
        return List.of();
    }

    @Test
    default void itsNameIsOneAnAuthorCanWrite() {
        assertThat(component().name()).matches("[a-z][a-z0-9-]*");
    }

    @Test
    default void goodParametersAreNoProblem() {
        var parameters = parameters().isBlank() ? Node.empty(Position.start("test")) : Yaml.mapping("test", parameters());
        var problems = new Problems();
        component().check(parameters, problems);
        assertThat(problems.found()).isEmpty();
    }

    @Test
    default void everybodyIsAnsweredAndWhatIsShownHasATemplate() {
        for (var caller : List.of(Caller.ANONYMOUS, Caller.contact("a-key", "A name", List.of(), List.of()))) {
            hasTemplate(component().fill(Requests.get(site(), "/test").as(caller).place(parameters())));
            var outcome = component().act(Requests.post(site(), "/test").as(caller).place(parameters()));
            if (outcome instanceof Outcome.Show(var status, var filled)) {
                assertThat(status).as("status of an empty form").isIn(200, 405, 409, 422, 429);
                hasTemplate(filled);
            }
        }
    }

    @Test
    default void whatPeopleSendNeverBecomesMarkUp() {
        var get = Requests.get(site(), "/test");
        var post = Requests.post(site(), "/test");
        inputs().forEach(name -> get.query(name, HOSTILE));
        inputs().forEach(name -> post.form(name, HOSTILE));
        isHarmless(component().fill(get.place(parameters())));
        if (component().act(post.place(parameters())) instanceof Outcome.Show(_, var filled)) isHarmless(filled);
    }

    private void hasTemplate(Filled filled) {
        if (filled instanceof Filled.Shown shown) assertThat(TemplateFiles.read(component().getClass(), shown.template())).as("template '%s' of the module", shown.template()).isPresent();
    }

    private static void isHarmless(Filled filled) {
        if (filled instanceof Filled.Shown shown) {
            assertThat(values(shown.model())).filteredOn(Html.class::isInstance).extracting(Object::toString).noneMatch(markup -> markup.contains(HOSTILE));
        }
    }

    private static Stream<Object> values(Object value) {
        return switch (value) {
            case Model model -> model.values().values().stream().flatMap(ComponentContract::values);
            case List<?> list -> list.stream().flatMap(ComponentContract::values);
            default -> Stream.of(value);
        };
    }
}
