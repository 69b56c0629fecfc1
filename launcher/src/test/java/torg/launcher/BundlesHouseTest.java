package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that was packed into bundles/ finds what it needs there, in a real framework. */
@OwnPortal
class BundlesHouseTest {
    private static final Home PACKED = new Home(Path.of("target/torg").toAbsolutePath());

    @TempDir
    Path temp;

    @Test
    void allBundlesResolveAndStartTogetherAndHttpAnswers() throws Exception {
        var options = Options.parse(List.of("--data", temp.toString()), PACKED, temp);
        int port = Port.free(InetAddress.getLoopbackAddress(), 0, "--port");
        var settings = RoomSettings.of(options, temp, URI.create("http://127.0.0.1:1"));

        try (var data = DataFolder.open(temp); var house = House.start(PACKED.bundles(), FrameworkProperties.of(options, port, data, settings), settings)) {
            assertThat(house.notStarted()).as("bundles that did not start, and why").isEmpty();
            assertThat(statusOf(URI.create("http://127.0.0.1:" + port + "/health"))).isBetween(200, 599);
        }
    }

    private static int statusOf(URI address) throws Exception {
        var connection = (HttpURLConnection) address.toURL().openConnection();
        return connection.getResponseCode();
    }
}
