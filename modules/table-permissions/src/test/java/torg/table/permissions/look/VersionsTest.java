package torg.table.permissions.look;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.access.WebRoles;
import torg.table.permissions.Market;
import torg.testkit.Requests;
import torg.testkit.TestSource;

/** Who gained and who lost between two versions of a site: by its rules, its web roles and its tables. */
class VersionsTest {
    private static final Caller ADMINISTRATOR = Caller.contact("A-9", "Ada", List.of(), List.of("administrator"));
    private static final String RULES = """
            permissions:
              - {name: own, table: salesorder, roles: [buyer], scope: contact, via: contact, privileges: [read]}
              - {name: all-of-account, table: salesorder, roles: [rep], scope: account, via: account, privileges: [read]}
            """;

    private final Market market = new Market(RULES);
    private final Glass glass = new Glass(market.tables, market.sites, new Known());
    private final Differences differences = new Differences(glass, market.tables, market.sites, market.sites);

    @Test
    void rulesCountFromOneVersionToAnotherAndToNow() {
        market.sites.remember("v1", source().document("permissions/test.yml", RULES.replace("roles: [rep]", "roles: [buyer]")));
        market.sites.remember("v2", source());
        assertThat(rows("v1", Optional.of("v2"))).containsExactly(tuple("Sam", "salesorder", 2L, 0L), tuple("Jane", "salesorder", 0L, 1L));
        assertThat(rows("v2", Optional.of("v1"))).containsExactly(tuple("Sam", "salesorder", 0L, 2L), tuple("Jane", "salesorder", 1L, 0L));
        assertThat(rows("v1", Optional.empty())).isEqualTo(rows("v1", Optional.of("v2")));
        assertThat(differences.between("v1", Optional.empty()).rules().changed()).containsExactly("all-of-account");
        assertThat(market.sites.current().version()).as("nothing is changed").isEqualTo(1);
    }

    /** Who has a role that is gone has it again where the document is back, and is no caller with it meanwhile. */
    @Test
    void aWebRoleThatCameCounts() {
        differences.webRoles = kept("chief");
        var rules = RULES + "  - {name: all, table: salesorder, roles: [chief], scope: global, privileges: [read]}\n";
        market.sites.remember("with", source().document("roles/chief.yml", "role: chief").document("permissions/test.yml", rules));
        assertThat(rows("with", Optional.empty())).containsExactly(tuple("Jane", "salesorder", 0L, 2L), tuple("Sam", "salesorder", 0L, 1L));

        market.sites.remember("without-reps", source().without("roles/rep.yml").document("permissions/test.yml", RULES.lines().limit(2).reduce("", (all, line) -> all + line + "\n")));
        assertThat(rows("without-reps", Optional.empty())).containsExactly(tuple("Sam", "salesorder", 2L, 0L));
    }

    @Test
    void columnsOfTablesCountForWhoReachesRows() {
        var narrow = "{table: salesorder, key: id, columns: {id: {type: text}, account: {type: lookup, to: account}, contact: {type: lookup, to: contact}, total: {type: decimal}, urgent: {type: boolean}}}";
        market.sites.remember("narrow", source().document("tables/salesorder.yml", narrow));
        var found = differences.between("narrow", Optional.empty());
        assertThat(found.rows()).isEmpty();
        assertThat(found.columns()).extracting("roles", "table", "gains", "loses").containsExactly(tuple(roles("authenticated", "buyer"), "salesorder", List.of("state"), List.of()),
                tuple(roles("authenticated", "rep"), "salesorder", List.of("state"), List.of()));
    }

    /** The database is as it is now: by a column that it has no more nobody can count. */
    @Test
    void whatCannotBeCountedIsSaid() {
        var wide = "{table: salesorder, key: id, columns: {id: {type: text}, account: {type: lookup, to: account}, contact: {type: lookup, to: contact}, secret: {type: boolean}, state: {type: text}}}";
        var before = source().document("tables/salesorder.yml", wide);
        market.sites.remember("by-a-column-that-is-gone", before.document("permissions/test.yml", RULES + "  - {name: open, table: salesorder, roles: [buyer], scope: global, where: not secret, privileges: [read]}\n"));
        assertThat(differences.between("by-a-column-that-is-gone", Optional.empty()).uncounted()).containsExactly("salesorder");
        market.sites.remember("by-a-column-of-another-type", before.document("permissions/test.yml", RULES + "  - {name: open, table: salesorder, roles: [rep], scope: global, where: state = 'x', privileges: [read]}\n"));
        var found = differences.between("by-a-column-of-another-type", Optional.empty());
        assertThat(found.uncounted()).containsExactly("salesorder");
        assertThat(new PermissionsResource(glass, differences).betweenAsText(Requests.get(market.sites.current(), "/").as(ADMINISTRATOR).request(), "by-a-column-of-another-type", ""))
                .contains("not counted: rows of salesorder, for one of the two goes by columns that the database has not").doesNotContain("nobody gains");
        market.sites.remember("by-the-same", before.document("permissions/test.yml", RULES));
        assertThat(differences.between("by-the-same", Optional.empty()).uncounted()).isEmpty();
    }

    @Test
    void whatCannotBeComparedIsSaidInOneSentence() {
        assertThat(refusal("v1", Optional.empty())).extracting("kind", "code").containsExactly(ProblemKind.CONFLICT, "site.no-past");
        market.sites.remember("v1", source());
        assertThat(refusal("v0", Optional.empty())).extracting("kind", "code").containsExactly(ProblemKind.NOT_FOUND, "site.no-revision");
        assertThat(refusal("v1", Optional.of("v0"))).extracting("code").isEqualTo("site.no-revision");
        market.sites.remember("broken", source().document("permissions/test.yml", "permissions: [{name: own, table: no-table}]"));
        assertThat(refusal("broken", Optional.empty())).isInstanceOfSatisfying(TorgException.class, e -> {
            assertThat(e.getMessage()).isEqualTo("the site would not take what it was at 'broken' today");
            assertThat(e.fields()).isNotEmpty();
        });
        var resource = new PermissionsResource(glass, differences);
        assertThatThrownBy(() -> resource.between(Requests.get(market.sites.current(), "/").as(ADMINISTRATOR).request(), " ", "v1")).extracting("code").isEqualTo("permissions.no-revision");
        for (var caller : List.of(Market.JANE, Caller.ANONYMOUS)) {
            assertThatThrownBy(() -> resource.between(Requests.get(market.sites.current(), "/").as(caller).request(), "v1", "")).extracting("code").isIn("permissions.sign-in", "permissions.denied");
        }
    }

    private Throwable refusal(String from, Optional<String> to) {
        return org.assertj.core.api.Assertions.catchThrowable(() -> differences.between(from, to));
    }

    private List<Tuple> rows(String from, Optional<String> to) {
        return differences.between(from, to).rows().stream().map(one -> tuple(one.person().name(), one.table(), one.gains(), one.loses())).toList();
    }

    private static TreeSet<String> roles(String... names) {
        return new TreeSet<>(Set.of(names));
    }

    private static TestSource source() {
        return Market.source(RULES).document("roles/administrator.yml", "role: administrator");
    }

    /** Everybody was given these as well; nothing else is asked of it. */
    private static WebRoles kept(String... roles) {
        return (WebRoles) Proxy.newProxyInstance(WebRoles.class.getClassLoader(), new Class<?>[] {WebRoles.class}, (_, method, _) -> {
            if (!method.getName().equals("keptOf")) throw new IllegalStateException(method.getName());
            return roles(roles);
        });
    }
}
