package torg.identity.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.audit.Trace;
import torg.api.identity.Caller;
import torg.api.identity.Deputy;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Write;
import torg.api.web.Request;
import torg.identity.local.contact.IdentityTables;
import torg.identity.local.factor.Factors.Answer;
import torg.identity.local.password.Credentials;
import torg.identity.local.password.PasswordDesk.Changed;
import torg.identity.local.password.Passwords;
import torg.identity.local.token.TokenDesk;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.spi.identity.Identity.Entry;
import torg.spi.identity.Identity.Session;
import torg.testkit.MemoryAudit;
import torg.testkit.Requests;

/** Nancy of the sales desk works on behalf of Jane, who is a buyer of a customer. */
class DeputiesTest {
    private static final String HASH = new Passwords().hash(Portal.PASSWORD);
    private final Portal portal = new Portal();
    private final MemoryAudit audit = new MemoryAudit();
    private String nancys;

    /** What ends it with the next request, and whether Nancy is still in. */
    enum Event {
        TIME(true), HER_ROLE_LOST(true), JANE_LOCKED(true), JANE_INACTIVE(true), JANE_LEFT_HER_ACCOUNT(true), JANE_GIVEN_A_ROLE_TOO_MANY(true), A_MEMBERSHIP_TOO_MANY(true), ROLE_IS_FOR_OTHERS(true),
        SHE_MAY_NOT_READ_JANE(true), NANCY_LOCKED(false), NANCY_SIGNED_OUT(false), NANCYS_SESSION_OVER(false), NANCYS_PASSWORD_SET(false);

        private final boolean in;

        Event(boolean in) {
            this.in = in;
        }
    }

    @BeforeEach
    void theSalesDesk() {
        portal.identity.audit = audit;
        portal.put("account", "A", Map.of("name", "Company A"));
        portal.put("account", "B", Map.of("name", "Company B"));
        person("N-1", "nancy@n.example", Map.of("fullname", "Nancy"));
        person("A-2", "rep@a.example", Map.of("fullname", "Rep", "account", "A"));
        portal.roles.given.put("A-1", Set.of("buyer"));
        portal.roles.given.put("A-2", Set.of("rep"));
        portal.roles.given.put("N-1", Set.of("viewer"));
        portal.roles.deputies.put("viewer", Set.of("buyer", "payer"));
        desksRead(true);
        nancys = ((Entry.Granted) portal.identity.signIn("nancy@n.example", Portal.PASSWORD, Portal.HERE)).token();
    }

    @Test
    void sheIsJaneThenWithWhatJaneMayAndHerOwnNameBesideIt() {
        var own = now();
        assertThat(begin(own, "A-1")).isTrue();

        var jane = now();
        var until = portal.clock.instant().plus(Duration.ofMinutes(30));
        assertThat(jane.caller()).isEqualTo(portal.identity.callerOf("A-1").orElseThrow().by(new Deputy("N-1", "Nancy", until)));
        assertThat(jane.caller().roles()).containsExactly("authenticated", "buyer");
        assertThat(jane.csrf()).as("what was opened before is not sent in Jane's name").isNotEqualTo(own.csrf());
        assertThat(portal.identity.glimpse(nancys, Portal.HERE)).contains(jane);
        assertThat(audit.acts()).containsExactly("on-behalf-begun");

        assertThat(end(own)).as("a page of her own ends nothing").isFalse();
        assertThat(end(jane)).isTrue();
        assertThat(now()).isEqualTo(own);
        assertThat(audit.acts()).containsExactly("on-behalf-begun", "on-behalf-ended");
        assertThat(audit.after(1, 1).getFirst().deputy()).isEqualTo("N-1");
        assertThat(portal.identity.deputies().told("A-1")).singleElement().satisfies(told -> assertThat(told.name()).isEqualTo("Nancy"));
        assertThat(portal.identity.deputies().told("N-1")).isEmpty();
    }

    @Test
    void whatADeputyDidHerselfPushesNobodyOutWhoWorkedInHerPlace() {
        portal.contact("N-1", Map.of("account", "A"));
        portal.roles.given.put("A-1", Set.of("viewer"));
        portal.roles.deputies.put("viewer", Set.of("viewer", "rep"));
        var jane = in("jane@a.example");
        assertThat(begin(jane, "N-1")).isTrue();
        for (var each = 0; each < 20; each++) {
            assertThat(begin(now(), "A-2")).isTrue();
            end(now());
        }

        assertThat(portal.identity.deputies().told("N-1")).singleElement().satisfies(told -> assertThat(told.name()).isEqualTo("Jane"));
        assertThat(portal.identity.deputies().told("A-2")).hasSize(10);
    }

