package torg.launcher.bench;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector;
import torg.spi.sync.Governor;

/**
 * An ERP that answers after a time that is chosen, behind the maps that ship: what is measured beside it is the portal's own. Its orders of old are worked out when they are asked for, so that
 * they fill no memory; what was made or changed since is kept. Thread-safe.
 */
final class QuickErp implements Connector {
    static final int LINES_OF_AN_ORDER = 2;
    private static final int PAGE = 5_000;
    private static final String HEADS = "CDSSalesOrderHeaders";
    private static final String LINES = "CDSSalesOrderLinesV2";
    private static final String NUMBER = "SalesOrderNumber";
    private static final String REFERENCE = "CustomersOrderReference";
    private static final String POSITION = "LineCreationSequenceNumber";
    private static final Map<String, Map<String, Object>> OTHERS = Map.of(
            "LegalEntities", Map.of("LegalEntityId", "nwnd", "Name", "Northwind Traders"),
            "Currencies", Map.of("CurrencyCode", "USD", "Name", "US dollar", "Symbol", "$"),
            "UnitsOfMeasure", Map.of("UnitSymbol", "pcs", "UnitDescription", "Pieces", "DecimalPrecision", 0),
            "CustomersV3", Map.of("CustomerAccount", "ALFKI", "OrganizationName", "Alfreds Futterkiste", "dataAreaId", "nwnd", "SalesCurrencyCode", "USD"),
            "CDSReleasedDistinctProducts", Map.of("ProductNumber", "1", "ProductName", "Chai", "SalesUnitSymbol", "pcs", "CurrencyCode", "USD", "SalesPrice", new BigDecimal("18")));

    private final int old;
    private final Duration takes;
    private final Map<String, Map<String, Object>> heads = new ConcurrentHashMap<>();
    private final Map<String, List<Map<String, Object>>> lines = new ConcurrentHashMap<>();
    private final Map<String, String> byReference = new ConcurrentHashMap<>();
    private final AtomicInteger changes = new AtomicInteger();
    private volatile boolean away;

    /**
     * @param old how many orders were there before the portal
     * @param takes how long each answer takes
     */
    QuickErp(int old, Duration takes) {
        this.old = old;
        this.takes = takes;
    }

    /** What the one for Dynamics declares: only as many changes are under way at once as an ERP takes. */
    @Override
    public Governor.Limits limits() {
        return new Governor.Limits(0, 50);
    }

    /** Somebody gave the order another name in the ERP, and set it to be worked on, so that it is one of those that are still moving. */
    void renamed(int order, String name) {
        var head = new HashMap<>(head(number(order)).orElseThrow());
        head.putAll(Map.of("SalesOrderName", name, "SalesOrderStatus", "Backorder", "SalesOrderProcessingStatus", "Active"));
        heads.put(number(order), Map.copyOf(head));
    }

    /** From now on it is not reached, or reached again. */
    void away(boolean is) {
        away = is;
    }

    /** How often a record was changed by the portal. */
    int changes() {
        return changes.get();
    }

    @Override
    public String name() {
        return "dynamics";
    }

    @Override
    public Optional<EntityInfo> describe(String entity) {
        if (away) throw isAway(); // what it looks like was read once, and takes no time
        return Optional.of(new EntityInfo(Map.of(), switch (entity) {
            case HEADS -> List.of(NUMBER);
            case LINES -> List.of(NUMBER, POSITION);
            default -> List.of();
        }));
    }

    @Override
    public Answer<Batch> read(Read read) {
        reach();
        if (!read.keys().isEmpty()) return all(asked(read).flatMap(number -> read.entity().equals(HEADS) ? head(number).stream() : lines(number)));
        if (read.where().containsKey("SalesOrderStatus")) return all(heads.values().stream().filter(head -> read.where().get("SalesOrderStatus").equals(head.get("SalesOrderStatus"))));
        return switch (read.entity()) {
            case HEADS -> page(read, PAGE, number -> head(number).stream());
            case LINES -> page(read, PAGE / LINES_OF_AN_ORDER, this::lines);
            default -> all(Optional.ofNullable(OTHERS.get(read.entity())).stream());
        };
    }

