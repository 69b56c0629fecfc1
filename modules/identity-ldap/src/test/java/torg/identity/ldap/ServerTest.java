package torg.identity.ldap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.identity.ldap.Server.Told;

class ServerTest {
    private static final Map<String, Object> WHOLE = Map.of("acme.url", "ldaps://ldap.acme.example", "acme.base", "dc=acme,dc=example", "acme.domains", "Acme.example, acme.no", "service.pid", LdapDirectory.PID);

    @Test
    void whatIsLeftOutIsTheSafeOrTheUsualThing() {
        var server = Told.by(WHOLE).servers().get("acme");

        assertThat(server.port()).isEqualTo(636);
        assertThat(server.secure()).isTrue();
        assertThat(server.isThisMachine()).isFalse();
        assertThat(server.domains()).containsExactly("acme.example", "acme.no");
        assertThat(server.mailVerified()).isFalse();
        assertThat(server.filter()).isEqualTo("(mail={mail})");
        assertThat(server.id()).isEqualTo("entryUUID");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "acme.url | https://ldap.acme.example", "acme.url | ldap.acme.example", "acme.url | ldaps://ldap.acme.example/dc=acme?mail?sub", "acme.url | ldaps://me:secret@ldap.acme.example", "acme.base | not a name",
            "acme.domains | acme example", "acme.filter | (mail=jane)", "acme.filter | mail={mail}))", "acme.id | entry uuid", "acme.attributes | memberOf;range=0", "acme.mail-verified | yes", "acme.bind-dn | cn=reader",
            "acme.starttls | false", "acme.url | ''", "Acme.url | ldaps://ldap.acme.example"})
    void whatIsNotUnderstoodIsNotAsked(String key, String value) {
        var settings = new HashMap<>(WHOLE);
        settings.put(key, value);

        var told = Told.by(settings);

        assertThat(told.problems()).singleElement().satisfies(problem -> assertThat(problem.remedy()).isNotEmpty());
        if (key.startsWith("acme.")) assertThat(told.servers()).isEmpty();
    }

    @Test
    void aDomainIsOfOneDirectory() {
        var settings = new HashMap<>(WHOLE);
        settings.putAll(Map.of("beta.url", "ldaps://beta.example", "beta.base", "dc=beta", "beta.domains", "beta.example, ACME.no"));

        assertThat(Told.by(settings).servers()).containsOnlyKeys("acme");
    }

    @ParameterizedTest
    @CsvSource({"ldap://localhost, true", "ldap://127.0.0.2, true", "ldap://[::1]:1389, true", "ldap://ldap.acme.example, false", "ldap://10.0.0.1, false"})
    void onlyThisMachineIsAskedInTheClear(String url, boolean here) {
        var settings = new HashMap<>(WHOLE);
        settings.put("acme.url", url);

        assertThat(Told.by(settings).servers().get("acme").isThisMachine()).isEqualTo(here);
    }
}
