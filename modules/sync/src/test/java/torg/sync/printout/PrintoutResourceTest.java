package torg.sync.printout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.file.Bytes;
import torg.api.file.MediaType;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Write;
import torg.api.web.Request;
import torg.api.web.Stream;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Printouts;
import torg.sync.SilentErp;
import torg.sync.map.MapsCompiler;
import torg.testkit.MemoryTables;
import torg.testkit.Requests;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** Who may see an invoice may have it as the ERP printed it; for everybody else it is as if there were none. */
class PrintoutResourceTest {
    private static final Caller JANE = Caller.contact("jane", "Jane", List.of("A"), List.of());
    private static final byte[] PDF = "%PDF-1.4 an invoice".getBytes(StandardCharsets.US_ASCII);
    private final TestSites sites = TestSites.of(new TestSource()
            .document("tables/invoice.yml", "{table: invoice, key: number, columns: {number: {type: text}, owner: {type: text}, voucher: {type: text}, folder: {type: lookup, to: folder}}}")
            .document("tables/folder.yml", "{table: folder, key: name, columns: {name: {type: text}, shelf: {type: text}}}")
            .document("tables/secret.yml", "{table: secret, key: number, columns: {number: {type: text}}}")
            .document("maps/invoices.yml", "{map: invoices, connector: small, entity: Invoices, table: invoice, columns: {number: Number, owner: Owner, folder: Folder},"
                    + " printout: {kind: Prints, where: {company: acme, no: '{number}/{voucher}', shelf: '{folder.shelf}'}}}")
            .document("maps/secrets.yml", "{map: secrets, connector: small, entity: Secrets, table: secret, columns: {number: Number}, printout: {kind: Prints, where: {no: '{number}'}}}"),
            new TableDocuments(), new MapsCompiler());
    private Set<String> readable = Set.of("number", "owner", "folder");
    private final MemoryTables tables = new MemoryTables(sites.schema()).rights(new OwnInvoices());
    private final List<Printouts.Wanted> asked = new ArrayList<>();
    private Function<Printouts.Wanted, Answer<Optional<Printouts.Printout>>> erp = _ -> done(MediaType.PDF, PDF);
    private final PrintoutResource printouts = new PrintoutResource(tables, List.of(new PrintingErp()));

    @BeforeEach
    void rows() {
        tables.write(Caller.service("test"), Write.of(new Change.Create("folder", Map.of("name", "F", "shelf", "left")), new Change.Create("folder", Map.of("name", "empty")),
                new Change.Create("invoice", Map.of("number", "INV-1", "owner", "jane", "voucher", "V1", "folder", "F")), new Change.Create("invoice", Map.of("number", "INV-4", "owner", "jane", "voucher", "V1", "folder", "empty")),
                new Change.Create("invoice", Map.of("number", "INV-2", "owner", "sam", "voucher", "V2")), new Change.Create("invoice", Map.of("number", "INV-3", "owner", "jane")),
                new Change.Create("invoice", Map.of("number", "../a\"b", "owner", "jane", "voucher", "V4", "folder", "F")), new Change.Create("secret", Map.of("number", "INV-1"))));
    }

