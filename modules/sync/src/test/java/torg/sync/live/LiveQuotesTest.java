package torg.sync.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.access.ColumnPrivilege;
import torg.api.access.Privilege;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.sync.Quotes.Item;
import torg.api.sync.Quotes.Quote;
import torg.api.sync.Quotes.Standing;
import torg.api.sync.Quotes.State;
import torg.api.table.Change;
import torg.api.table.Condition;
import torg.api.table.Write;
import torg.spi.access.Grant;
import torg.spi.access.TableAccess;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.CreditQuestions;
import torg.spi.sync.CreditQuestions.Credit;
import torg.spi.sync.LiveQuestions.Question;
import torg.spi.sync.LiveQuestions;
import torg.sync.SilentErp;
import torg.sync.map.MapsCompiler;
import torg.testkit.HandClock;
import torg.testkit.MemoryTables;
import torg.testkit.TableDocuments;
import torg.testkit.TestSites;
import torg.testkit.TestSource;

/** A customer waits for the ERP's answer as long as it is worth it, hears only of what is theirs, and asks it no more than it can bear. */
class LiveQuotesTest {
    private static final Caller JANE = Caller.contact("jane", "Jane", List.of("A"), List.of());
    private static final Caller JOHN = Caller.contact("john", "John", List.of("A"), List.of());
    private static final Item CHAI = new Item("11", "ea", BigDecimal.TWO);
    private static final Item HIDDEN = new Item("99", "ea", BigDecimal.ONE);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private final TestSites sites = TestSites.of(new TestSource()
            .document("tables/account.yml", "{table: account, key: number, columns: {number: {type: text}, company: {type: text}, currency: {type: text}}}")
            .document("tables/product.yml", "{table: product, key: number, columns: {number: {type: text}, secret: {type: boolean}}}")
            .document("tables/credit.yml", "{table: credit, key: account, columns: {account: {type: text}, currency: {type: text}}}")
            .document("maps/credit.yml", "{map: credit, connector: small, entity: Customers, table: credit, columns: {account: Number}}")
            .document("maps/products.yml", "{map: products, connector: small, entity: Products, table: product, columns: {number: Number}}"), new TableDocuments(), new MapsCompiler());
    private final MemoryTables tables = new MemoryTables(sites.schema()).rights(new OwnAccount());
    private final HandClock clock = new HandClock();
    private final List<Question> asked = new CopyOnWriteArrayList<>();
    private volatile Function<Question, Answer<List<Quote>>> erp = question -> new Answer.Done<>(question.items().stream().map(LiveQuotesTest::quote).toList());
    private final List<String> stood = new CopyOnWriteArrayList<>();
    private volatile Supplier<Answer<Optional<Credit>>> ledger = () -> new Answer.Done<>(Optional.of(new Credit(false, Optional.of(new BigDecimal("500")), Optional.of(new BigDecimal("120")))));
    private final LiveQuotes quotes = quotes(PATIENCE);

    @BeforeEach
    void rows() {
        tables.write(Caller.service("test"), Write.of(new Change.Create("account", Map.of("number", "A", "company", "acme", "currency", "USD")), new Change.Create("account", Map.of("number", "B")),
                new Change.Create("product", Map.of("number", "11", "secret", false)), new Change.Create("product", Map.of("number", "99", "secret", true)),
                new Change.Create("credit", Map.of("account", "A", "currency", "EUR")), new Change.Create("credit", Map.of("account", "B", "currency", "EUR"))));
    }

    @Test
    void theErpIsAskedForTheAccountInItsCurrency() {
        var quoted = quotes.ask(JANE, "A", List.of(CHAI));

        assertThat(quoted.state()).isEqualTo(State.ANSWERED);
        assertThat(quoted.currency()).contains("USD");
        assertThat(quoted.quotes()).containsExactly(quote(CHAI));
        assertThat(asked).containsExactly(new Question("acme", "A", "USD", List.of(CHAI)));
    }

