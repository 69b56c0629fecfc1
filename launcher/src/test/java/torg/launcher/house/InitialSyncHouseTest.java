package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Whoever starts the portal for the first time sees the ERP's records come. */
class InitialSyncHouseTest {
    @Test
    void theConsoleSaysOfEachMapHowManyRecordsCameAndHowFast() {
        var lines = Portal.shared().running().output().lines().filter(line -> line.contains("initial sync done")).toList();
        assertThat(lines).as("a line for each of the fourteen maps").hasSize(14)
                .anySatisfy(line -> assertThat(line).matches("torg: initial sync done map=orders records=830 failed=0 seconds=\\d+\\.\\d rate=\\d+/s"));
    }
}
