package torg.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.cases.Counter.ANA;
import static torg.cases.Counter.JANE;
import static torg.cases.Counter.OTTO;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.site.Site;
import torg.api.table.Change;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Outcome;
import torg.testkit.LeakCheck;
import torg.testkit.contract.ComponentContract;

/** Both sides write to a case, see what is for them, and the case follows. */
class NotesTest implements ComponentContract {
    private final Counter counter = new Counter();

    @Override
    public Component component() {
        return counter.component();
    }

    @Override
    public Site site() {
        return counter.sites.current();
    }

    @Override
    public String parameters() {
        return "case: inquiry";
    }

    @Override
    public List<String> inputs() {
        return List.of("text", "once", "internal");
    }

    @Test
    void anAnswerAnswersAndAnotherQuestionOpensAgain() {
        assertThat(counter.says(JANE, "Where is it?")).isEqualTo(new Outcome.Redirect("/inquiries/Q1#c1"));
        assertThat(counter.state()).isEqualTo("open");
        counter.says(OTTO, "On its way.");
        assertThat(counter.state()).isEqualTo("answered");
        assertThat(counter.about().instant("moved")).contains(counter.clock.instant());
        counter.says(JANE, "Still not here.");
        assertThat(counter.state()).isEqualTo("open");
        assertThat(counter.notes()).extracting(row -> row.text("side").orElse("")).containsExactlyInAnyOrder("customer", "seller", "customer");
    }

    @Test
    void customersAreAnsweredByTheHouseAndItsPeopleSeeWhoDidIt() {
        counter.says(JANE, "Where?");
        counter.says(OTTO, "Here.");
        assertThat(counter.seenBy(JANE)).contains("Jane Full", "Where?", "Here.").doesNotContain("Otto");
        assertThat(counter.seenBy(OTTO)).contains("Jane Full", "Otto Full");
    }

    @Test
    void whatIsAmongTheSellersPeopleStaysThereAndMovesNothing() {
        counter.component().act(counter.place(counter.asks("POST", OTTO).form("text", "They pay late.").form("internal", "yes")));
        assertThat(counter.state()).isEqualTo("open");
        assertThat(counter.about().instant("moved")).isEmpty();
        assertThat(counter.seenBy(OTTO)).contains("They pay late.");
        assertThat(counter.seenBy(JANE)).doesNotContain("They pay late.");
        counter.component().act(counter.place(counter.asks("POST", JANE).form("text", "Hello?").form("internal", "yes")));
        assertThat(counter.seenBy(OTTO)).as("a customer's is never among the seller's people").contains("Hello?");
        assertThat(counter.notes()).filteredOn(row -> row.is("internal")).hasSize(1);
    }

    @Test
    void nobodyElseSeesItOrWritesToIt() {
        counter.says(JANE, "Where is it?");
        assertThat(component().fill(counter.place(counter.asks("GET", ANA)))).isEqualTo(new Filled.Hidden());
        assertThat(counter.says(ANA, "Mine!")).isEqualTo(new Outcome.Show(405, new Filled.Hidden()));
        assertThat(counter.notes()).hasSize(1);
    }

    @Test
    void whatIsWrongIsToldAndWhatWasTypedStays() {
        assertThat(counter.says(JANE, "  ").toString()).contains("422", "Write something.");
        assertThat(counter.says(JANE, "x".repeat(101)).toString()).contains("100 characters are the most", "x".repeat(101));
        var script = counter.place(counter.asks("POST", JANE).form("text", "See.").file("file", "run.png", "image/png", "MZ".getBytes(StandardCharsets.US_ASCII)));
        assertThat(component().act(script).toString()).contains("422", "not taken");
        assertThat(counter.notes()).isEmpty();
    }

    @Test
    void twiceFromTheSameBoxIsOneNote() {
        for (var time = 0; time < 2; time++) component().act(counter.place(counter.asks("POST", JANE).form("text", "Once.").form("once", "00000000-0000-0000-0000-000000000000")));
        component().act(counter.place(counter.asks("POST", JANE).form("text", "Other words.").form("once", "00000000-0000-0000-0000-000000000000")));
        assertThat(counter.notes()).extracting(row -> row.text("text").orElse("")).containsExactlyInAnyOrder("Once.", "Other words.");
    }

    @Test
    void aNoteThatCameFromTheErpIsTheSellersAndIsTakenInOnce() {
        counter.noteFromErp("Sent again.");
        counter.desk.round(counter.kind());
        assertThat(counter.state()).isEqualTo("answered");
        counter.write(new Change.Update("inquiry", "Q1", Map.of("state", "open")));
        counter.desk.round(counter.kind());
        assertThat(counter.state()).as("the same note does not answer twice").isEqualTo("open");
    }

    @Test
    void whatWorksByItselfEndsWithTheModule() throws Exception {
        LeakCheck.leavesNothing(() -> new Keeper(counter.tables, counter.sites)::stop);
    }

    @Test
    void whatIsAnsweredAndQuietIsClosedAndAWordOpensItAgain() {
        counter.says(OTTO, "Done.");
        counter.clock.pass(Duration.ofDays(13));
        counter.desk.round(counter.kind());
        assertThat(counter.state()).isEqualTo("answered");
        counter.clock.pass(Duration.ofDays(2));
        counter.desk.round(counter.kind());
        assertThat(counter.state()).isEqualTo("closed");
        counter.says(OTTO, "By the way.");
        assertThat(counter.state()).as("for the seller it stays closed").isEqualTo("closed");
        counter.says(JANE, "It is broken again.");
        assertThat(counter.state()).isEqualTo("open");
    }
}
