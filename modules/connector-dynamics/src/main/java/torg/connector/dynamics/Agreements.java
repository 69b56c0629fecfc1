package torg.connector.dynamics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import torg.api.problem.Deadline;
import torg.api.sync.Quotes.Item;
import torg.api.sync.Quotes.Quote;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.Connector.Batch;
import torg.spi.sync.Connector.Read;
import torg.spi.sync.LiveQuestions;
import torg.spi.sync.Urgency;

/**
 * Prices by the customer's price agreements, and what the warehouses have. The ERP's own price calculation cannot be called from outside: of the agreements that hold today the
 * customer's own goes before that of the price group, and that before one for everybody; the lowest of them counts. Discounts are left out. Warehouses
 * count in the unit that a product is kept in: in another one its stock is not told.
 */
final class Agreements implements LiveQuestions {
    static final String CUSTOMERS = "CustomersV3";
    private static final String PRICES = "SalesPriceAgreements";
    private static final String STOCK = "WarehousesOnHandV2";
    private static final String PRODUCTS = "ReleasedProductsV2";
    /** What is asked for it. */
    static final Set<String> ENTITIES = Set.of(CUSTOMERS, PRICES, STOCK, PRODUCTS);
    private static final String COMPANY = "dataAreaId";
    private static final String PRODUCT = "ProductNumber";
    private static final String ITEM = "ItemNumber";
    /** Values of one {@code or} chain; longer ones make addresses that servers refuse. */
    private static final int CHAIN = 40;
    private final DynamicsConnector connector;

    Agreements(DynamicsConnector connector) {
        this.connector = connector;
    }

    @Override
    public Answer<List<Quote>> quotes(Question question, Duration within) {
        var deadline = Deadline.in(within);
        var products = List.copyOf(new LinkedHashSet<>(question.items().stream().map(Item::product).toList()));
        var stock = ofItems(STOCK, "AvailableOnHandQuantity", question, products, deadline);
        var units = ofItems(PRODUCTS, "InventoryUnitSymbol", question, products, deadline);
        var group = group(question, deadline);
        if (!(group instanceof Answer.Done<Optional<String>>(var code))) return DynamicsConnector.failed(group);
        var agreed = all(PRICES, List.of(PRODUCT, "AccountCode", "AccountRelation", "QuantityUnitySymbol", "FromQuantity", "ToQuantity", "Price", "SalesPriceQuantity", "PriceApplicableFromDate", "PriceApplicableToDate"),
                Map.of(COMPANY, question.company(), "PriceCurrencyCode", question.currency()), PRODUCT, products, deadline);
        if (!(agreed instanceof Answer.Done<List<Map<String, Object>>>(var agreements))) return DynamicsConnector.failed(agreed);
        var onHand = joined(stock);
        if (!(onHand instanceof Answer.Done<List<Map<String, Object>>>(var places))) return DynamicsConnector.failed(onHand);
        var kept = joined(units);
        if (!(kept instanceof Answer.Done<List<Map<String, Object>>>(var keptIn))) return DynamicsConnector.failed(kept);
        return new Answer.Done<>(question.items().stream()
                .flatMap(item -> price(item, question.account(), code, agreements).map(price -> new Quote(item, Optional.of(price), stock(item, places, keptIn))).stream()).toList());
    }

    private CompletableFuture<Answer<List<Map<String, Object>>>> ofItems(String entity, String field, Question question, List<String> products, Deadline deadline) {
        var urgency = Urgency.current();
        return CompletableFuture.supplyAsync(() -> urgency.during(() -> all(entity, List.of(ITEM, field), Map.of(COMPANY, question.company()), ITEM, products, deadline)), Thread::startVirtualThread);
    }

    private static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The customer's price group. */
    private Answer<Optional<String>> group(Question question, Deadline deadline) {
        var customer = connector.read(new Read(CUSTOMERS, List.of("DiscountPriceGroupId"), Map.of(COMPANY, question.company(), "CustomerAccount", question.account()), Map.of(), Optional.empty()), deadline);
        if (!(customer instanceof Answer.Done<Batch>(var batch))) return DynamicsConnector.failed(customer);
        return new Answer.Done<>(batch.records().stream().findFirst().map(record -> text(record, "DiscountPriceGroupId")));
    }

