package torg.demo.erp.books;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import torg.demo.erp.books.Schema.Sequence;

/** The rules of order lines: what may be sold, at which price, and what that makes of the order's totals. */
final class SalesLines implements TableRules {
    private static final List<String> SET_BY_SYSTEM = List.of("SalesOrderLineStatus", ProcessingStatus.COLUMN, "LineAmount", "TotalTaxAmount", "TotalChargesAmount",
            "TotalDiscountAmount", "PickedQuantity", "AreTotalsCalculated", "FormattedDelveryAddress", "FormattedDeliveryAddress", "SalesProductCategoryHierarchyName");
    private static final List<String> FROM_HEADER = List.of("CurrencyCode", "DeliveryModeCode", "RequestedReceiptDate", "RequestedShippingDate", "SalesOrderPromisingMethod",
            "DeliveryAddressName", "DeliveryAddressDescription", "DeliveryAddressStreet", "DeliveryAddressCity", "DeliveryAddressZipCode", "DeliveryAddressStateId",
            "DeliveryAddressCountryRegionId", "DeliveryAddressCountryRegionISOCode", "DeliveryAddressLocationId", "IsDeliveryAddressOrderSpecific");
    private static final String ORDER = "SalesOrderNumber";
    private static final String SEQUENCE = "LineCreationSequenceNumber";
    private static final String DISCONTINUED = "Discontinued";
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int PRICE_DECIMALS = 10;

    static List<Row> of(Session session, Row order) {
        return session.rows(Table.SALES_LINE, Books.inCompanyOf(order).and(ORDER, order.text(ORDER)));
    }

    @Override
    public Row insert(Session session, Row sent) {
        var line = sent.copy().otherwise(Entity.COMPANY, Books.DEFAULT_COMPANY);
        var log = new Infolog();
        log.refuseSetting(sent, SET_BY_SYSTEM);
        var order = openOrder(session, line, log);
        var product = product(session, line, log);
        if (product.isPresent()) {
            line.otherwise("SalesUnitSymbol", product.get().text("SalesUnitSymbol"));
            checkSale(line, product.get(), log);
        }
        log.refuseUnlessClean();
        complete(session, line, order.orElseThrow(), product.orElseThrow());
        var written = session.insert(Table.SALES_LINE, line);
        Credit.check(session, retotal(session, order.orElseThrow()));
        return written;
    }

    private static Optional<Row> openOrder(Session session, Row line, Infolog log) {
        var order = session.find(Table.SALES_ORDER, Books.inCompanyOf(line).and(ORDER, line.text(ORDER)));
        log.require(order.isPresent(), "Sales order '%s' does not exist in company '%s'".formatted(line.text(ORDER), line.text(Entity.COMPANY)));
        order.ifPresent(header -> log.require(!ProcessingStatus.of(header).isFinal(),
                "Sales order '%s' is %s and cannot be changed".formatted(line.text(ORDER), ProcessingStatus.of(header))));
        return order;
    }

    private static Optional<Row> product(Session session, Row line, Infolog log) {
        var column = line.isEmpty("ProductNumber") ? "ItemNumber" : "ProductNumber";
        var product = session.find(Table.PRODUCT, Books.inCompanyOf(line).and(column, line.text(column)));
        log.require(product.isPresent(), "Product '%s' is not released to company '%s'".formatted(line.text(column), line.text(Entity.COMPANY)));
        return product;
    }

    private static void checkSale(Row line, Row product, Infolog log) {
        var number = product.text("ProductNumber");
        log.require(!DISCONTINUED.equals(product.text("ProductLifecycleStateId")), "Product '%s' is discontinued and cannot be sold".formatted(number));
        log.require(product.text("SalesUnitSymbol").equalsIgnoreCase(line.text("SalesUnitSymbol")),
                "A unit conversion from '%s' to '%s' does not exist for product '%s'".formatted(line.text("SalesUnitSymbol"), product.text("SalesUnitSymbol"), number));
        checkAmounts(line, log);
    }

    private static void checkAmounts(Row line, Infolog log) {
        log.require(line.amount("OrderedSalesQuantity").signum() > 0, "The quantity must be greater than zero");
        log.require(line.amount("SalesPrice").signum() >= 0, "The price must not be negative");
        var discount = line.amount("LineDiscountPercentage");
        log.require(discount.signum() >= 0 && discount.compareTo(HUNDRED) <= 0, "The discount must be between 0 and 100 percent");
    }

