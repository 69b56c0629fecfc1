package torg.sync.live;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.identity.Caller;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Sites;
import torg.api.sync.Quotes;
import torg.api.table.Condition;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.spi.sync.Connector;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.CreditQuestions.Credit;
import torg.spi.sync.LiveQuestions;
import torg.spi.sync.LiveQuestions.Question;
import torg.spi.sync.Urgency;
import torg.sync.map.TableMap;
import torg.sync.map.TableMaps;

/**
 * Asks the ERP that the products, or the accounts' credit, come from. Answers are kept for some seconds by what was asked; an ERP that failed, or was late for several, is
 * left alone for as long, so that not every page waits for it; one that was late for one caller only is left alone by that caller. Each caller has one question on its way at
 * most, and all of them together a few.
 */
@Component(service = Quotes.class, configurationPid = "torg.sync.live")
@Designate(ocd = LiveSettings.class)
public final class LiveQuotes implements Quotes {
    private static final Logger LOG = LoggerFactory.getLogger(LiveQuotes.class);
    /** Tables of the site, see {@code platform/docs/words.md}. */
    private static final String ACCOUNT = "account";
    private static final String PRODUCT = "product";
    private static final String CREDIT = "credit";
    private static final Duration GOOD_FOR = Duration.ofSeconds(10);
    private static final int AT_ONCE = 8;

