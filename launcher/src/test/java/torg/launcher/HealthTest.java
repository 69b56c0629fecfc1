package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {
    @Test
    void readsChecksAndProblemsWhateverTheirOrderAndTheirTexts() {
        var health = Health.read("""
                {"checks": {"site": {"message": "a {brace} and \\"quotes\\"", "next": null, "level": "ok"}, "sync": {"level": "not-ready", "message": "waits"}}, "modules": [{"running": false, "parts": []}],
                "problems": [{"fatal": true, "code": "site.bad", "at": "site.yml:1:2", "help": "write\\n'name:'", "message": "a \\u00e6"}, {"at": "b.yml:1:1", "code": "c", "message": "m", "help": "", "fatal": false}]}""").orElseThrow();

        assertThat(health.checks().get("site")).isEqualTo(new Health.Check("ok", "a {brace} and \"quotes\""));
        assertThat(health.checks().get("sync").isReady()).isFalse();
        assertThat(health.problems()).extracting(Health.Problem::toString).containsExactly("site.yml:1:2 error site.bad: a æ (write 'name:')", "b.yml:1:1 warning c: m");
    }

    @Test
    void isNothingWhereTheAnswerIsNoneOrWasCutShort() {
        assertThat(Health.read("<html>")).isEmpty();
        assertThat(Health.read("")).isEmpty();
        assertThat(Health.read("[]")).isEmpty();
        assertThat(Health.read("{\"checks\": {\"site\": {\"level\": \"ok\"")).isEmpty();
    }
}
