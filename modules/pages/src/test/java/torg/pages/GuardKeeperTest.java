package torg.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Edit;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** Nothing becomes everybody's because the page above it went. */
class GuardKeeperTest {
    private final TestSource source = Visit.site();

    @Test
    void aPageThatSaysWhoMayReadOthersStaysWhileTheyDo() {
        assertThatThrownBy(gone("pages/orders.md")).isInstanceOfSatisfying(TorgException.class, refused -> {
            assertThat(refused.kind()).isEqualTo(ProblemKind.CONFLICT);
            assertThat(refused.code()).isEqualTo("pages.guards-others");
            assertThat(refused.getMessage()).contains("/orders/new", "/orders/{number}");
        });
        assertThatThrownBy(gone("pages/orders.md", "pages/orders/new.md")).hasMessageContaining("/orders/{number}");
        assertThatCode(gone("pages/orders.md", "pages/orders/new.md", "pages/orders/[number].md")).doesNotThrowAnyException();
    }

    @Test
    void whatWebFilesStayBelowItAreNamed() {
        source.file("files/profile/prices.pdf", "secret");
        assertThatThrownBy(gone("pages/profile.md")).hasMessageContaining("/files/profile/prices.pdf");
        assertThatCode(gone("pages/profile.md", "files/profile/prices.pdf")).doesNotThrowAnyException();
    }

    @Test
    void whatGuardsNothingGoes() {
        assertThatCode(gone("pages/terms.md")).doesNotThrowAnyException();
        assertThatCode(gone("pages/terms.nb.md")).doesNotThrowAnyException();
        assertThatCode(gone("pages/profile.md")).as("nothing lies below").doesNotThrowAnyException();
        assertThatCode(gone("pages/orders/new.md")).as("it takes who may read it from above").doesNotThrowAnyException();
    }

    private ThrowingCallable gone(String... paths) {
        var site = TestSites.of(source, new PagesCompiler()).current();
        var changes = new TreeMap<String, Edit.Change>();
        for (var path : paths) changes.put(site.path(path), new Edit.Change(Optional.of("1"), Optional.empty()));
        return () -> assertThat(new GuardKeeper().complete(site, new Edit(new Edit.Author("c", "Kim"), "gone", changes), Map.of())).isEmpty();
    }
}
