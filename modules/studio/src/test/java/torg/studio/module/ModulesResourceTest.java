package torg.studio.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.studio.People;
import torg.testkit.Requests;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

class ModulesResourceTest {
    private final TestSites sites = TestSites.of(new TestSource().document("site.yml", "name: Ours\ntheme: torg\nlanguages: [en]\n"));
    private final ModulesResource resource = new ModulesResource(new TestModules());

    @Test
    void onlyAdministratorsAreAnswered() {
        assertThat(refused(Caller.ANONYMOUS, "torg.mail")).isEqualTo(ProblemKind.SIGN_IN);
        assertThat(refused(People.CUSTOMER, "torg.mail")).isEqualTo(ProblemKind.DENIED);
        assertThat(refused(People.CUSTOMER, "torg.none")).isEqualTo(ProblemKind.DENIED);
        assertThat(refused(People.ADMINISTRATOR, "torg.none")).isEqualTo(ProblemKind.NOT_FOUND);
    }

    @Test
    void whatDoesNotRunComesFirstWithItsReasonsAsATree() {
        assertThat(resource.modules(request(People.ADMINISTRATOR), "")).containsExactly(
                new Module("broken.jar", "", "broken.jar", false, List.of(), List.of(new Why("it is no\u001b[2J jar", List.of()))),
                new Module("torg.mail", "1.0.0", "mail.jar", false, List.of("health.HealthCheck"), List.of(
                        new Why("a waits for b", List.of(new Why("b waits for c", List.of(new Why("c failed", List.of()))), new Why("b too is off", List.of()))), new Why("d failed", List.of()))),
                new Module("torg.pages", "1.0.0", "pages.jar", true, List.of("view.Component", "web.RestResource"), List.of()));
    }

    @Test
    void aTerminalIsToldTheSameAndNothingMovesItsCursor() {
        assertThat(resource.modulesAsText(request(People.ADMINISTRATOR), "")).isEqualTo("""
                does not run  broken.jar, broken.jar
                  it is no\ufffd[2J jar
                does not run  torg.mail 1.0.0, mail.jar
                  a waits for b
                    b waits for c
                      c failed
                    b too is off
                  d failed
                runs          torg.pages 1.0.0, pages.jar
                """);
        assertThat(resource.modulesAsText(request(People.ADMINISTRATOR), "torg.pages")).isEqualTo("""
                runs          torg.pages 1.0.0, pages.jar
                  offers view.Component, web.RestResource
                """);
    }

    private ProblemKind refused(Caller caller, String name) {
        return catchThrowableOfType(TorgException.class, () -> resource.modules(request(caller), name)).kind();
    }

    private Request request(Caller caller) {
        return Requests.get(sites.current(), "/api/modules").as(caller).request();
    }
}