    @Test
    void ofWhatTheCallerMayNotSeeNobodyHearsAnything() {
        assertThat(quotes.ask(JANE, "B", List.of(CHAI)).state()).isEqualTo(State.NOT_ASKED).isEqualTo(quotes.ask(JANE, "nobody", List.of(CHAI)).state());
        assertThat(quotes.ask(JANE, "A", List.of(HIDDEN)).state()).isEqualTo(State.NOT_ASKED);
        assertThat(quotes.ask(Caller.ANONYMOUS, "A", List.of(CHAI)).state()).isEqualTo(State.NOT_ASKED);
        assertThat(asked).isEmpty();
        assertThat(quotes.ask(JANE, "A", List.of(HIDDEN, CHAI)).quotes()).containsExactly(quote(CHAI));
        assertThat(asked.getFirst().items()).containsExactly(CHAI);
    }

    @Test
    void anAnswerIsGoodForSomeSecondsWhateverItWas() {
        var unknown = new Item("11", "crate", BigDecimal.ONE);
        erp = _ -> new Answer.Done<>(List.of(quote(CHAI)));
        quotes.ask(JANE, "A", List.of(CHAI, unknown));
        assertThat(quotes.ask(JOHN, "A", List.of(CHAI, unknown)).quotes()).containsExactly(quote(CHAI));
        assertThat(asked).hasSize(1);

        clock.pass(Duration.ofSeconds(11));
        quotes.ask(JANE, "A", List.of(CHAI));
        assertThat(asked).hasSize(2);
    }

    @Test
    void anErpThatIsLateForOneIsLeftAloneByThemAndOneThatIsLateForSeveralByEverybody() throws Exception {
        var asking = new CountDownLatch(3);
        var goOn = new CountDownLatch(1);
        erp = _ -> {
            asking.countDown();
            await(goOn);
            return new Answer.Done<>(List.of());
        };
        var hasty = quotes(Duration.ofMillis(20));
        for (var who : List.of("jane", "jane", "john", "jim")) assertThat(hasty.ask(caller(who), "A", List.of(CHAI)).state()).isEqualTo(State.LATE);
        assertThat(asking.await(10, TimeUnit.SECONDS)).as("each of the three asks").isTrue();
        assertThat(hasty.ask(caller("joan"), "A", List.of(CHAI)).state()).isEqualTo(State.LATE);
        assertThat(asked).as("a fourth is not waited for").hasSize(3);
        goOn.countDown();
    }

    @Test
    void whateverTheErpSaysOfItselfIsNoAnswerAndNoFault() {
        List<Function<Question, Answer<List<Quote>>>> faults = List.of(_ -> new Answer.Refused<>("erp.no", "no"), _ -> new Answer.Later<>(Duration.ofSeconds(1), "busy"),
                _ -> { throw TorgException.of(ProblemKind.UPSTREAM, "erp.away", "away"); }, _ -> { throw new IllegalStateException("a mistake"); });
        for (var fault : faults) {
            erp = fault;
            asked.clear();
            assertThat(quotes.ask(JANE, "A", List.of(CHAI)).state()).isEqualTo(State.LATE);
            assertThat(quotes.ask(JOHN, "A", List.of(CHAI)).state()).isEqualTo(State.LATE);
            assertThat(asked).as("what failed is left alone by everybody").hasSize(1);
            clock.pass(Duration.ofSeconds(11));
        }
    }

    @Test
    void nobodyHasTwoQuestionsOnTheirWay() throws Exception {
        var reached = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        erp = question -> {
            reached.countDown();
            await(goOn);
            return new Answer.Done<>(List.of(quote(question.items().getFirst())));
        };
        var first = CompletableFuture.supplyAsync(() -> quotes.ask(JANE, "A", List.of(CHAI)));
        reached.await();
        assertThat(quotes.ask(JANE, "A", List.of(CHAI)).state()).isEqualTo(State.LATE);
        goOn.countDown();
        assertThat(first.get().state()).isEqualTo(State.ANSWERED);
    }

