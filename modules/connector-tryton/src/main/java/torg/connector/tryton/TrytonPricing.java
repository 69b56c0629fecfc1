package torg.connector.tryton;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import torg.api.problem.Deadline;
import torg.api.sync.Quotes.Item;
import torg.api.sync.Quotes.Quote;
import torg.spi.sync.Connector.Answer;
import torg.spi.sync.LiveQuestions;

/**
 * Prices and stock as Tryton tells them of a product when the customer, the price list and the places of the goods are said in the context of the question: the price is what a
 * sale's line would be filled in with, and stock is what is there less what is promised by today.
 */
final class TrytonPricing implements LiveQuestions {
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);
    private static final JsonNode ALL = JsonNodeFactory.instance.nullNode();
    /** As Tryton's unit prices have. */
    private static final int DECIMALS = 4;
    /** Each different quantity is a question of its own to Tryton; what goes beyond is left unknown. */
    private static final int MOST_QUANTITIES = 10;

    private final Rpc rpc;
    private final InstantSource clock;
    private volatile Places places = new Places(List.of(), Map.of(), Instant.MIN);

    TrytonPricing(Rpc rpc, InstantSource clock) {
        this.rpc = rpc;
        this.clock = clock;
    }

    /**
     * What hardly ever changes.
     *
     * @param warehouses ids
     * @param currencies id by code
     */
    private record Places(List<Long> warehouses, Map<String, Long> currencies, Instant until) {}

    @Override
    public Answer<List<Quote>> quotes(Question question, Duration within) {
        var deadline = Deadline.in(within);
        return TrytonConnector.answered(() -> {
            var context = context(question, deadline);
            if (context.isEmpty()) return List.of();
            var quotes = new HashMap<Item, Quote>();
            // A price may hang on the quantity, which the context says once.
            var byQuantity = question.items().stream().collect(Collectors.groupingBy(Item::quantity, LinkedHashMap::new, Collectors.toList()));
            byQuantity.entrySet().stream().limit(MOST_QUANTITIES)
                    .forEach(group -> ask(context.get(), group.getKey(), group.getValue(), deadline).forEach(quote -> quotes.put(quote.item(), quote)));
            return question.items().stream().filter(quotes::containsKey).map(quotes::get).toList();
        });
    }

    /** Empty when Tryton has no such customer or currency. */
    private Optional<Map<String, JsonNode>> context(Question question, Deadline deadline) {
        var parties = rpc.ask("model.party.party.search_read", deadline, Map.of(), Values.list(Values.list("code", "=", question.account())), Values.json("integer", 0), Values.json("integer", 1), ALL, Values.texts(List.of("sale_price_list")));
        var known = places(deadline);
        var currency = known.currencies.get(question.currency());
        if (parties.isEmpty() || currency == null) return Optional.empty();
        var context = new HashMap<>(Map.of("customer", parties.get(0).path("id"), "currency", Values.json("integer", currency), "locations", Values.list(known.warehouses.toArray()), "stock_date_end", Values.json("date", LocalDate.now())));
        if (parties.get(0).path("sale_price_list").isNumber()) context.put("price_list", parties.get(0).get("sale_price_list"));
        return Optional.of(context);
    }

    private Places places(Deadline deadline) {
        var known = places;
        if (clock.instant().isBefore(known.until)) return known;
        var warehouses = new ArrayList<Long>();
        rpc.ask("model.stock.location.search", deadline, Map.of(), Values.list(Values.list("type", "=", "warehouse")), Values.json("integer", 0), ALL, ALL).forEach(id -> warehouses.add(id.longValue()));
        var currencies = new HashMap<String, Long>();
        rpc.ask("model.currency.currency.search_read", deadline, Map.of(), JsonNodeFactory.instance.arrayNode(), Values.json("integer", 0), ALL, ALL, Values.texts(List.of("code"))).forEach(one -> currencies.put(one.path("code").asText(), one.path("id").longValue()));
        places = new Places(List.copyOf(warehouses), Map.copyOf(currencies), clock.instant().plus(GOOD_FOR));
        return places;
    }

    private List<Quote> ask(Map<String, JsonNode> context, BigDecimal quantity, List<Item> items, Deadline deadline) {
        var more = new HashMap<>(context);
        more.put("quantity", Values.json("float", quantity));
        var domain = Values.list(Values.list("code", "in", Values.texts(items.stream().map(Item::product).distinct().toList())), Values.list("salable", "=", true));
        var products = rpc.ask("model.product.product.search_read", deadline, more, domain, Values.json("integer", 0), ALL, ALL, Values.texts(List.of("code", "sale_price_uom", "forecast_quantity", "sale_uom.symbol", "default_uom.symbol")));
        var quotes = new ArrayList<Quote>();
        for (var product : products) {
            for (var item : items) if (isOf(item, product)) quotes.add(quote(item, product));
        }
        return quotes;
    }

    private static boolean isOf(Item item, JsonNode product) {
        return product.path("code").asText().equals(item.product()) && Values.at(product, "sale_uom.symbol").filter(item.unit()::equals).isPresent();
    }

    /** Stock is counted in the unit that the product is kept in: in another one it is not told. */
    private static Quote quote(Item item, JsonNode product) {
        var price = Values.at(product, "sale_price_uom").map(Object::toString).map(BigDecimal::new).map(exact -> exact.setScale(DECIMALS, RoundingMode.HALF_UP));
        var stock = Values.at(product, "default_uom.symbol").filter(item.unit()::equals).flatMap(_ -> Values.at(product, "forecast_quantity")).map(Object::toString).map(BigDecimal::new);
        return new Quote(item, price, stock);
    }
}
