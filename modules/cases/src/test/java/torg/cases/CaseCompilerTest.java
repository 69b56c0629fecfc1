package torg.cases;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.site.SiteProblem;
import torg.testkit.TableDocuments;

/** What is wrong with a document is told with its reason before it is on the site. */
class CaseCompilerTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "table: inquiry | table: inquiri | cases.unknown-table",
        "table: inquiry | table: account | cases.missing-column",
        "notes: note | notes: contact | cases.missing-column",
        "case: inquiry | case: Inquiry | cases.bad-name",
        "{number} | number | cases.bad-row",
        "form: note | formular: note | site.unknown-key"
    })
    void aMistakeIsTold(String right, String wrong, String code) {
        assertThat(Counter.KIND).contains(right);
        var source = Counter.source();
        source.compile(new TableDocuments());
        source.document("cases/inquiry.yml", Counter.KIND.replace(right, wrong));
        assertThat(source.problems(new CaseCompiler())).filteredOn(SiteProblem::fatal).extracting(SiteProblem::code).contains(code);
    }
}
