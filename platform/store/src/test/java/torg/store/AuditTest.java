package torg.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import torg.api.access.Privilege;
import torg.api.audit.Act;
import torg.api.audit.AuditCheck;
import torg.api.audit.AuditCheck.Verdict;
import torg.api.audit.AuditCut;
import torg.api.audit.AuditEntry;
import torg.api.audit.AuditEntry.Cell;
import torg.api.audit.AuditEntry.Head;
import torg.api.audit.AuditQuery;
import torg.api.audit.Trace;
import torg.api.identity.Caller;
import torg.api.identity.Deputy;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Committed;
import torg.api.table.Condition;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.api.table.Write;
import torg.api.text.Text;
import torg.spi.audit.AuditedTables;
import torg.store.database.Jdbc;
import torg.store.database.TestDatabase;
import torg.store.write.Floods;
import torg.testkit.HandClock;

/** The audit log tells of every write in the write's own transaction, and whoever changes what it told is found out. */
@ParameterizedClass
@EnumSource(TestDatabase.class)
class AuditTest {
    private static final Caller HOUSE = Caller.service("house");
    private static final Caller JANE = Caller.contact("ALFKI-2", "Jane", List.of("ALFKI"), Set.of());
    private static final Trace JANES = new Trace(Optional.of(JANE), "192.0.2.7", "r-1", "");

    @Parameter
    TestDatabase kind;

    private final HandClock clock = new HandClock();
    private TestHouse house;
    private SqlAuditLog audit;

    @BeforeEach
    void open() {
        var note = new Table("note", Text.of("Note"), Text.of("Notes"), "note", "note", Map.of("note", Column.of("note", ColumnType.TEXT).sized(64),
                "text", Column.of("text", ColumnType.LONG_TEXT), "file", Column.of("file", ColumnType.FILE)), List.of(), false, false);
        var secret = Table.internal("house_secret", List.of(), Column.of("secret", ColumnType.TEXT).sized(64), Column.of("contact", ColumnType.TEXT).sized(64),
                Column.of("hash", ColumnType.TEXT), Column.of("seen", ColumnType.INTEGER), Column.of("roles", ColumnType.TEXT));
        var unnamed = Table.internal("house_unnamed", List.of(), Column.of("unnamed", ColumnType.TEXT).sized(64));
        house = new TestHouse(kind.open()).with(Schema.of(List.of(note, secret, unnamed)));
        audit = new SqlAuditLog(house.database, house.writes, clock);
    }

    @AfterEach
    void close() {
        audit.close();
        house.close();
    }

    @Test
    void aWriteIsToldWithWhoFromWhereAndWhatItHeld() {
        JANES.in(() -> write(new Change.Create("note", Map.of("note", "1", "text", "old"))));
        JANES.in(() -> write(new Change.Update("note", "1", Map.of("text", "new"))));
        JANES.in(() -> write(new Change.Delete("note", "1")));

        var entries = all();
        assertThat(entries).extracting(entry -> entry.act().name()).containsExactly("row-created", "row-updated", "row-deleted");
        assertThat(entries).allSatisfy(entry -> {
            assertThat(List.of(entry.caller(), entry.account(), entry.address(), entry.request())).containsExactly("contact:ALFKI-2", "ALFKI", "192.0.2.7", "r-1");
            assertThat(List.of(entry.act().table(), entry.act().key())).containsExactly("note", "1");
        });
        assertThat(entries.get(1).act().detail()).isEqualTo("text");
        assertThat(entries.get(1).values().orElseThrow().cells()).containsExactly(new Cell("text", Optional.of("old"), Optional.of("new")));
        assertThat(entries.get(2).values().orElseThrow().cells()).contains(new Cell("text", Optional.of("new"), Optional.empty()));
        assertThat(verdict()).isInstanceOf(Verdict.Whole.class);
    }

