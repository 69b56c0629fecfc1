package torg.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import torg.api.audit.AuditQuery;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Site;
import torg.api.site.SiteSettings;
import torg.api.text.Text;
import torg.testkit.MemoryAudit;

/** Every change of the rules comes to the audit log, whenever it was made and however late the log can be reached. */
class RuleTellerTest {
    private final MemoryAudit log = new MemoryAudit();
    private final RuleTeller teller = new RuleTeller(Duration.ofMillis(1));

    @AfterEach
    void close() {
        teller.close();
        log.away(false);
    }

    @Test
    void rulesThatChangedWhileThePortalWasDownAreToldAtItsStart() {
        run(site("one"));
        assertThat(details()).as("the first time").hasSize(1);
        run(site("one"));
        assertThat(details()).as("nothing changed").hasSize(1);

        run(site("two"));

        assertThat(details()).hasSize(2).last().asString().isEqualTo(RuleChanges.digest(site("two")));
    }

    @Test
    void aChangeIsToldWithItsDocuments() {
        teller.to(log);
        teller.shown(site("one"));
        teller.shown(site("one"));
        teller.shown(site("two"));

        assertThat(details()).containsExactly(RuleChanges.digest(site("one")), RuleChanges.digest(site("two")) + " content/test/roles/buyer.yml");
    }

    @Test
    void aLogThatIsAwayIsToldLater() {
        teller.to(log);
        teller.shown(site("one"));
        log.away(true);
        teller.shown(site("two"));
        assertThat(log.acts()).hasSize(1);

        log.away(false);

        while (log.acts().count() < 2) Thread.onSpinWait();
        assertThat(details().getLast()).endsWith(" content/test/roles/buyer.yml");
    }

    /** A portal that starts with this site and ends. */
    private void run(Site site) {
        try (var other = new RuleTeller(Duration.ofMillis(1))) {
            other.to(log);
            other.shown(site);
        }
    }

    private List<String> details() {
        var none = Optional.<String>empty();
        return log.find(new AuditQuery(none, none, Optional.of("rules-changed"), Optional.empty(), none, none, Optional.empty(), Optional.empty(), OptionalLong.empty(), 100)).reversed().stream()
                .map(entry -> entry.act().detail()).toList();
    }

    private static Site site(String says) {
        var path = "content/test/roles/buyer.yml";
        var role = new Document(path, "roles", "buyer", "", "yml", Node.empty(Position.start(path)), says, 1);
        return new Site("test", 1, new SiteSettings(Text.of("Test"), "test", List.of(Locale.ENGLISH), Map.of()), List.of(role), Map.of(), Map.of());
    }
}
