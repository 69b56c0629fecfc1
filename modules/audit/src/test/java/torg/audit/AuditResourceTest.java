package torg.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import torg.api.audit.Act;
import torg.api.audit.AuditCheck;
import torg.api.audit.AuditEntry;
import torg.api.audit.AuditEntry.Cell;
import torg.api.audit.AuditEntry.Head;
import torg.api.audit.AuditEntry.Values;
import torg.api.audit.AuditQuery;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.testkit.MemoryAudit;
import torg.testkit.Requests;

/** The audit log as JSON and as lines. */
class AuditResourceTest {
    private final MemoryAudit log = new MemoryAudit();
    private final AuditResource resource = new AuditResource(log);

    @Test
    void onlyAdministratorsAreAnswered() {
        for (var call : List.<Consumer<Request>>of(resource::find, resource::findAsText, resource::head, request -> resource.chain(request, 0))) {
            assertThat(refused(() -> call.accept(request(Caller.ANONYMOUS))).kind()).isEqualTo(ProblemKind.SIGN_IN);
            assertThat(refused(() -> call.accept(request(AuditHouse.CUSTOMER))).kind()).isEqualTo(ProblemKind.DENIED);
        }
        assertThat(log.head()).isEqualTo(Head.EMPTY);
    }

    @Test
    void entriesAreAPageEachUntilThereAreNoMore() {
        for (var number = 0; number < AuditResource.AT_A_TIME + 1; number++) log.add(Act.done("download"));

        var first = resource.find(request(AuditHouse.ADMINISTRATOR));
        assertThat(first.entries()).hasSize(AuditResource.AT_A_TIME);
        var second = resource.find(Requests.get(AuditHouse.site(), "/api/audit").as(AuditHouse.ADMINISTRATOR).query("before", "" + first.next()).request());
        assertThat(second.entries()).extracting(AuditResource.Entry::number).containsExactly(1L);
        assertThat(second.next()).isNull();
    }

    @Test
    void whoeverReadsIsToldOfWithWhatWasAsked() {
        resource.find(Requests.get(AuditHouse.site(), "/api/audit").as(AuditHouse.ADMINISTRATOR).query("person", "A-1").query("act", "sign-in").request());
        resource.chain(request(AuditHouse.ADMINISTRATOR), 7);

        assertThat(log.after(0, 10)).extracting(entry -> entry.act().name() + " " + entry.act().detail()).containsExactly("audit-read person=A-1 act=sign-in", "audit-read chain after=7");
    }

    @Test
    void whatCannotBeAskedIsToldFieldByField() {
        var request = Requests.get(AuditHouse.site(), "/api/audit").as(AuditHouse.ADMINISTRATOR).query("from", "31.1.2027").query("until", "2027-02-30").query("before", "-1").query("outcome", "perhaps")
                .query("person", "x".repeat(201)).query("account", "a\0b").request();

        assertThat(refused(() -> resource.find(request)).fields()).extracting(field -> field.field()).containsExactlyInAnyOrder("from", "until", "before", "outcome", "person", "account");
    }

    @Test
    void aMomentOutsideOfWhatDatabasesKnowIsNotAsked() {
        var request = Requests.get(AuditHouse.site(), "/api/audit").as(AuditHouse.ADMINISTRATOR).query("from", "-999999999-01-01").query("until", "+999999999-12-31T00:00:00Z").request();
        log.add(Act.done("download"));

        assertThat(resource.find(request).entries()).hasSize(1);
    }

    @Test
    void linesOfTheChainCanBeCheckedByWhoeverHasThem() throws IOException {
        log.add(Act.done("download").with("tab\tand % and ø"));
        log.add(Act.refused("sign-in").about("A-1"));
        var check = new AuditCheck(List.of(log.head()));

        chain(0).lines().map(line -> EntryLine.read(line).orElseThrow()).forEach(check::next);

        assertThat(check.verdict()).isEqualTo(new AuditCheck.Verdict.Whole(1, log.head(), 0, Optional.empty()));
        assertThat(log.acts()).as("whoever takes all of it is told of").containsExactly("download", "sign-in!", "audit-read");
    }

    @Test
    void whatARowHoldsIsOneLineOnATerminalAndMovesNothingThere() {
        var cells = List.of(new Cell("name", Optional.of("\u001b[2J\u009b1A\u202e"), Optional.of("two\r\n\tlines")));
        var entry = AuditEntry.following(Head.EMPTY, Instant.parse("2027-01-15T08:00:00Z"), "contact:A-1", "", "", "", "", Act.done("row-updated").on("t", "k"), Optional.of(new Values("00ff", cells)));

        assertThat(AuditResource.printed(entry)).isEqualTo("1 2027-01-15T08:00:00Z contact:A-1 row-updated t/k name: \uFFFD[2J\uFFFD1A\uFFFD -> two   lines\n");
    }

    /** A page of rows with much in them has hundreds of megabytes: it is no text in memory. */
    @Test
    void aPageOfTheChainIsSentALittleAtATime() throws IOException {
        for (var number = 1; number <= AuditQuery.MOST + 1; number++) log.add(Act.done("download").with("file " + number));

        assertThat(resource.chain(request(AuditHouse.ADMINISTRATOR), 0).length()).isEqualTo(chain(0).length());
        assertThat(chain(1).lines()).hasSize(AuditQuery.MOST).first().asString().startsWith("2\t");
    }

    private String chain(long after) throws IOException {
        try (var bytes = resource.chain(request(AuditHouse.ADMINISTRATOR), after).bytes().open()) {
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aLineHoldsAllOfAnEntry() {
        var cells = List.of(new Cell("a", Optional.empty(), Optional.of("x\ty\nz = %")), new Cell("b", Optional.of(""), Optional.empty()));
        var entry = AuditEntry.following(Head.EMPTY, Instant.parse("2027-01-15T08:00:00.123456Z"), "contact:A-1", "", "A", "::1", "r", Act.done("row-updated").on("t", "k").times(3),
                Optional.of(new Values("00ff", cells)));

        assertThat(EntryLine.read(EntryLine.written(entry))).contains(entry);
        var inPlace = AuditEntry.following(entry.head(), entry.at(), "contact:A-1", "NW-1", "A", "::1", "r", Act.done("download"), Optional.empty());
        assertThat(EntryLine.read(EntryLine.written(inPlace))).contains(inPlace);
        for (var odd : List.of("", "a\tb", EntryLine.written(entry) + "\tmore\tmore", EntryLine.written(entry).replace("DONE", "PERHAPS"), "%zz" + EntryLine.written(entry))) assertThat(EntryLine.read(odd)).isEmpty();
    }

    private static Request request(Caller caller) {
        return Requests.get(AuditHouse.site(), "/api/audit").as(caller).request();
    }

    private static TorgException refused(ThrowingCallable call) {
        return catchThrowableOfType(TorgException.class, call);
    }
}