    @Test
    void whoWorksInSomebodysPlaceIsToldBesideThatOneAndFoundUnderBothNames() throws Exception {
        house.with(new TestRules().grant("note", new Condition.Everything(), Privilege.CREATE));
        var nancyAsJane = JANE.by(new Deputy("NWND-1", "Nancy", Instant.MAX));
        new Trace(Optional.of(nancyAsJane), "192.0.2.8", "r-2", "").in(() -> house.tables.write(nancyAsJane, Write.of(new Change.Create("note", Map.of("note", "1")))));
        JANES.in(() -> write(new Change.Create("note", Map.of("note", "2"))));

        assertThat(all()).extracting(AuditEntry::caller).containsExactly("contact:ALFKI-2", "contact:ALFKI-2");
        assertThat(all()).extracting(AuditEntry::deputy).containsExactly("NWND-1", "");
        assertThat(found("NWND-1", null, null)).hasSize(1);
        assertThat(found("ALFKI-2", null, null)).hasSize(2);
        assertThat(house.heard).extracting(Committed::caller).containsExactly("contact:ALFKI-2 by NWND-1", "service:house");
        assertThat(verdict()).isInstanceOf(Verdict.Whole.class);

        house.database.transaction(transaction -> Jdbc.update(transaction.connection(), "update \"torg_audit\" set \"deputy\" = null"));
        assertThat(verdict()).isEqualTo(new Verdict.Broken(1, "changed"));
    }

    @Test
    void aWriteThatFailsIsNotTold() {
        write(new Change.Create("note", Map.of("note", "1")));

        assertThatThrownBy(() -> write(new Change.Create("note", Map.of("note", "2")), new Change.Create("note", Map.of("note", "1")))).isInstanceOf(TorgException.class);

        assertThat(all()).hasSize(1);
    }

    @Test
    void whatAConnectorBringsIsOneEntryATable() {
        house.tables.write(HOUSE, Write.of(new Change.Put("note", "1", Map.of("text", "a")), new Change.Put("note", "2", Map.of("text", "b"))).from("dynamics"));

        assertThat(all()).singleElement().satisfies(entry -> {
            assertThat(entry.act()).isEqualTo(Act.done("rows").on("note", "").with("dynamics: +1 +2").times(2));
            assertThat(entry.caller()).isEqualTo("service:house");
        });
    }

    @Test
    void ofTheHousesOwnTablesWhatTheirModuleNamesIsToldAndNothingElse() {
        house.writes.bindAudited(() -> List.of(new AuditedTables.Rule("house_secret", "made", "changed", "gone", Optional.of("contact"), Set.of("roles"), Set.of("hash"))));
        write(new Change.Create("house_unnamed", Map.of("unnamed", "1")));
        write(new Change.Create("house_secret", Map.of("secret", "1", "contact", "ALFKI-2", "hash", "deadbeef", "roles", "a")));
        write(new Change.Update("house_secret", "1", Map.of("seen", 5L)));
        write(new Change.Update("house_secret", "1", Map.of("hash", "cafebabe", "seen", 6L)));
        write(new Change.Update("house_secret", "1", Map.of("roles", "a,b")));

        assertThat(all()).extracting(entry -> entry.act().name() + " " + entry.act().detail() + " " + entry.act().person())
                .containsExactly("made  ALFKI-2", "changed hash ALFKI-2", "changed roles ALFKI-2");
        assertThat(all().getLast().values().orElseThrow().cells()).containsExactly(new Cell("roles", Optional.of("a"), Optional.of("a,b")));
        assertThat(all().toString()).doesNotContain("deadbeef", "cafebabe");
    }

    @Test
    void whatAModuleNamesIsToldRowByRowWhereverItCameFrom() {
        house.writes.bindAudited(() -> List.of(new AuditedTables.Rule("house_secret", "password-given", "changed", "gone", Optional.of("contact"), Set.of("roles"), Set.of("hash"))));

        house.tables.write(HOUSE, Write.of(new Change.Create("note", Map.of("note", "1")), new Change.Create("house_unnamed", Map.of("unnamed", "1")),
                new Change.Create("house_secret", Map.of("secret", "1", "contact", "ALFKI-2", "hash", "deadbeef", "roles", "admin"))).from("invitations"));

        assertThat(all()).extracting(entry -> entry.act().name() + " " + entry.act().person()).containsExactly("password-given ALFKI-2", "rows ");
        assertThat(all().getFirst().values().orElseThrow().cells()).containsExactly(new Cell("roles", Optional.empty(), Optional.of("admin")));
    }

    @Test
    void whoSignsInDidItAndWhatElseNobodyDoesWasDoneByNobody() {
        new Trace(Optional.of(Caller.ANONYMOUS), "192.0.2.7", "r-1", "").in(() -> {
            audit.add(Act.done("sign-in").about("ALFKI-2"));
            audit.add(Act.done("password-changed").about("ALFKI-2"));
            return null;
        });

        assertThat(all()).extracting(AuditEntry::caller).containsExactly("contact:ALFKI-2", "anonymous:anonymous");
    }

