package torg.invitations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import torg.spi.identity.PersonalData.Fate;

/** What is kept about people. */
class InvitationTablesTest {
    @Test
    void whatWasDoneStaysWithoutWhoItWasAndFromWhereTheyCame() {
        assertThat(new InvitationTables().kept()).filteredOn(kept -> kept.table().equals(InvitationTables.DEED)).hasSize(3)
                .allSatisfy(kept -> assertThat(kept.fate()).isInstanceOfSatisfying(Fate.Emptied.class, fate -> assertThat(fate.columns()).contains("place").containsAnyOf("name", "doername")));
    }
}
