package torg.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import torg.spi.access.PageAccess;
import torg.spi.access.TableAccess;
import torg.spi.health.HealthCheck;

/** A slip in a settings file is told; it shuts no door. */
class WrongSettingsInFelixTest {
    @TempDir
    Path storage;

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "3601"})
    void aTimeInWhichNothingCanBeAnsweredIsToldAndDoesNotCount(String seconds) throws Exception {
        isToldAndTheOthersAreServed("answer-seconds", seconds, "the setting answer-seconds is " + seconds + ", expected 1 to 3600, and does not count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"portal.example", "ftp://portal.example", "https://", "htp://x y"})
    void anAddressThatIsNoneIsToldAndTheOthersAreServed(String address) throws Exception {
        isToldAndTheOthersAreServed("public-url", address, "the setting public-url is '" + address + "', which is no address, and does not count");
    }

    private void isToldAndTheOthersAreServed(String setting, String value, String words) throws Exception {
        try (var felix = InFelix.withFewPages(storage)) {
            felix.offer(PageAccess.class, (_, page) -> page.open());
            felix.offer(TableAccess.class, new NoRights());
            felix.configure(Map.of(setting, value));
            var seen = "";
            // The parts of the room take up a setting one by one.
            for (var i = 0; i < 600 && !seen.equals("200 " + words); i++) {
                Thread.sleep(100);
                seen = felix.get("/").statusCode() + " " + told(felix);
            }
            assertThat(seen).isEqualTo("200 " + words);
        }
    }

    private static String told(InFelix felix) throws Exception {
        return felix.services(HealthCheck.class).stream().filter(check -> check.name().equals("web")).map(check -> check.check().message()).findFirst().orElse("");
    }
}