    @Test
    void whoMaySeeTheRowHasWhatTheErpPrintedOfIt() throws IOException {
        var answer = get(JANE, "invoice", "INV-1");

        assertThat(((Stream) answer.getEntity()).bytes().open().readAllBytes()).isEqualTo(PDF);
        assertThat(answer.getMediaType()).hasToString("application/pdf");
        assertThat(answer.getHeaderString("Content-Disposition")).isEqualTo("attachment; filename=\"invoice-INV-1.pdf\"");
        assertThat(answer.getHeaderString("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.getHeaderString("Cache-Control")).isEqualTo("private, no-store");
        assertThat(asked).as("by what the row says, whoever may read that column").containsExactly(new Printouts.Wanted("Prints", Map.of("company", "acme", "no", "INV-1/V1", "shelf", "left"), Map.of()));
    }

    @Test
    void whatIsHiddenWhatIsNotThereAndWhatTheErpHasNotPrintedIsOneAnswerAndTheErpHearsNothingOfWhatIsHidden() {
        var answers = List.of(problem(JANE, "invoice", "INV-2"), problem(JANE, "invoice", "INV-9"), problem(JANE, "secret", "INV-1"), problem(JANE, "nosuch", "INV-1"), problem(Caller.ANONYMOUS, "invoice", "INV-1"),
                problem(JANE, "invoice", "INV-3"), problem(JANE, "invoice", "INV-4"));
        assertThat(asked).isEmpty();
        erp = _ -> new Answer.Done<>(Optional.empty());

        assertThat(answers).extracting(TorgException::kind, TorgException::code, Throwable::getMessage).containsOnly(tuple(ProblemKind.NOT_FOUND, "sync.no-printout", "there is no such document"));
        assertThat(problem(JANE, "invoice", "INV-1")).hasMessage(answers.getFirst().getMessage()).extracting(TorgException::code).isEqualTo("sync.no-printout");
    }

    @Test
    void whoMayNotReadAllThatTheErpSaysOfTheRowHasNoDocumentThatTellsIt() {
        readable = Set.of("number", "owner");

        assertThat(problem(JANE, "invoice", "INV-1")).extracting(TorgException::code).isEqualTo("sync.no-printout");
        assertThat(asked).isEmpty();
    }

    @Test
    void whateverIsWrongWithTheErpTheCustomerLearnsNothingOfIt() {
        List<Function<Printouts.Wanted, Answer<Optional<Printouts.Printout>>>> faults = List.of(_ -> new Answer.Refused<>("erp.no", "row 7 of table X"), _ -> new Answer.Later<>(Duration.ofSeconds(9), "table X is locked"),
                _ -> { throw TorgException.of(ProblemKind.UPSTREAM, "erp.away", "host X does not answer").help("check X"); }, _ -> { throw TorgException.of(ProblemKind.CONFIG, "erp.no-kind", "no kind X"); },
                _ -> done(MediaType.PDF, "<html>X</html>".getBytes(StandardCharsets.US_ASCII)), _ -> done(MediaType.PDF, large()));
        for (var fault : faults) {
            erp = fault;
            var problem = problem(JANE, "invoice", "INV-1");
            assertThat(problem.kind()).isEqualTo(ProblemKind.BUSY);
            assertThat(problem.getMessage() + problem.help()).doesNotContain("X");
        }
    }

    @Test
    void nobodyFetchesTwoAtOnce() throws Exception {
        var reached = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        erp = _ -> {
            reached.countDown();
            await(goOn);
            return done(MediaType.PDF, PDF);
        };
        var first = CompletableFuture.supplyAsync(() -> get(JANE, "invoice", "INV-1"));
        reached.await();

        assertThat(problem(JANE, "invoice", "INV-1").kind()).isEqualTo(ProblemKind.TOO_MANY);
        goOn.countDown();
        assertThat(first.get().getStatus()).isEqualTo(200);
        assertThat(get(JANE, "invoice", "INV-1").getStatus()).isEqualTo(200);
    }

    @Test
    void aKeyWithOddSignsMakesNoOddName() {
        assertThat(get(JANE, "invoice", "../a\"b").getHeaderString("Content-Disposition")).isEqualTo("attachment; filename=\"invoice-.._a_b.pdf\"");
    }

    @Test
    void withoutAConnectorThatPrintsThereIsNone() {
        var alone = new PrintoutResource(tables, List.of());

        assertThatThrownBy(() -> alone.printout(request(JANE), "invoice", "INV-1")).isInstanceOfSatisfying(TorgException.class, e -> assertThat(e.code()).isEqualTo("sync.no-printout"));
    }

    private Response get(Caller caller, String table, String key) {
        return printouts.printout(request(caller), table, key);
    }

    private Request request(Caller caller) {
        return Requests.get(sites.current(), "/api/printouts").as(caller).request();
    }

    private TorgException problem(Caller caller, String table, String key) {
        var thrown = new TorgException[1];
        assertThatThrownBy(() -> get(caller, table, key)).isInstanceOfSatisfying(TorgException.class, e -> thrown[0] = e);
        return thrown[0];
    }

    private static Answer<Optional<Printouts.Printout>> done(MediaType type, byte[] bytes) {
        return new Answer.Done<>(Optional.of(new Printouts.Printout(type, Bytes.of(bytes))));
    }

    private static byte[] large() {
        var bytes = new byte[Printouts.LARGEST + 1];
        System.arraycopy(PDF, 0, bytes, 0, PDF.length);
        return bytes;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Invoices are for their owner, who may not read which voucher they have. */
    private final class OwnInvoices implements TableAccess {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            if (!table.equals("invoice") || caller.isAnonymous()) return Grant.denied("not for them");
            return new Grant(Condition.eq("owner", caller.contact().orElse("")), List.of("owner"));
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return readable::contains;
        }

        @Override
        public Set<String> tables() {
            return Set.of("invoice");
        }
    }

    private final class PrintingErp extends SilentErp {
        @Override
        public Optional<Printouts> printouts() {
            return Optional.of(wanted -> {
                asked.add(wanted);
                return erp.apply(wanted);
            });
        }
    }
}
