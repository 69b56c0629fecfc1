package torg.search.lucene.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import torg.api.site.SiteProblem;
import torg.testkit.TestSource;
import torg.testkit.TableDocuments;

class SearchCompilerTest {
    private static final Path SITE = Path.of("../../content/customer-portal");

    private final TestSource source = new TestSource()
            .document("tables/a.yml", "{table: a, key: id, title: name, columns: {id: {type: text}, name: {type: text}, price: {type: money}, day: {type: date}, b: {type: lookup, to: b}}}")
            .document("tables/b.yml", "{table: b, key: id, title: id, columns: {id: {type: text}, a: {type: lookup, to: a}}}");

    private List<SiteProblem> problems(String tables) {
        source.compile(new TableDocuments());
        return source.document("search.yml", "tables: [" + tables + "]").problems(new SearchCompiler());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{table: aa, columns: [name]} | there is no table 'aa' | did you mean 'a'?",
            "{table: a, columns: [nam]} | table 'a' has no column 'nam' | did you mean 'name'?",
            "{table: a, columns: {nam: 2}} | table 'a' has no column 'nam' | did you mean 'name'?",
            "{table: a, columns: {name: 11}} | 'name' is '11', expected a whole number from 1 to 10 | write a number in these bounds",
            "{table: a, columns: [price]} | column 'price' has no words | name a text, number, choice, lookup, date, moment or file",
            "{table: a, columns: [name], facets: [price]} | rows are not told apart by column 'price' | name a text, choice, lookup, date, moment or boolean, or say which ranges",
            "{table: a, columns: [name], facets: [{name: [0..1]}]} | column 'name' has no ranges | name a number, an amount, a date or a moment",
            "{table: a, columns: [name], facets: [{price: [5..1]}]} | '5..1' is no range of column 'price' | write '0..100', '100..' or '..0'",
            "{table: a, columns: [name], facets: [{price: []}]} | column 'price' has 1 to 12 ranges | name some",
            "{table: a, columns: [name], facets: [price, {price: [0..]}]} | column 'price' stands here twice | tell rows apart by what it holds, by ranges, or in levels",
            "{table: a, columns: [name], facets: [{price: {tree: month}}]} | values of column 'price' lie within no others | name a text, a date or a moment",
            "{table: a, columns: [name], facets: [name, {name: {tree: '>'}}]} | column 'name' stands here twice | tell rows apart by what it holds, by ranges, or in levels",
            "{table: a, columns: [name], facets: [{name: {trees: '>'}}]} | 'trees' is not known here | did you mean 'tree'?",
            "{table: a, columns: [name], facets: [{day: {tree: week}}]} | 'week' is no level of days | write 'month', or 'day'",
            "{table: a, columns: [name], facets: [[price]]} | 'facets' is a list of columns | write the name of one, or '{price: [0..100, 100..]}'",
            "{table: a, columns: [name], sort: [nam]} | table 'a' has no column 'nam' | did you mean 'name'?",
            "{table: a, columns: [name], sort: [name]} | hits are not put in order by column 'name' | name a number, an amount, a date or a moment",
            "{table: a, columns: [name], boost: 11} | 'boost' is '11', expected a whole number from 1 to 10 | write a number in these bounds",
            "{table: a} | nothing says what rows of table 'a' are found by | add 'columns:' or 'found-by:'",
            "{table: a, columns: [name], link: 'x/{id}'} | 'x/{id}' is no address of the site | begin it with '/'",
            "{table: a, columns: [name], link: '/x/{name}'} | rows without a value in column 'name' could not be led to | name the key, or a column that is required",
            "{table: a, found-by: [name]} | column 'name' leads to no row | name a lookup",
            "{table: a, found-by: [b]} | nothing says what rows of table 'b' are found by | add '- table: b' with 'columns:' or 'found-by:'",
            "{table: a, found-by: [b.id]}, {table: b, columns: [id]} | 'b.id' does not lead to table 'a' | name a lookup that does",
            "{table: a, found-by: [b]}, {table: b, found-by: [a]} | rows of table 'a' would be found by themselves | take one 'found-by' of the circle away",
            "{table: a, columns: [name]}, {table: a, columns: [id]} | table 'a' stands here twice | put the two together",
            "{table: a, columns: [name], facet: [name]} | 'facet' is not known here | did you mean 'facets'?"})
    void whatIsWrongIsToldWithItsPlace(String tables, String message, String help) {
        assertThat(problems(tables)).anySatisfy(problem -> {
            assertThat(problem.message()).isEqualTo(message);
            assertThat(problem.help()).isEqualTo(help);
            assertThat(problem.at().toString()).startsWith("site/search.yml:1:");
            assertThat(problem.fatal()).isTrue();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"word", "[[one]]", "[one, two]", "[{a: b}]", "[[one, [two]]]", "[[one, '--']]", "[[1, 2, 3, 4, 5, 6, 7, 8, 9]]"})
    void synonymsAreListsOfWords(String synonyms) {
        source.compile(new TableDocuments());
        assertThat(source.document("search.yml", "synonyms: " + synonyms).problems(new SearchCompiler())).isNotEmpty().allSatisfy(problem -> assertThat(problem.code()).isEqualTo("search.bad-synonyms"));
        assertThat(source.document("search.yml", "synonyms: [[invoice, bill], [øl, beer, bitter]]").problems(new SearchCompiler())).isEmpty();
    }

    @Test
    void aPageIsWorthWhatIsSaidOfItOrOfTheNearestAbove() {
        source.compile(new TableDocuments());
        assertThat(source.document("search.yml", "pages: {terms: 2}").problems(new SearchCompiler())).extracting(SiteProblem::message).containsExactly("'terms' is no address of the site");
        assertThat(source.document("search.yml", "pages: [/terms]").problems(new SearchCompiler())).extracting(SiteProblem::code).containsExactly("search.bad-pages");
        var plan = source.document("search.yml", "pages: {/news: 2, /news/old: 1}").compile(new SearchCompiler());
        assertThat(List.of(plan.boost("/news"), plan.boost("/news/now"), plan.boost("/news/old/one"), plan.boost("/newsletter"), plan.boost("/"))).containsExactly(2, 2, 1, 1, 1);
    }

    @Test
    void whatIsRightIsReadAndWithoutADocumentPagesAloneAreFound() {
        assertThat(problems("{table: a, columns: {name: 3, id: 8}, found-by: [b.a], link: '/a/{id}', facets: [b]}, {table: b, columns: [id]}")).isEmpty();
        var plan = source.compile(new SearchCompiler());
        assertThat(plan.tables().keySet()).containsExactly("a", "b");
        assertThat(plan.tables().get("a").weights().values()).containsExactly(3, 8);
        assertThat(source.without("search.yml").compile(new SearchCompiler())).isEqualTo(SearchPlan.PAGES_ONLY);
    }

    @Test
    void theShippedSiteHasNothingToComplainOf() throws Exception {
        var shipped = new TestSource().languages("en", "nb").folder(SITE, "tables").document("search.yml", Files.readString(SITE.resolve("search.yml")));
        shipped.compile(new TableDocuments());
        assertThat(shipped.problems(new SearchCompiler())).isEmpty();
    }
}
