package torg.identity.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import torg.api.health.Status;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.spi.identity.Newcomers;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** Health says by which provider nobody comes in, and what to write. */
class SamlCheckTest {
    private static final String METADATA = "https://idp.example/metadata";
    private static final Optional<String> ORIGIN = Optional.of("https://portal.example");

    @Test
    void whatIsMissingIsSaidWithWhatToWrite() {
        assertThat(of(Map.of(), ORIGIN, false)).isEqualTo(Status.ok("no provider is named by the settings"));
        var unknown = of(Map.of("acme.metadata", METADATA, "acme.colour", "red"), ORIGIN, true);
        assertThat(unknown.message()).contains("provider 'acme' is not offered", "'acme.colour' is no setting");
        assertThat(unknown.next()).contains("torg.identity.saml.properties");
        assertThat(of(Map.of("acme.metadata", METADATA), Optional.empty(), true).next()).isEqualTo("set public-url of torg.web");
        assertThat(of(Map.of("acme.metadata", METADATA), ORIGIN, false).next()).isEqualTo("add providers/acme.yml");
    }

    @Test
    void aProviderIsTriedBeforePeopleAreSaidToComeInByIt() throws IOException {
        var provider = new TestProvider();
        var there = new Portal(provider);
        var away = new Portal(provider);
        try {
            there.saml.begin("acme", Portal.STATE, false);
            assertThat(check(there, ORIGIN, true).check()).isEqualTo(Status.ok("people can sign in through acme"));

            provider.close();
            assertThatThrownBy(() -> away.saml.begin("acme", Portal.STATE, false)).isInstanceOf(TorgException.class);
            var status = check(away, ORIGIN, true).check();
            assertThat(status.level()).isEqualTo(Status.Level.WARN);
            assertThat(status.message()).contains("nobody comes in by provider 'acme'", "cannot be read");
        } finally {
            there.outbound.close();
            away.outbound.close();
            provider.close();
        }
    }

    private static Status of(Map<String, Object> settings, Optional<String> origin, boolean described) {
        var portal = new Portal(settings);
        try {
            return check(portal, origin, described).check();
        } finally {
            portal.outbound.close();
        }
    }

    private static SamlCheck check(Portal portal, Optional<String> origin, boolean described) {
        return new SamlCheck(portal.saml, new Documents(described), TestSites.of(new TestSource()), () -> origin);
    }

    /** Whether the site says what becomes of a provider's people. */
    private record Documents(boolean there) implements Newcomers {
        @Override
        public boolean describes(Site site, String provider) {
            return there;
        }

        @Override
        public Optional<Newcomers.Arrival> arrive(Newcomers.Stranger stranger) {
            throw new AssertionError("nobody arrives in health");
        }
    }
}