    @Test
    void withoutTimeOrWithoutAConnectorThatAnswersNobodyIsAsked() {
        assertThat(quotes(Duration.ZERO).ask(JANE, "A", List.of(CHAI)).state()).isEqualTo(State.NOT_ASKED);
        assertThat(new LiveQuotes(tables, sites, clock, PATIENCE, List.of()).ask(JANE, "A", List.of(CHAI)).state()).isEqualTo(State.NOT_ASKED);
        assertThatThrownBy(() -> quotes(Duration.ofMinutes(1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void howAnAccountStandsIsToldToWhoMayReadItsCredit() {
        var standing = quotes.standing(JANE, "A");

        assertThat(standing).isEqualTo(new Standing(State.ANSWERED, false, Optional.of(new BigDecimal("500")), Optional.of(new BigDecimal("120")), Optional.of("EUR")));
        assertThat(quotes.standing(JANE, "A")).as("for some seconds").isEqualTo(standing);
        assertThat(stood).containsExactly("acme A");
        clock.pass(Duration.ofSeconds(11));
        quotes.standing(JANE, "A");
        assertThat(stood).hasSize(2);
    }

    @Test
    void ofTheCreditOfOthersAndWithoutTheRightTheErpIsNotAsked() {
        var none = new Standing(State.NOT_ASKED, false, Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(quotes.standing(JANE, "B")).as("another account's").isEqualTo(none);
        assertThat(quotes.standing(JANE, "nobody")).isEqualTo(none);
        assertThat(quotes.standing(JOHN, "A")).as("sees the account, not its credit").isEqualTo(none);
        assertThat(quotes.standing(Caller.ANONYMOUS, "A")).isEqualTo(none);
        assertThat(new LiveQuotes(tables, sites, clock, PATIENCE, List.of(new SilentErp())).standing(JANE, "A")).as("a connector that does not tell").isEqualTo(none);
        assertThat(stood).isEmpty();
    }

    @Test
    void anErpThatIsAwaySaysNothingOfCreditAndOneThatHasNoSuchCustomerNeither() {
        for (Supplier<Answer<Optional<Credit>>> fault : List.<Supplier<Answer<Optional<Credit>>>>of(() -> new Answer.Refused<>("erp.no", "no"), () -> { throw TorgException.of(ProblemKind.UPSTREAM, "erp.away", "away"); })) {
            ledger = fault;
            assertThat(quotes.standing(JANE, "A")).isEqualTo(new Standing(State.LATE, false, Optional.empty(), Optional.empty(), Optional.empty()));
            assertThat(quotes.ask(JANE, "A", List.of(CHAI)).state()).as("prices are another question").isEqualTo(State.ANSWERED);
            clock.pass(Duration.ofSeconds(11));
        }
        ledger = () -> new Answer.Done<>(Optional.empty());
        assertThat(quotes.standing(JANE, "A").state()).isEqualTo(State.NOT_ASKED);
    }

    private static Quote quote(Item item) {
        return new Quote(item, Optional.of(new BigDecimal("17.50")), Optional.of(BigDecimal.TEN));
    }

    private LiveQuotes quotes(Duration deadline) {
        return new LiveQuotes(tables, sites, clock, deadline, List.of(new AnsweringErp()));
    }

    private static Caller caller(String name) {
        return Caller.contact(name, name, List.of("A"), List.of());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One's own account, and products that are no secret. */
    private static final class OwnAccount implements TableAccess {
        @Override
        public Grant grant(Caller caller, String table, Privilege privilege) {
            if (caller.isAnonymous()) return Grant.denied("not for them");
            return switch (table) {
                case "account" -> new Grant(Condition.eq("number", caller.accounts().getFirst()), List.of("own"));
                case "credit" -> caller.contact().equals(Optional.of("jane")) ? new Grant(Condition.eq("account", caller.accounts().getFirst()), List.of("own")) : Grant.denied("not for John");
                default -> new Grant(Condition.eq("secret", false), List.of("own"));
            };
        }

        @Override
        public Predicate<String> columns(Caller caller, String table, ColumnPrivilege privilege) {
            return Set.of("number", "account")::contains;
        }

        @Override
        public Set<String> tables() {
            return Set.of("account", "product", "credit");
        }
    }

    private final class AnsweringErp extends SilentErp {
        @Override
        public Optional<CreditQuestions> credit() {
            return Optional.of((company, account, _) -> {
                stood.add(company + " " + account);
                return ledger.get();
            });
        }

        @Override
        public Optional<LiveQuestions> questions() {
            return Optional.of((question, _) -> {
                asked.add(question);
                return erp.apply(question);
            });
        }
    }
}