    private final Tables tables;
    private final Sites sites;
    private final Duration deadline;
    /** Empty inside when the ERP does not know the item. */
    private final Kept<Priced, Optional<Quote>> prices;
    /** Empty inside when the ERP does not know the account. */
    private final Kept<Stood, Optional<Credit>> credits;
    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Set<String> asking = ConcurrentHashMap.newKeySet();
    private final Rests rests;
    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY, cardinality = ReferenceCardinality.MULTIPLE)
    private volatile List<Connector> connectors = List.of();

    /** @throws IllegalArgumentException when the deadline is none */
    @Activate
    public LiveQuotes(@Reference Tables tables, @Reference Sites sites, LiveSettings settings) {
        this(tables, sites, InstantSource.system(), Duration.ofMillis(settings.deadline()), List.of());
    }

    LiveQuotes(Tables tables, Sites sites, InstantSource clock, Duration deadline, List<Connector> connectors) {
        if (deadline.isNegative() || deadline.compareTo(Duration.ofSeconds(10)) > 0) throw new IllegalArgumentException("deadline of torg.sync.live is " + deadline.toMillis() + ", expected 0 to 10000 milliseconds");
        this.tables = tables;
        this.sites = sites;
        this.deadline = deadline;
        this.connectors = connectors;
        this.prices = new Kept<>(clock, GOOD_FOR);
        this.credits = new Kept<>(clock, GOOD_FOR);
        this.rests = new Rests(clock, GOOD_FOR);
    }

    @Override
    public Quoted ask(Caller caller, String account, List<Item> items) {
        var source = source(PRODUCT, Connector::questions);
        var buyer = source.isEmpty() ? Optional.<Row>empty() : find(caller, ACCOUNT, account, "company", "currency");
        if (buyer.isEmpty()) return nothing(State.NOT_ASKED);
        var visible = visible(caller, items.stream().distinct().limit(MOST_ITEMS).toList());
        if (visible.isEmpty()) return nothing(State.NOT_ASKED);
        var question = new Question(buyer.get().text("company").orElse(""), buyer.get().key(), buyer.get().text("currency").orElse(""), visible);
        return answer(caller, source.get(), question).map(quotes -> new Quoted(State.ANSWERED, quotes, buyer.get().text("currency"))).orElseGet(() -> nothing(State.LATE));
    }

    private static Quoted nothing(State state) {
        return new Quoted(state, List.of(), Optional.empty());
    }

    @Override
    public Standing standing(Caller caller, String account) {
        var source = source(CREDIT, Connector::credit);
        // The account's own row says of which seller it buys, that of its credit who may know, and in which currency it is.
        var buyer = source.isEmpty() ? Optional.<Row>empty() : find(caller, ACCOUNT, account, "company");
        var row = buyer.isEmpty() ? Optional.<Row>empty() : find(caller, CREDIT, account, "currency");
        if (row.isEmpty()) return unknown(State.NOT_ASKED);
        var asked = new Stood(source.get().name(), buyer.get().text("company").orElse(""), buyer.get().key());
        var known = credits.get(asked).or(() -> {
            // What may not be asked of customers, or fails there, keeps nobody from prices, and the other way round.
            var answer = inTime(caller, source.get().name() + " (credit)", () -> source.get().questions().credit(asked.company, asked.account, deadline));
            answer.ifPresent(credit -> credits.put(asked, credit));
            return answer;
        });
        if (known.isEmpty()) return unknown(State.LATE);
        return known.get().map(credit -> new Standing(State.ANSWERED, credit.onHold(), credit.limit(), credit.left(), row.get().text("currency"))).orElseGet(() -> unknown(State.NOT_ASKED));
    }

    private static Standing unknown(State state) {
        return new Standing(state, false, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What is asked for a price. */
    private record Priced(String connector, String account, Item item) {}

    /** Of whom it is asked how they stand. */
    private record Stood(String connector, String company, String account) {}

    /** @param name of the connector */
    private record Source<Q>(String name, Q questions) {}

    /** Who can be asked about rows of a table; empty when nobody can, or is to be. */
    private <Q> Optional<Source<Q>> source(String table, Function<Connector, Optional<Q>> ability) {
        if (deadline.isZero()) return Optional.empty();
        var map = sites.current().part(TableMaps.class).flatMap(maps -> maps.any(table)).map(TableMap::connector);
        return map.flatMap(name -> connectors.stream().filter(connector -> connector.name().equals(name)).findFirst().flatMap(ability).map(questions -> new Source<>(name, questions)));
    }

    /** A row with what the ERP has to know of it, once it is sure that the caller may know of it. */
    private Optional<Row> find(Caller caller, String table, String key, String... columns) {
        try {
            return tables.find(caller, table, key, tables.schema().table(table).key()).flatMap(row -> tables.find(Caller.service("sync"), table, row.key(), columns));
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
            return Optional.empty();
        }
    }

    private List<Item> visible(Caller caller, List<Item> items) {
        if (items.isEmpty()) return List.of();
        try {
            var key = tables.schema().table(PRODUCT).key();
            var any = Condition.any(items.stream().map(Item::product).distinct().map(product -> Condition.eq(key, product)).toList());
            var seen = tables.query(caller, Query.of(PRODUCT, key).where(any).top(MOST_ITEMS)).rows().stream().map(Row::key).collect(Collectors.toSet());
            return items.stream().filter(item -> seen.contains(item.product())).toList();
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.NOT_FOUND) throw e;
            return List.of();
        }
    }

    /** Empty when it is late. */
    private Optional<List<Quote>> answer(Caller caller, Source<LiveQuestions> source, Question question) {
        var known = new HashMap<Item, Optional<Quote>>();
        var unknown = new ArrayList<Item>();
        question.items().forEach(item -> prices.get(new Priced(source.name(), question.account(), item)).ifPresentOrElse(quote -> known.put(item, quote), () -> unknown.add(item)));
        if (!unknown.isEmpty()) {
            var rest = new Question(question.company(), question.account(), question.currency(), unknown);
            var answered = inTime(caller, source.name(), () -> source.questions().quotes(rest, deadline));
            if (answered.isEmpty()) return Optional.empty();
            var quotes = byItem(answered.get());
            for (var item : unknown) {
                known.put(item, Optional.ofNullable(quotes.get(item)));
                prices.put(new Priced(source.name(), question.account(), item), known.get(item));
            }
        }
        return Optional.of(question.items().stream().flatMap(item -> known.get(item).stream()).toList());
    }

    private static Map<Item, Quote> byItem(Collection<Quote> quotes) {
        var all = new LinkedHashMap<Item, Quote>();
        quotes.forEach(quote -> all.put(quote.item(), quote));
        return all;
    }

    /** Empty when it is late, or is none. */
    private <T> Optional<T> inTime(Caller caller, String connector, Supplier<Answer<T>> question) {
        var who = caller.kind() + " " + caller.contact().orElse(caller.name());
        if (rests.rests(connector, who) || !asking.add(who)) return Optional.empty();
        if (!free.tryAcquire()) {
            asking.remove(who);
            return Optional.empty();
        }
        var began = System.nanoTime();
        // The places are given back when the ERP is done with it, however long whoever asked has waited.
        var answer = InTime.ask(() -> said(connector, question), deadline, () -> {
            free.release();
            asking.remove(who);
        });
        // A connector keeps the same time, begun later: what it gives up for want of time comes after the deadline.
        if (answer.isEmpty() && System.nanoTime() - began < deadline.toNanos()) rests.failed(connector);
        else if (answer.isEmpty()) rests.late(connector, who);
        return answer;
    }

    private static <T> Optional<T> said(String connector, Supplier<Answer<T>> question) {
        try {
            return switch (Urgency.PEOPLE.during(question)) {
                case Answer.Done<T>(var value) -> Optional.of(value);
                case Answer.Refused<T>(var code, var reason) -> none(connector, code + " " + reason);
                case Answer.Later<T>(_, var reason) -> none(connector, reason);
                case Answer.Unknown<T>(_, var reason) -> none(connector, reason);
            };
        } catch (TorgException e) {
            return none(connector, e.getMessage());
        }
    }

    private static <T> Optional<T> none(String connector, String why) {
        LOG.info("no live answer connector={} because={}", connector, why);
        return Optional.empty();
    }
}
