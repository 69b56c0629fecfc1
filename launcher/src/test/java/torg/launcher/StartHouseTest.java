package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who starts Torg under circumstances that do not suit it. */
class StartHouseTest {
    @TempDir
    Path data;

    private RunningPortal refused(String... options) throws IOException, InterruptedException {
        var portal = RunningPortal.launch(data, options);
        assertThat(portal.exitCode()).as(portal.output()).isEqualTo(2);
        return portal;
    }

    @Test
    void aStartAndAStopThatGoWellAreToldAndSoundLikeIt() throws Exception {
        var portal = RunningPortal.start(data);
        portal.process().destroy();
        portal.exitCode();

        assertThat(portal.output()).containsPattern("\ntorg: stopping\ntorg: stopped[^\n]*$").doesNotContain("refused").doesNotContain("no module gives documents").doesNotContain("WARN").doesNotContain("ERROR");
    }

    @Test
    void aTakenPortIsNamedWithTheOptionThatChoosesAnother() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var portal = refused("--port", String.valueOf(taken.getLocalPort()));

            assertThat(portal.output()).contains("port " + taken.getLocalPort()).contains("--port");
        }
    }

    @Test
    void aDataFolderInUseIsNamed() throws Exception {
        try (var inUse = DataFolder.open(data)) {
            assertThat(refused().output()).contains(inUse.folder().toString()).contains("--data");
        }
    }

    @Test
    void demoSignInsAreNotShownToOtherMachines() throws Exception {
        assertThat(refused("--bind", "0.0.0.0").output()).contains("--no-demo");
    }

    @Test
    void aRefusalLeavesNoErpBehind() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refused("--port", String.valueOf(taken.getLocalPort()));

            assertThat(Files.exists(data.resolve("erp.process"))).isFalse();
        }
    }
}
