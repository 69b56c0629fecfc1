package torg.order.notifications;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.site.SiteProblem;
import torg.testkit.TableDocuments;

/** What is wrong with a document is told with its reason before it is on the site. */
class EventCompilerTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "table: salesorder | table: salesordr | notifications.unknown-table",
        "changes: [status] | changes: [stat] | notifications.unknown-column",
        "contact: contact | contact: account | notifications.bad-path",
        "account: account | account: status | notifications.bad-path",
        "status = 'confirmed' | status = 'confirmd' | notifications.wrong-condition",
        "{note} | {nothing} | notifications.unknown-column",
        "/orders/{number} | https://elsewhere.example | notifications.bad-link",
        "event: confirmed | event: Confirmed! | notifications.bad-name",
        "changes: [status] | chnges: [status] | site.unknown-key"
    })
    void aMistakeIsTold(String right, String wrong, String code) {
        assertThat(Portal.CONFIRMED).contains(right);
        var source = Portal.source();
        source.compile(new TableDocuments());
        source.document("notifications/confirmed.yml", Portal.CONFIRMED.replace(right, wrong));
        assertThat(source.problems(new EventCompiler())).filteredOn(SiteProblem::fatal).extracting(SiteProblem::code).contains(code);
    }
}