    @Test
    void whoeverChangesAnEntryIsFoundOut() throws Exception {
        for (var column : List.of("caller", "account", "address", "request", "act", "person", "tbl", "row_key", "detail")) assertFound("update \"torg_audit\" set \"" + column + "\" = 'x' where \"number\" = 2", 2, "changed");
        assertFound("update \"torg_audit\" set \"at\" = \"at\" - interval '1' second where \"number\" = 2", 2, "changed");
        assertFound("update \"torg_audit\" set \"times\" = 7 where \"number\" = 2", 2, "changed");
        assertFound("update \"torg_audit\" set \"outcome\" = 'REFUSED' where \"number\" = 2", 2, "changed");
        assertFound("update \"torg_audit\" set \"cells\" = 'text\t\t=x' where \"number\" = 2", 2, "values");
        assertFound("delete from \"torg_audit\" where \"number\" = 2", 2, "missing");
        assertFound("delete from \"torg_audit\" where \"number\" = 1", 2, "beginning");
        assertFound("update \"torg_audit\" set \"number\" = case \"number\" when 2 then 300 else 200 end where \"number\" in (2, 3)", 2, "missing");
    }

    /** One of three entries is changed behind the log's back. */
    private void assertFound(String attack, long number, String reason) throws Exception {
        house.database.transaction(transaction -> Jdbc.update(transaction.connection(), "delete from \"torg_audit\""));
        for (var key = 1; key <= 3; key++) write(new Change.Put("note", "" + key, Map.of("text", Instant.now().toString())));
        assertThat(verdict()).isInstanceOf(Verdict.Whole.class);

        house.database.transaction(transaction -> Jdbc.update(transaction.connection(), attack));

        assertThat(verdict()).as(attack).isEqualTo(new Verdict.Broken(number, reason));
    }

    @Test
    void anEndThatWasCutOffIsMissedByWhoNotedTheHead() throws Exception {
        for (var key = 1; key <= 3; key++) write(new Change.Create("note", Map.of("note", "" + key)));
        var noted = audit.head();
        house.database.transaction(transaction -> Jdbc.update(transaction.connection(), "delete from \"torg_audit\" where \"number\" > 1"));

        assertThat(verdict()).isInstanceOf(Verdict.Whole.class);
        assertThat(verdict(noted)).isEqualTo(new Verdict.Broken(2, "missing"));

        for (var key = 4; key <= 7; key++) write(new Change.Create("note", Map.of("note", "" + key)));
        assertThat(verdict(noted)).as("a new end does not hide it").isEqualTo(new Verdict.Broken(3, "head"));
    }

    @Test
    void whatIsOldGoesAndTheRestStillHolds() {
        for (var day = 1; day <= 3; day++) {
            audit.add(Act.done("day").with("" + day));
            clock.pass(Duration.ofDays(1));
        }
        var noted = audit.head();
        var last = audit.after(1, 1).getFirst();

        assertThat(audit.cut(clock.instant().minus(Duration.ofDays(1)))).isEqualTo(2);
        assertThat(audit.cut(clock.instant().minus(Duration.ofDays(1)))).isZero();

        assertThat(all()).extracting(entry -> entry.act().name()).containsExactly("day", AuditCheck.CUT);
        var cut = new AuditCheck.Cut(4, clock.instant(), new AuditCut(last.head(), last.at(), 1));
        assertThat(verdict(noted)).isEqualTo(new Verdict.Whole(3, audit.head(), 0, Optional.of(cut)));
        clock.pass(Duration.ofDays(9));
        assertThat(audit.cut(clock.instant())).isEqualTo(2);
        assertThat(verdict(noted)).isInstanceOfSatisfying(Verdict.Whole.class, whole -> assertThat(whole.first()).isEqualTo(5));
    }

    @Test
    void moreThanGoesAtATimeGoesInBatchesOfWhichEachIsTold() {
        for (var entry = 1; entry <= 510; entry++) audit.add(Act.done("day"));
        clock.pass(Duration.ofDays(2));

        assertThat(audit.cut(clock.instant().minus(Duration.ofDays(1)))).isEqualTo(510);

        assertThat(all()).extracting(entry -> entry.act().times()).containsExactly(500L, 10L);
        assertThat(verdict()).isInstanceOfSatisfying(Verdict.Whole.class, whole -> assertThat(whole.first()).isEqualTo(511));
    }

