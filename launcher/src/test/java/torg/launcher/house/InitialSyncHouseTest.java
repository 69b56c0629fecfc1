package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Whoever starts the portal for the first time sees the ERP's records come. */
class InitialSyncHouseTest {
    @Test
    void theConsoleSaysOfEachMapHowManyRecordsCameAndHowFast() throws IOException {
        var lines = Portal.shared().running().output().lines().filter(line -> line.contains("initial sync done")).toList();
        assertThat(lines).as("a line for each map").hasSize(maps())
                .anySatisfy(line -> assertThat(line).matches("torg: initial sync done map=orders records=830 failed=0 seconds=\\d+\\.\\d rate=\\d+/s"));
    }

    /** How many maps from the demo ERP ship; those for another one are in a folder below. */
    private static int maps() throws IOException {
        try (var files = Files.list(Path.of("../content/customer-portal/maps"))) {
            return (int) files.filter(file -> file.toString().endsWith(".yml")).count();
        }
    }
}
