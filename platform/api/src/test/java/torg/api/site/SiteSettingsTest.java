package torg.api.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.identity.Limits;
import torg.api.text.Text;

class SiteSettingsTest {
    private static final Caller NANCY = Caller.contact("N-1", "Nancy", List.of(), List.of("administrator", "rep"));

    @Test
    void anAdministratorHasTheRoleThatTheSiteNames() {
        assertThat(settings(Map.of()).isAdministrator(NANCY)).isTrue();
        assertThat(settings(Map.of("administrator-role", " ")).isAdministrator(NANCY)).isTrue();
        assertThat(settings(Map.of("administrator-role", "rep")).isAdministrator(NANCY)).isTrue();
        assertThat(settings(Map.of("administrator-role", "owner")).isAdministrator(NANCY)).isFalse();
        assertThat(settings(Map.of()).isAdministrator(Caller.ANONYMOUS)).isFalse();
    }

    @Test
    void aProgramThatWasLetAtSomeTablesIsNoAdministrator() {
        assertThat(settings(Map.of()).isAdministrator(NANCY.within(new Limits(false, Set.of("product"), new TreeSet<>())))).isFalse();
        assertThat(settings(Map.of()).isAdministrator(NANCY.within(new Limits(false, Set.of(), new TreeSet<>(List.of("administrator")))))).isFalse();
        assertThat(settings(Map.of()).isAdministrator(NANCY.within(new Limits(true, Set.of(), new TreeSet<>())))).isTrue();
    }

    private static SiteSettings settings(Map<String, String> values) {
        return new SiteSettings(Text.of("Test"), "torg", List.of(Locale.ENGLISH), values);
    }
}