    @Test
    void aBeginningThatWentTooEarlyIsFoundOutWhateverAnEntrySays() throws Exception {
        for (var day = 1; day <= 3; day++) audit.add(Act.done("day"));
        var gone = audit.after(1, 1).getFirst();
        house.database.transaction(transaction -> Jdbc.update(transaction.connection(), "delete from \"torg_audit\" where \"number\" <= 2"));
        audit.add(Act.done(AuditCheck.CUT).with(gone.head().toString()));
        assertThat(verdict()).as("an entry that says neither when nor why").isEqualTo(new Verdict.Broken(3, "beginning"));

        audit.add(Act.done(AuditCheck.CUT).with(new AuditCut(gone.head(), gone.at(), 365).toString()));

        assertThat(verdict(gone.head())).isEqualTo(new Verdict.Broken(3, "early"));
    }

    @Test
    void whatIsErasedIsGoneAndTheChainHolds() {
        house.writes.bindAudited(() -> List.of(new AuditedTables.Rule("house_secret", "made", "changed", "gone", Optional.of("contact"), Set.of("roles"), Set.of())));
        write(new Change.Create("house_secret", Map.of("secret", "1", "contact", "ALFKI-2", "roles", "a")));
        write(new Change.Create("house_secret", Map.of("secret", "2", "contact", "ANATR-1", "roles", "b")));

        assertThat(audit.erase("ALFKI-2")).isEqualTo(1);

        assertThat(all()).extracting(entry -> entry.values().isPresent()).containsExactly(false, true, false);
        assertThat(verdict()).isEqualTo(new Verdict.Whole(1, audit.head(), 1, Optional.empty()));
    }

    @Test
    void valuesThatNobodyErasedAreMissed() throws Exception {
        house.writes.bindAudited(() -> List.of(new AuditedTables.Rule("house_secret", "made", "changed", "gone", Optional.of("contact"), Set.of("roles"), Set.of())));
        write(new Change.Create("note", Map.of("note", "1", "text", "a")));
        write(new Change.Create("house_secret", Map.of("secret", "2", "contact", "ANATR-1", "roles", "b")));
        house.database.transaction(transaction -> Jdbc.update(transaction.connection(), "update \"torg_audit\" set \"salt\" = null, \"cells\" = null where \"number\" = 2"));
        audit.erase("ALFKI-2");
        assertThat(verdict()).as("another person was erased").isEqualTo(new Verdict.Broken(2, "values"));
        audit.erase("ANATR-1");
        assertThat(verdict()).isInstanceOf(Verdict.Whole.class);

        house.database.transaction(transaction -> Jdbc.update(transaction.connection(), "update \"torg_audit\" set \"salt\" = null, \"cells\" = null where \"number\" = 1"));
        assertThat(verdict()).as("of a row that is about nobody").isEqualTo(new Verdict.Broken(1, "values"));
    }

    @Test
    void whoeverWritesAtTheSameTimeStandsInOneChain() throws Exception {
        var other = new SqlAuditLog(house.database, house.writes, clock);
        try (var threads = Executors.newFixedThreadPool(8)) {
            var work = IntStream.range(0, 200).<Callable<Object>>mapToObj(number -> () -> {
                if (number % 2 == 0) return write(new Change.Create("note", Map.of("note", "" + number)));
                (number % 3 == 0 ? other : audit).add(Act.done("else"));
                return null;
            }).toList();
            for (var done : threads.invokeAll(work)) done.get();
        }
        other.close();

        assertThat(audit.head().number()).isEqualTo(200);
        assertThat(verdict()).isEqualTo(new Verdict.Whole(1, audit.head(), 0, Optional.empty()));
    }

    @Test
    void aFloodIsToldInFewEntriesAndNoneOfItIsLost() {
        for (var attempt = 0; attempt < 10_000; attempt++) audit.count(Act.refused("sign-in"));
        assertThat(all()).hasSize(Floods.OF_NETWORK);
        audit.tell(false);
        assertThat(all()).as("the minute is not over").hasSize(Floods.OF_NETWORK);

        clock.pass(Duration.ofMinutes(1));
        audit.tell(false);

        assertThat(all()).hasSize(Floods.OF_NETWORK + 1).last().extracting(AuditEntry::act).isEqualTo(Act.refused("sign-in").times(10_000 - Floods.OF_NETWORK));
        audit.count(Act.refused("sign-in"));
        assertThat(all()).hasSize(Floods.OF_NETWORK + 2);
    }

