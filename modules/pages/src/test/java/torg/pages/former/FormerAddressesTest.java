package torg.pages.former;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.health.Status;
import torg.api.identity.Caller;
import torg.api.table.Query;
import torg.pages.PagesCompiler;
import torg.pages.Visit;
import torg.testkit.HandClock;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

class FormerAddressesTest {
    private static final String TEAS = "---\ntitle: Teas\naccess: public\n---\nTen of them.\n";
    private static final String MARKED = "---\ntitle: Prices\naccess: public\nmarker: prices\n---\nOf today.\n";

    private TestSource source = Visit.site().document("pages/teas.md", TEAS).document("pages/prices.md", MARKED);
    private final TestSites sites = TestSites.of(source, new TableDocuments(), new PagesCompiler());
    private final MemoryTables tables = new MemoryTables(sites::schema).with(new AddressTable());
    private final HandClock clock = new HandClock();
    private FormerAddresses former = new FormerAddresses(sites, tables, clock);

    @BeforeEach
    void look() {
        former.write();
    }

    @AfterEach
    void stop() {
        former.stop();
    }

    /** As a program that writes files does; the very next request is to know. */
    private void now(TestSource edited) {
        source = edited;
        sites.swap(source);
        clock.pass(Duration.ofMinutes(1));
    }

    private void restart() {
        former.stop();
        former = new FormerAddresses(sites, tables, clock);
        assertThat(former.now("/teas")).as("nothing is said before it was read").isEmpty();
        former.write();
    }

    @Test
    void followsAPageThatWasRenamedAndNeverLeadsOverAnotherAddress() {
        now(source.without("pages/teas.md").document("pages/range/teas.md", TEAS));
        assertThat(former.now("/teas")).contains("/range/teas");

        now(source.without("pages/range/teas.md").document("pages/all-teas.md", TEAS));
        assertThat(former.now("/range/teas")).contains("/all-teas");
        assertThat(former.now("/teas")).contains("/all-teas");

        now(source.without("pages/all-teas.md").document("pages/teas.md", TEAS));
        assertThat(former.now("/teas")).as("it is back").isEmpty();
        assertThat(former.now("/all-teas")).contains("/teas");
        assertThat(former.now("/range/teas")).contains("/teas");
    }

    @Test
    void knowsAPageByItsMarkerWhateverElseIsAnother() {
        now(source.without("pages/prices.md").document("pages/costs.md", "---\ntitle: Costs\nmarker: [costs, prices]\n---\n"));

        assertThat(former.now("/prices")).contains("/costs");
    }

    @Test
    void remembersOverARestartAndWhatHappenedMeanwhile() {
        now(source.without("pages/teas.md").document("pages/all-teas.md", TEAS));
        former.write();
        now(source.without("pages/prices.md").document("pages/costs.md", MARKED));

        restart();

        assertThat(former.now("/teas")).contains("/all-teas");
        assertThat(former.now("/prices")).contains("/costs");
    }

    @Test
    void saysNothingOfWhatIsNotCertain() {
        now(source.without("pages/teas.md").document("pages/a.md", TEAS).document("pages/b.md", TEAS));
        assertThat(former.now("/teas")).as("two pages say it").isEmpty();

        now(source.without("pages/prices.md").document("pages/costs.md", MARKED.replace("marker: prices\n", "")));
        assertThat(former.now("/prices")).as("another text without the marker").isEmpty();
    }

    @Test
    void twoThatSaidTheSameAreNotOne() {
        now(source.document("pages/other.md", TEAS));
        assertThat(former.now("/other")).isEmpty();

        now(source.without("pages/teas.md").without("pages/other.md").document("pages/a.md", TEAS));

        assertThat(former.now("/teas")).isEmpty();
        assertThat(former.now("/other")).isEmpty();
    }

    @Test
    void aPageThatWentAndComesBackElsewhereLaterIsThatPage() {
        now(source.without("pages/teas.md"));
        assertThat(former.now("/teas")).isEmpty();
        former.write();
        restart();

        now(source.document("pages/all-teas.md", TEAS));

        assertThat(former.now("/teas")).contains("/all-teas");
    }

    @Test
    void whereAPageWasBeforeIsNoPartOfWhatItSays() {
        now(source.without("pages/teas.md").document("pages/all-teas.md", TEAS.replace("access:", "was: [/teas]\naccess:")));

        assertThat(former.now("/teas")).contains("/all-teas");
    }

    @Test
    void anotherPageMayComeWhereOneWas() {
        now(source.without("pages/teas.md").document("pages/all-teas.md", TEAS));
        assertThat(former.now("/teas")).contains("/all-teas");

        now(source.document("pages/teas.md", "---\ntitle: A new one\n---\n"));
        assertThat(former.now("/teas")).isEmpty();
        former.write();
        restart();
        assertThat(former.now("/teas")).isEmpty();
    }

    @Test
    void whereVisitorsMissAPageIsTold() {
        now(source.without("pages/teas.md"));
        assertThat(former.check().message()).isEqualTo("no page that is gone was asked for");

        former.now("/teas");
        former.now("/teas");
        former.now("/never-was");
        assertThat(former.check().level()).as("it may be gone on purpose").isEqualTo(Status.Level.OK);
        assertThat(former.check().message()).isEqualTo("pages that are gone were asked for since the start: /teas (2)");

        now(source.document("pages/all-teas.md", TEAS));
        assertThat(former.check().message()).as("it is found").isEqualTo("no page that is gone was asked for");
    }

    @Test
    void theOldestAreForgotten() {
        now(source.without("pages/teas.md").document("pages/all-teas.md", TEAS));
        former.write();
        var many = source;
        for (var i = 0; i < Memory.MOST_GONE; i++) many = many.document("pages/p" + i + ".md", "---\ntitle: P" + i + "\n---\n");
        now(many);
        former.now("/");
        for (var i = 0; i < Memory.MOST_GONE; i++) many = many.without("pages/p" + i + ".md").document("pages/q" + i + ".md", "---\ntitle: P" + i + "\n---\n");
        now(many);

        assertThat(former.now("/p0")).contains("/q0");
        assertThat(former.now("/teas")).isEmpty();
        former.write();
        assertThat(tables.query(Caller.service("test"), Query.of(AddressTable.NAME).top(10_000)).rows()).hasSize(Memory.MOST_GONE + sites.current().documents().size() - 2);
    }

    @Test
    void whatIsGoneAndAskedForIsToldUntilARedirectLeadsFromThere() {
        now(source.without("pages/teas.md"));
        former.now("/teas");
        former.now("/teas");
        former.now("/never-there");
        assertThat(former.asked()).containsExactly(Map.entry("/teas", 2));

        now(source.document("redirects.yml", "redirects:\n  - {from: /teas, to: /prices}\n"));
        assertThat(former.asked()).isEmpty();
        assertThat(former.check().message()).isEqualTo("no page that is gone was asked for");
    }
}