    private Answer<List<Map<String, Object>>> all(String entity, List<String> fields, Map<String, Object> where, String field, List<String> keys, Deadline deadline) {
        // Not every environment has each of them: then nothing is known of what it tells.
        if (connector.describe(entity).isEmpty()) return new Answer.Done<>(List.of());
        var all = new ArrayList<Map<String, Object>>();
        for (var i = 0; i < keys.size(); i += CHAIN) {
            var at = Optional.of(new Read(entity, fields, where, Map.of(field, keys.subList(i, Math.min(keys.size(), i + CHAIN))), Optional.empty()));
            while (at.isPresent()) {
                var read = at.get();
                var answer = connector.read(read, deadline);
                if (!(answer instanceof Answer.Done<Batch>(var batch))) return DynamicsConnector.failed(answer);
                all.addAll(batch.records());
                at = batch.cursor().map(cursor -> new Read(read.entity(), read.fields(), read.where(), read.keys(), Optional.of(cursor)));
            }
        }
        return new Answer.Done<>(all);
    }

    private static Optional<BigDecimal> price(Item item, String account, Optional<String> group, List<Map<String, Object>> agreements) {
        return agreements.stream().filter(agreement -> holds(agreement, item)).flatMap(agreement -> offer(agreement, account, group).stream())
                .min(Comparator.comparingInt(Agreed::rank).thenComparing(Agreed::price)).map(Agreed::price);
    }

    /** Empty in another unit than the product is kept in. */
    private static Optional<BigDecimal> stock(Item item, List<Map<String, Object>> places, List<Map<String, Object>> keptIn) {
        if (keptIn.stream().noneMatch(product -> text(product, ITEM).equals(item.product()) && text(product, "InventoryUnitSymbol").equalsIgnoreCase(item.unit()))) return Optional.empty();
        return places.stream().filter(place -> text(place, ITEM).equals(item.product())).map(place -> number(place, "AvailableOnHandQuantity")).reduce(BigDecimal::add);
    }

    /** @param rank whom it is for: 0 this customer, 1 the customer's group, 2 everybody */
    private record Agreed(int rank, BigDecimal price) {}

    private static boolean holds(Map<String, Object> agreement, Item item) {
        var now = Instant.now();
        var most = number(agreement, "ToQuantity");
        return text(agreement, PRODUCT).equals(item.product()) && text(agreement, "QuantityUnitySymbol").equalsIgnoreCase(item.unit())
                && number(agreement, "FromQuantity").compareTo(item.quantity()) <= 0 && (most.signum() == 0 || most.compareTo(item.quantity()) > 0)
                && !(agreement.get("PriceApplicableFromDate") instanceof Instant from && from.isAfter(now)) && !(agreement.get("PriceApplicableToDate") instanceof Instant to && to.isBefore(now));
    }

    private static Optional<Agreed> offer(Map<String, Object> agreement, String account, Optional<String> group) {
        var relation = text(agreement, "AccountRelation");
        var rank = switch (text(agreement, "AccountCode")) {
            case "Table" -> relation.equalsIgnoreCase(account) ? 0 : -1;
            case "Group" -> group.filter(relation::equalsIgnoreCase).isPresent() ? 1 : -1;
            default -> 2;
        };
        // A price may be one of several units.
        var units = number(agreement, "SalesPriceQuantity");
        var price = units.signum() <= 0 ? number(agreement, "Price") : number(agreement, "Price").divide(units, 4, RoundingMode.HALF_UP);
        return rank < 0 ? Optional.empty() : Optional.of(new Agreed(rank, price));
    }

    private static String text(Map<String, Object> record, String field) {
        return String.valueOf(record.getOrDefault(field, ""));
    }

    private static BigDecimal number(Map<String, Object> record, String field) {
        return record.get(field) instanceof BigDecimal number ? number : BigDecimal.ZERO;
    }
}
