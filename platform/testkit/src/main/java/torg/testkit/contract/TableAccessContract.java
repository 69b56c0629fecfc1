package torg.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.spi.access.TableAccess;

/** What whoever answers for rights has to keep, whatever its rules are. */
public interface TableAccessContract {
    /** The answers of rules that let {@link #somebody()} read {@link #table()}. */
    TableAccess access();

    /** A table on which somebody has a right. */
    String table();

    /** Who has it, by a web role. */
    Caller somebody();

    @Test
    default void theSameQuestionGetsTheSameObject() {
        var access = access();
        var twin = Caller.contact("somebody-elses-key", "Twin", List.of("another-account"), somebody().roles());

        var grant = access.grant(somebody(), table(), Privilege.READ);
        assertThat(grant.reachesNothing()).isFalse();
        assertThat(grant.because()).isNotEmpty();
        assertThat(access.grant(somebody(), table(), Privilege.READ)).isSameAs(grant);
        assertThat(access.grant(twin, table(), Privilege.READ)).as("the caller is in a grant as a placeholder only").isSameAs(grant);
    }

    @Test
    default void nothingIsGrantedThatNoRuleGrants() {
        var access = access();
        var stranger = Caller.contact("stranger", "Stranger", List.of(), List.of("a-role-that-nobody-defines"));

        for (var privilege : Privilege.values()) {
            assertThat(access.grant(somebody(), "a-table-that-nobody-describes", privilege)).satisfies(grant -> {
                assertThat(grant.reachesNothing()).isTrue();
                assertThat(grant.because()).as("a denial says what was missing").isNotEmpty();
            });
            assertThat(access.grant(stranger, "a-table-that-nobody-describes", privilege)).as("what is compiled for a denial is kept as well")
                    .isSameAs(access.grant(stranger, "a-table-that-nobody-describes", privilege));
            assertThat(access.grant(stranger, table(), privilege).reachesNothing()).as("%s for a stranger", privilege).isTrue();
        }
        assertThat(access.tables()).contains(table()).doesNotContain("a-table-that-nobody-describes");
    }

    @Test
    default void columnsAreAnsweredForEveryTable() {
        for (var privilege : ColumnPrivilege.values()) {
            assertThat(access().columns(somebody(), table(), privilege)).isNotNull();
            assertThat(access().columns(Caller.ANONYMOUS, "a-table-that-nobody-describes", privilege)).isNotNull();
        }
    }
}
