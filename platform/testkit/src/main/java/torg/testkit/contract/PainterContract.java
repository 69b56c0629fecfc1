package torg.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.view.Html;
import torg.api.view.Model;

/** What every painter of Mustache templates has to keep: what people typed is text, and a template reaches nothing but the values it is handed. */
public interface PainterContract {
    /**
     * Paint the template {@code page} of a theme that has these templates.
     *
     * @param templates name without ending to text; the template {@code page} may be missing
     */
    String paint(Map<String, String> templates, Model model);

    @Test
    default void textIsEscapedAndMarkUpOfTheHouseIsNot() {
        var model = Model.with("text", "<b title=\"x\">'&").with("html", new Html("<b>bold</b>")).build();

        assertThat(page("{{text}}", model)).doesNotContain("<", ">", "\"", "'").contains("&lt;b", "&amp;");
        assertThat(page("{{{text}}}{{&text}}", model)).as("no template can leave the escaping out").doesNotContain("<");
        assertThat(page("{{html}}", model)).isEqualTo("<b>bold</b>");
    }

    @Test
    default void nothingOfJavaIsReached() {
        var model = Model.with("text", "abc").with("number", 7).with("list", List.of("a")).with("inner", Model.with("deep", "d").build()).build();

        for (var name : List.of("class", "getClass", "hashCode", "toString", "values", "text.class", "text.bytes", "text.length", "text.isEmpty", "number.intValue",
                "list.size", "list.class.name", "inner.values", "inner.class.classLoader", "inner.deep.chars")) {
            assertThat(page("[{{" + name + "}}{{#" + name + "}}!{{/" + name + "}}]", model)).as(name).isEqualTo("[]");
        }
        assertThat(page("{{inner.deep}}", model)).isEqualTo("d");
    }

    @Test
    default void listsRepeatAndWhatIsMissingIsNothing() {
        var rows = List.of(Model.with("n", "one").build(), Model.with("n", "two").build());

        assertThat(page("{{#rows}}{{n}},{{/rows}}{{^gone}}none{{/gone}}{{gone}}", Model.with("rows", rows).build())).isEqualTo("one,two,none");
    }

    @Test
    default void aTemplateThatIsMissingOrNeverEndsIsTheCustomizersToMend() {
        for (var templates : List.of(Map.of("other", "x"), Map.of("page", "{{> page}}"))) {
            assertThatThrownBy(() -> paint(templates, Model.EMPTY))
                    .isInstanceOfSatisfying(TorgException.class, problem -> assertThat(problem.kind()).isEqualTo(ProblemKind.CONFIG));
        }
    }

    private String page(String template, Model model) {
        return paint(Map.of("page", template), model);
    }
}