    /** Numbers of the orders that are asked for by number or reference. */
    private Stream<String> asked(Read read) {
        return read.keys().entrySet().stream().flatMap(key -> key.getValue().stream().flatMap(value -> switch (key.getKey()) {
            case NUMBER -> Stream.of(value);
            case REFERENCE -> Optional.ofNullable(byReference.get(value)).stream();
            default -> Stream.of();
        }));
    }

    private static Answer<Batch> all(Stream<Map<String, Object>> records) {
        return new Answer.Done<>(new Batch(records.toList(), Optional.empty()));
    }

    /** Orders of old are all closed, and nothing else is looked at as a whole. */
    private Answer<Batch> page(Read read, int orders, Function<String, Stream<Map<String, Object>>> records) {
        var from = read.cursor().map(Integer::parseInt).orElse(0);
        var to = Math.min(old, from + orders);
        return new Answer.Done<>(new Batch(IntStream.range(from, to).mapToObj(QuickErp::number).flatMap(records).toList(), Optional.of("" + to).filter(_ -> to < old)));
    }

    static String number(int order) {
        return "SO%07d".formatted(order);
    }

    private Optional<Map<String, Object>> head(String number) {
        return Optional.ofNullable(heads.get(number)).or(() -> Optional.of(number).filter(this::isOld).map(QuickErp::oldHead));
    }

    private Stream<Map<String, Object>> lines(String number) {
        if (lines.containsKey(number)) return lines.get(number).stream();
        return isOld(number) ? IntStream.rangeClosed(1, LINES_OF_AN_ORDER).mapToObj(position -> oldLine(number, position)) : Stream.of();
    }

    private static Map<String, Object> oldHead(String number) {
        return Map.of(NUMBER, number, "SalesOrderName", "Order " + number, "dataAreaId", "nwnd", "OrderingCustomerAccountNumber", "ALFKI", "CurrencyCode", "USD",
                "OrderCreationDateTime", Instant.EPOCH, "SalesOrderProcessingStatus", "Invoiced", "DeliveryAddressCountryRegionISOCode", "DE", "OrderTotalAmount", new BigDecimal("36"));
    }

    private static Map<String, Object> oldLine(String number, long position) {
        return Map.of(NUMBER, number, POSITION, position, "ProductNumber", "1", "OrderedSalesQuantity", BigDecimal.ONE, "SalesUnitSymbol", "pcs", "CurrencyCode", "USD",
                "SalesPrice", new BigDecimal("18"), "LineAmount", new BigDecimal("18"), "DeliveryAddressCountryRegionISOCode", "DE");
    }

    private boolean isOld(String number) {
        return number.matches("SO\\d{7}") && Integer.parseInt(number.substring(2)) < old;
    }

    @Override
    public Answer<Extent> find(Outgoing document) {
        reach();
        return new Answer.Done<>(byReference.containsKey(document.reference()) ? Extent.ALL : Extent.NOTHING);
    }

    @Override
    public Answer<Map<String, Object>> create(Outgoing document) {
        reach();
        var number = byReference.computeIfAbsent(document.reference(), _ -> "SN%07d".formatted(heads.size()));
        var head = new HashMap<>(document.head());
        head.putAll(Map.of(document.referenceField(), document.reference(), NUMBER, number, "SalesOrderProcessingStatus", "Active", "SalesOrderStatus", "Backorder"));
        document.parts().ifPresent(parts -> lines.put(number, parts.lines().stream().map(line -> {
            var made = new HashMap<>(line);
            made.put(parts.parentField(), number);
            return Map.copyOf(made);
        }).toList()));
        heads.put(number, Map.copyOf(head));
        return new Answer.Done<>(heads.get(number));
    }

    @Override
    public Answer<Map<String, Object>> change(Correction correction) {
        reach();
        var number = String.valueOf(correction.record().get(NUMBER));
        var head = new HashMap<>(head(number).orElseThrow());
        correction.fields().forEach((field, value) -> value.ifPresentOrElse(given -> head.put(field, given), () -> head.remove(field)));
        heads.put(number, Map.copyOf(head));
        changes.incrementAndGet();
        return new Answer.Done<>(heads.get(number));
    }

    private void reach() {
        try {
            Thread.sleep(takes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (away) throw isAway();
    }

    private static TorgException isAway() {
        return TorgException.of(ProblemKind.UPSTREAM, "bench.away", "the ERP cannot be reached");
    }
}
