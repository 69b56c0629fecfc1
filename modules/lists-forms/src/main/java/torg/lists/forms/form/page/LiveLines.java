package torg.lists.forms.form.page;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import torg.api.sync.Quotes;
import torg.api.view.Model;
import torg.lists.forms.form.FormView.Lines;
import torg.lists.forms.form.FormView.Live;
import torg.lists.forms.form.visit.Facts;
import torg.lists.forms.form.visit.Scope;
import torg.lists.forms.form.visit.Visit;

/**
 * What the ERP says at this moment about the lines of a form. It is only shown: what a line is worth is worked out from what the portal knows, and the ERP decides when it has the
 * order.
 */
record LiveLines(Visit visit, Lines lines) {

    /** What {@code components/live-lines} is handed; empty when there is nothing to say. */
    Optional<Model> of(List<Scope> some) {
        var account = visit.person().account();
        if (lines.live().isEmpty() || visit.quotes().isEmpty() || account.isEmpty()) return Optional.empty();
        var live = lines.live().get();
        var asked = new LinkedHashMap<Quotes.Item, Scope>();
        some.forEach(line -> item(live, line).ifPresent(item -> asked.putIfAbsent(item, line)));
        if (asked.isEmpty()) return Optional.empty();
        var quoted = visit.quotes().get().ask(visit.caller(), account.get(), List.copyOf(asked.keySet()));
        return switch (quoted.state()) {
            case NOT_ASKED -> Optional.empty();
            case LATE -> Optional.of(titled().with("late", say("late")).with("hasRows", false).build());
            case ANSWERED -> Optional.of(titled().with("late", "").with("hasRows", true).with("productHead", label(live)).with("priceHead", say("price")).with("stockHead", say("stock"))
                    .with("rows", asked.entrySet().stream().map(one -> row(live, one.getValue(), quote(quoted, one.getKey()), quoted.currency())).toList()).build());
        };
    }

    private Model.Builder titled() {
        return Model.with("title", say("title"));
    }

    private static Optional<Quotes.Item> item(Live live, Scope line) {
        var product = line.get(live.product().name());
        var unit = line.get(live.unit().name());
        var quantity = line.get(live.quantity().name());
        if (product.isEmpty() || unit.isEmpty() || !(quantity.orElse(null) instanceof BigDecimal number)) return Optional.empty();
        return Optional.of(new Quotes.Item(product.get().toString(), unit.get().toString(), number));
    }

    private static Optional<Quotes.Quote> quote(Quotes.Quoted quoted, Quotes.Item item) {
        return quoted.quotes().stream().filter(quote -> quote.item().equals(item)).findFirst();
    }

    private Model row(Live live, Scope line, Optional<Quotes.Quote> quote, Optional<String> currency) {
        var price = quote.flatMap(Quotes.Quote::price).map(value -> visit.formats().text(live.price(), value, currency)).orElseGet(() -> say("unknown"));
        var stock = quote.flatMap(Quotes.Quote::inStock).map(value -> visit.formats().text(live.quantity(), value, Optional.empty())).orElseGet(() -> say("unknown"));
        var asked = (BigDecimal) line.get(live.quantity().name()).orElseThrow();
        var isShort = quote.flatMap(Quotes.Quote::inStock).filter(value -> value.compareTo(asked) < 0).isPresent();
        return Model.with("product", new Facts(visit).words(live.product(), line.get(live.product().name()).orElseThrow(), line)).with("price", price).with("stock", stock)
                .with("short", isShort ? say("short") : "").build();
    }

    private String label(Live live) {
        return live.product().label().in(visit.request().locale());
    }

    private String say(String key) {
        return visit.words().text("forms.live." + key);
    }
}