    @Test
    void whoMakesMuchNoiseHidesNeitherAPersonNorAnotherNetwork() {
        from("192.0.2.7", () -> {
            for (var attempt = 0; attempt < 1_000; attempt++) audit.count(Act.refused("sign-in"));
            for (var attempt = 0; attempt < 50; attempt++) audit.count(Act.refused("sign-in").about("ADMIN-1"));
        });
        from("198.51.100.1", () -> audit.count(Act.refused("sign-in").about("JANE-1")));
        from("2001:db8:1:2:0:0:0:3", () -> audit.count(Act.refused("sign-in")));

        assertThat(all()).filteredOn(entry -> entry.act().person().equals("ADMIN-1")).hasSize(Floods.OF_PERSON);
        assertThat(all()).filteredOn(entry -> entry.address().equals("192.0.2.7")).hasSize(Floods.OF_NETWORK + Floods.OF_PERSON);
        assertThat(all()).extracting(AuditEntry::address).contains("198.51.100.1", "2001:db8:1:2:0:0:0:3");
        audit.tell(true);
        assertThat(all().getLast().act()).isEqualTo(Act.refused("sign-in").with("about ADMIN-1 x40; from 192.0.2.7 x980").times(980));
    }

    @Test
    void whatCannotBeToldGoesOnCounting() throws Exception {
        for (var attempt = 0; attempt < 100; attempt++) audit.count(Act.refused("sign-in"));
        rename("torg_audit", "torg_away");
        assertThatThrownBy(() -> audit.tell(true)).isInstanceOf(TorgException.class);
        audit.count(Act.refused("sign-in"));
        rename("torg_away", "torg_audit");

        audit.tell(true);

        assertThat(all()).last().extracting(AuditEntry::act).isEqualTo(Act.refused("sign-in").times(100 - Floods.OF_NETWORK + 1));
    }

    private void rename(String table, String other) throws Exception {
        house.database.transaction(transaction -> Jdbc.update(transaction.connection(), "alter table \"" + table + "\" rename to \"" + other + "\""));
    }

    private static void from(String address, Runnable work) {
        new Trace(Optional.of(Caller.ANONYMOUS), address, "r-1", "").in(() -> {
            work.run();
            return null;
        });
    }

    @Test
    void entriesAreFoundByWhatIsAskedPageByPage() {
        JANES.in(() -> write(new Change.Create("note", Map.of("note", "1"))));
        clock.pass(Duration.ofHours(1));
        audit.add(Act.refused("sign-in").about("ALFKI-2"));
        audit.add(Act.done("export").on("note", ""));

        assertThat(found("ALFKI-2", null, null)).containsExactly("sign-in", "row-created");
        assertThat(found(null, "export", null)).containsExactly("export");
        assertThat(found(null, null, "note")).containsExactly("export", "row-created");
        var page = audit.find(new AuditQuery(Optional.empty(), Optional.of("ALFKI"), Optional.empty(), Optional.of(Act.Outcome.DONE), Optional.empty(), Optional.of("1"), Optional.of(Instant.EPOCH),
                Optional.of(Instant.parse("2100-01-01T00:00:00Z")), OptionalLong.of(2), 1));
        assertThat(page).extracting(AuditEntry::number).containsExactly(1L);
    }

    @Test
    void whatNoDatabaseKeepsAsItIsDoesNotBreakTheChain() {
        new Trace(Optional.of(JANE), "a\0b", "x".repeat(5_000), "").in(() -> {
            audit.add(Act.done("odd").about("\uD800").on("t\u202Ex", "k\n").with("é".repeat(3_000) + "\uD83D\uDE00"));
            return null;
        });
        write(new Change.Create("note", Map.of("note", "1", "text", "tab\there\nand \"quotes\" = % + \uD83D\uDE00" + "\uD83D\uDE00".repeat(300))));

        assertThat(verdict()).isInstanceOf(Verdict.Whole.class);
        assertThat(audit.after(0, 1).getFirst().act().detail()).hasSize(Act.LONGEST_DETAIL);
    }

    private List<String> found(String person, String act, String table) {
        return audit.find(new AuditQuery(Optional.ofNullable(person), Optional.empty(), Optional.ofNullable(act), Optional.empty(), Optional.ofNullable(table), Optional.empty(), Optional.empty(),
                Optional.empty(), OptionalLong.empty(), 100)).stream().map(entry -> entry.act().name()).toList();
    }

    private Object write(Change... changes) {
        return house.tables.write(HOUSE, Write.of(changes));
    }

    private List<AuditEntry> all() {
        return audit.after(0, AuditQuery.MOST);
    }

    private Verdict verdict(Head... noted) {
        var check = new AuditCheck(List.of(noted));
        all().forEach(check::next);
        return check.verdict();
    }
}