    private static void complete(Session session, Row line, Row order, Row product) {
        if (line.isEmpty(SEQUENCE)) {
            line.set(SEQUENCE, (int) of(session, order).stream().mapToLong(other -> other.number(SEQUENCE)).max().orElse(0) + 1);
        }
        if (line.isEmpty("InventoryLotId")) {
            line.set("InventoryLotId", "LOT-%06d".formatted(session.next(Sequence.LOT_NUMBER)));
        }
        FROM_HEADER.forEach(column -> line.otherwise(column, order.value(column)));
        line.set(ORDER, order.text(ORDER)).set("ProductNumber", product.text("ProductNumber")).set("ItemNumber", product.text("ItemNumber"))
                .otherwise("ProductName", product.text("ProductName")).otherwise("LineDescription", product.text("ProductName"))
                .otherwise("SalesProductCategoryName", product.text("ProductGroupId"))
                .otherwise("SalesPriceQuantity", BigDecimal.ONE).otherwise("SalesPrice", price(session, line, order, product))
                .set("SalesOrderLineStatus", order.text("SalesOrderStatus")).set(ProcessingStatus.COLUMN, order.text(ProcessingStatus.COLUMN))
                .set("LineAmount", amount(line)).set("AreTotalsCalculated", "Yes")
                .set("FormattedDelveryAddress", order.text("FormattedDelveryAddress")).set("FormattedDeliveryAddress", order.text("FormattedDelveryAddress"));
    }

    /** A price nobody set comes from the agreement of the customer's price group, else from the product. */
    private static BigDecimal price(Session session, Row line, Row order, Row product) {
        return session.rows(Table.PRICE, Books.inCompanyOf(line).and("AccountCode", "Group").and("PriceCustomerGroupCode", order.text("PriceCustomerGroupCode"))
                        .and("ProductNumber", product.text("ProductNumber")).and("PriceCurrencyCode", order.text("CurrencyCode"))).stream()
                .filter(agreement -> agreement.amount("FromQuantity").compareTo(line.amount("OrderedSalesQuantity")) <= 0)
                .map(agreement -> agreement.amount("Price")).findFirst().orElse(product.amount("SalesPrice"));
    }

    static BigDecimal amount(Row line) {
        var perUnit = line.amount("SalesPrice").divide(line.amount("SalesPriceQuantity"), PRICE_DECIMALS, RoundingMode.HALF_UP).subtract(line.amount("LineDiscountAmount"));
        var share = BigDecimal.ONE.subtract(line.amount("LineDiscountPercentage").divide(HUNDRED));
        return perUnit.multiply(line.amount("OrderedSalesQuantity")).multiply(share).add(line.amount("FixedPriceCharges")).setScale(2, RoundingMode.HALF_UP);
    }

    static BigDecimal total(Row order, List<Row> lines) {
        return lines.stream().map(line -> line.amount("LineAmount")).reduce(BigDecimal.ZERO, BigDecimal::add)
                .add(order.amount("OrderTotalChargesAmount")).add(order.amount("OrderTotalTaxAmount")).subtract(order.amount("TotalDiscountAmount"));
    }

    /** Makes the total of the order agree with its lines again. */
    private static Row retotal(Session session, Row order) {
        return session.update(Table.SALES_ORDER, order, new Row().set("OrderTotalAmount", total(order, of(session, order))));
    }

    @Override
    public Row update(Session session, Row before, Row changes) {
        var log = new Infolog();
        log.refuseSetting(changes, SET_BY_SYSTEM);
        var order = openOrder(session, before, log);
        var after = before.copy().setAll(changes);
        for (var column : List.of("ProductNumber", "ItemNumber")) {
            log.require(after.text(column).equals(before.text(column)), "Field '%s' cannot be edited; delete the line and add another".formatted(column));
        }
        product(session, before, log).ifPresent(product -> checkSale(after, product, log));
        log.refuseUnlessClean();
        after.otherwise("SalesPriceQuantity", BigDecimal.ONE).set("LineAmount", amount(after));
        var written = session.update(Table.SALES_LINE, before, after.changesSince(before));
        Credit.check(session, retotal(session, order.orElseThrow()));
        return written;
    }

    @Override
    public void delete(Session session, Row line) {
        var log = new Infolog();
        var order = openOrder(session, line, log);
        log.refuseUnlessClean();
        session.delete(Table.SALES_LINE, line);
        retotal(session, order.orElseThrow());
    }
}