    @Test
    void nobodyIsADeputyWithoutARoleForItNorOfWhoHasMore() {
        assertThat(begin(now(), "A-2")).as("a role that is not hers to stand in for").isFalse();
        assertThat(begin(now(), "N-1")).as("herself").isFalse();
        assertThat(begin(now(), "nobody")).isFalse();
        person("N-2", "boss@n.example", Map.of("fullname", "Boss"));
        assertThat(begin(now(), "N-2")).as("of no account: the seller's own people").isFalse();
        portal.put("membership", "m1", Map.of("contact", "A-1", "account", "B"));
        portal.roles.given.put("B", Set.of("rep"));
        assertThat(begin(now(), "A-1")).as("a role too many at another account").isFalse();
        portal.roles.given.remove("B");
        var jane = in("jane@a.example");
        assertThat(portal.identity.beginOnBehalf(jane.caller(), jane.csrf(), "A-2")).as("a customer").isFalse();
        desksRead(false);
        assertThat(begin(now(), "A-1")).as("a row she may not read").isFalse();
        desksRead(true);
        assertThat(audit.acts()).isEmpty();
        assertThat(begin(now(), "A-1")).isTrue();
        assertThat(begin(now(), "A-1")).as("not from there on").isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void itEndsWithTheNextRequest(Event event) {
        begin(now(), "A-1");
        var then = now();
        switch (event) {
            case TIME -> portal.clock.pass(Duration.ofMinutes(30));
            case HER_ROLE_LOST -> portal.roles.given.put("N-1", Set.of());
            case JANE_LOCKED -> portal.put(IdentityTables.CREDENTIAL, "A-1", Map.of("locked", true));
            case JANE_INACTIVE -> portal.contact("A-1", Map.of("inactive", true));
            case JANE_LEFT_HER_ACCOUNT -> portal.contact("A-1", Map.of("account", ""));
            case JANE_GIVEN_A_ROLE_TOO_MANY -> portal.roles.given.put("A-1", Set.of("buyer", "rep"));
            case A_MEMBERSHIP_TOO_MANY -> {
                portal.roles.given.put("B", Set.of("rep"));
                portal.put("membership", "m1", Map.of("contact", "A-1", "account", "B"));
            }
            case ROLE_IS_FOR_OTHERS -> portal.roles.deputies.put("viewer", Set.of("payer"));
            case SHE_MAY_NOT_READ_JANE -> desksRead(false);
            case NANCY_LOCKED -> portal.put(IdentityTables.CREDENTIAL, "N-1", Map.of("locked", true));
            case NANCY_SIGNED_OUT -> portal.identity.signOut(nancys);
            case NANCYS_SESSION_OVER -> portal.clock.pass(Duration.ofHours(13));
            case NANCYS_PASSWORD_SET -> new Credentials(portal.tables).set("N-1", "nancy@n.example", HASH);
        }

        var left = portal.identity.whoIs(nancys, Portal.HERE);
        assertThat(left.map(Session::caller).filter(caller -> !caller.inPerson())).isEmpty();
        assertThat(left.isPresent()).isEqualTo(event.in);
        left.ifPresent(session -> {
            assertThat(session.caller().contact()).contains("N-1");
            assertThat(session.csrf()).as("a form of before is sent in nobody's name").isNotEqualTo(then.csrf());
        });
    }

    @Test
    void whatIsJanesOwnBusinessStaysHers() {
        portal.identity.factorDesk().begin(in("jane@a.example").caller(), Portal.PASSWORD, Portal.HERE);
        begin(now(), "A-1");
        var jane = request(now());

        assertThat(portal.identity.passwordDesk().credentialOf(jane.caller())).isEmpty();
        assertThat(portal.identity.passwordDesk().change(jane.caller(), jane.csrf().orElseThrow(), Portal.PASSWORD, "a wholly new sentence", Portal.HERE)).isEqualTo(new Changed.Refused());
        assertThat(portal.identity.factorDesk().begin(jane.caller(), Portal.PASSWORD, Portal.HERE)).isEqualTo(new Answer.Wrong());
        assertThat(portal.identity.sessionDesk().seen(jane, Optional.empty())).isEmpty();
        assertThat(portal.identity.sessionDesk().endOthers(jane, Optional.empty())).isZero();
        assertThat(portal.identity.desk().seen(jane)).isEmpty();
        assertThatThrownBy(() -> portal.identity.desk().issue(jane, new TokenDesk.Wish("mine", false, "", Set.of(), Set.of(), true, 30))).isInstanceOf(TorgException.class);
        assertThat(portal.identity.stays(jane.caller(), jane.csrf().orElseThrow())).as("nothing that has to be done from a session of Jane's").isEmpty();
    }

    @Test
    void sheActsForAnyOfJanesAccountsAndBackAtHerDeskForHerOwn() {
        portal.put("membership", "m1", Map.of("contact", "A-1", "account", "B"));
        begin(now(), "A-1");

        assertThat(portal.identity.actFor(now().caller(), now().csrf(), "B")).isTrue();
        assertThat(now().caller().accounts()).containsExactly("B");
        assertThat(portal.identity.actFor(now().caller(), now().csrf(), "C")).isFalse();

        end(now());
        assertThat(now().caller().accounts()).isEmpty();
        begin(now(), "A-1");
        assertThat(now().caller().accounts()).as("from the beginning").containsExactly("A");

        portal.identity.actFor(now().caller(), now().csrf(), "B");
        portal.clock.pass(Duration.ofMinutes(31));
        assertThat(proved(now())).isTrue();
        begin(now(), "A-1");
        assertThat(now().caller().accounts()).as("also where the time was over").containsExactly("A");
    }

    @Test
    void whatCannotBeToldIsNotDone() {
        audit.away(true);
        assertThatThrownBy(() -> begin(now(), "A-1")).isInstanceOf(TorgException.class);
        portal.identity.audit = null;
        assertThatThrownBy(() -> begin(now(), "A-1")).isInstanceOf(TorgException.class);

        assertThat(now().caller().inPerson()).isTrue();
    }

    @Test
    void itIsBegunByWhoProvedItOfLateAndProvesNothingForJane() {
        portal.clock.pass(Duration.ofMinutes(15));
        assertThatThrownBy(() -> begin(now(), "A-1")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("identity-local.prove"));
        assertThat(now().caller().inPerson()).isTrue();
        assertThat(audit.acts()).isEmpty();

        assertThat(proved(now())).isTrue();
        assertThat(begin(now(), "A-1")).isTrue();
        var entrance = new LocalEntrance(portal.identity);
        assertThat(entrance.isFresh(now().caller(), now().csrf())).isFalse();
        var stolen = in("jane@a.example").csrf();
        assertThat(entrance.isFresh(now().caller(), stolen)).as("nor with a token of hers").isFalse();
        assertThat(entrance.proof(now().caller(), stolen)).isEmpty();
        assertThat(entrance.goesOn(now().caller(), stolen, now().csrf())).isFalse();
    }

    private boolean proved(Session session) {
        var row = portal.tables.query(Caller.service("test"), Query.of(IdentityTables.SESSION).where(Condition.eq("csrf", session.csrf())).top(1)).rows().getFirst();
        portal.tables.write(Caller.service("test"), Write.of(new Change.Update(IdentityTables.SESSION, row.key(), Map.of("proved", portal.clock.instant()))));
        return new LocalEntrance(portal.identity).isFresh(session.caller(), session.csrf());
    }

    private void person(String key, String email, Map<String, Object> values) {
        portal.contact(key, values);
        portal.put(IdentityTables.CREDENTIAL, key, Map.of("email", email, "hash", HASH));
    }

    private boolean begin(Session session, String contact) {
        return traced(session, () -> portal.identity.beginOnBehalf(session.caller(), session.csrf(), contact));
    }

    private boolean end(Session session) {
        return traced(session, () -> portal.identity.endOnBehalf(session.caller(), session.csrf()));
    }

    private static boolean traced(Session session, BooleanSupplier work) {
        return new Trace(Optional.of(session.caller()), Portal.HERE, "r-1", "").in(work::getAsBoolean);
    }

    private Session now() {
        return portal.identity.whoIs(nancys, Portal.HERE).orElseThrow();
    }

    private Session in(String email) {
        return ((Entry.Granted) portal.identity.signIn(email, Portal.PASSWORD, Portal.HERE)).session();
    }

    private Request request(Session session) {
        var plain = Requests.get(portal.sites.current(), "/profile").as(session.caller()).request();
        return new Request(plain.id(), plain.method(), plain.path(), plain.locale(), plain.query(), plain.form(), plain.headers(), plain.caller(), Optional.of(session.csrf()), plain.address(), plain.site());
    }

    /** Whether who has role {@code viewer} reads contacts. */
    private void desksRead(boolean all) {
        portal.tables.rights(new TableAccess() {
            @Override
            public Grant grant(Caller caller, String table, Privilege privilege) {
                return all && caller.hasRole("viewer") ? new Grant(new Condition.Everything(), List.of("the desk")) : Grant.denied("others do not");
            }

            @Override
            public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
                return _ -> true;
            }

            @Override
            public Set<String> tables() {
                return Set.of("contact");
            }
        });
    }
}
