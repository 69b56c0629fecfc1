package torg.demo.erp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import torg.demo.erp.books.BusinessEvents;
import torg.demo.erp.books.Column;
import torg.demo.erp.books.Condition;
import torg.demo.erp.books.Entity;
import torg.demo.erp.books.ProcessingStatus;
import torg.demo.erp.books.Row;
import torg.demo.erp.books.Session;
import torg.demo.erp.odata.Faults;

/** The markup of the pages for people. Every value goes through {@link #text}. */
final class PeopleHtml {
    private static final int NEWEST_EVENTS = 10;

    private PeopleHtml() {}

    static String style() {
        try (var file = PeopleHtml.class.getResourceAsStream("style.css")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the style sheet cannot be read", e);
        }
    }

    static String home(Session session, Collection<Entity> entities, List<Row> orders, int page, int pageSize, Faults.State faults) {
        return page("Demo ERP", """
                <p>This program <strong>stands in</strong> for a Dynamics 365 Finance &amp; Operations environment, so that the portal can be tried without one.
                It answers OData at <a href="/data">/data</a> in that product's dialect, over the Northwind data. It is not the product, and has no sign-in:
                it listens on this machine only.</p>
                <section aria-labelledby="orders"><h2 id="orders">Orders, newest first</h2>
                %s<p class="pages">%s%s</p></section>
                %s
                <section aria-labelledby="holds"><h2 id="holds">What it holds</h2>%s</section>
                <section aria-labelledby="events"><h2 id="events">Newest business events</h2>%s</section>
                %s""".formatted(orderTable(orders.subList(0, Math.min(pageSize, orders.size()))),
                page > 1 ? "<a href=\"/?page=%d\">Newer</a> ".formatted(page - 1) : "", orders.size() > pageSize ? "<a href=\"/?page=%d\">Older</a>".formatted(page + 1) : "",
                telephoneForm(), counts(session, entities), events(session), faultForm(faults)));
    }

    private static String orderTable(List<Row> orders) {
        return table(List.of("Number", "Customer", "Their reference", "Contact", "Created", "Status", "-Total"), orders.stream().map(order -> List.of(
                link(order.text("SalesOrderNumber")), text(order.text("OrderingCustomerAccountNumber")), text(order.text("CustomersOrderReference")),
                text(order.text("ContactPersonId")), date(order, "OrderCreationDateTime"), text(order.text("SalesOrderProcessingStatus")),
                text(money(order.amount("OrderTotalAmount"), order)))).toList());
    }

    private static String telephoneForm() {
        return """
                <section aria-labelledby="telephone"><h2 id="telephone">Enter an order by telephone</h2>
                <form method="post" action="/orders">
                <label>Customer <input name="customer" value="ALFKI" required></label>
                <label>Product <input name="product" value="1" required></label>
                <label>Quantity <input name="quantity" type="number" min="1" value="1" required></label>
                <button>Enter</button></form></section>
                """;
    }

    private static String counts(Session session, Collection<Entity> entities) {
        return table(List.of("Entity set", "-Rows"), entities.stream().map(entity -> List.of(
                "<a href=\"/data/%s?cross-company=true&amp;$top=20\">%s</a>".formatted(entity.set(), entity.set()),
                String.valueOf(session.count(entity.table(), Condition.ALL)))).toList());
    }

    private static String events(Session session) {
        return table(List.of("-Control number", "Event", "Time", "Order", "Delivery"), BusinessEvents.newest(session, NEWEST_EVENTS).stream().map(event -> List.of(
                String.valueOf(event.number("ControlNumber")), text(event.text("BusinessEventId")), text(event.moment("EventTime").toString()),
                link(event.text("SalesOrderNumber")), text(event.text("Delivery")))).toList());
    }

    private static String faultForm(Faults.State state) {
        var modes = Arrays.stream(Faults.Mode.values()).map(mode -> "<option value=\"%s\"%s>%s: %s</option>".formatted(
                mode.label(), mode == state.mode() ? " selected" : "", mode.label(), mode.meaning())).collect(Collectors.joining());
        var now = state.mode() == Faults.Mode.NONE ? "All is well." : "<strong>Switched on: %s, for %d more requests.</strong>".formatted(state.mode().label(), state.count());
        return """
                <section aria-labelledby="faults"><h2 id="faults">Fault switches</h2>
                <p>%s They make the OData service misbehave on purpose.</p>
                <form method="post" action="/faults">
                <label>Fault <select name="mode">%s</select></label>
                <label>Requests <input name="count" type="number" min="1" value="1"></label>
                <label>Seconds <input name="seconds" type="number" min="1" max="60" value="1"></label>
                <button>Set</button></form></section>""".formatted(now, modes);
    }

    static String order(Row order, List<Row> lines, List<Row> slips, List<Row> invoices) {
        var number = order.text("SalesOrderNumber");
        return page("Order " + number, """
                <p><a href="/">All orders</a></p>
                <dl>%s</dl>
                <form method="post" action="/orders/%s/status">%s</form>
                <h2>Lines</h2>
                %s
                <h2>Packing slips</h2>
                %s
                <h2>Invoices</h2>
                %s""".formatted(facts(order), url(number), statusButtons(order), lineTable(lines), slipTable(slips), invoiceTable(invoices)));
    }

    private static String facts(Row order) {
        return fact("Status", order.text("SalesOrderProcessingStatus") + " (sales status " + order.text("SalesOrderStatus") + ")")
                + fact("Company", order.text(Entity.COMPANY)) + fact("Name", order.text("SalesOrderName"))
                + fact("Customer", order.text("OrderingCustomerAccountNumber")) + fact("Contact", order.text("ContactPersonId"))
                + fact("Customer's reference", order.text("CustomersOrderReference")) + fact("Requisition", order.text("CustomerRequisitionNumber"))
                + fact("Created", day(order, "OrderCreationDateTime")) + fact("Receipt requested", day(order, "RequestedReceiptDate"))
                + fact("Shipping confirmed", day(order, "ConfirmedShippingDate")) + fact("Deliver to", order.text("FormattedDelveryAddress").replace("\n", ", "))
                + fact("Charges", money(order.amount("OrderTotalChargesAmount"), order)) + fact("Total", money(order.amount("OrderTotalAmount"), order));
    }

    private static String fact(String name, String value) {
        return value.isBlank() ? "" : "<div><dt>%s</dt><dd>%s</dd></div>".formatted(text(name), text(value));
    }

    private static String statusButtons(Row order) {
        var next = ProcessingStatus.of(order).next();
        return next.isEmpty() ? "<p>This order is closed.</p>"
                : next.stream().map(status -> "<button name=\"status\" value=\"%s\">%s</button> ".formatted(status, status)).collect(Collectors.joining("", "<p>Set status: ", "</p>"));
    }

    private static String lineTable(List<Row> lines) {
        return table(List.of("-Line", "Product", "Name", "-Quantity", "Unit", "-Price", "-Discount %", "-Amount"), lines.stream().map(line -> List.of(
                String.valueOf(line.number("LineCreationSequenceNumber")), text(line.text("ProductNumber")), text(line.text("ProductName")),
                line.amount("OrderedSalesQuantity").toPlainString(), text(line.text("SalesUnitSymbol")), line.amount("SalesPrice").toPlainString(),
                line.amount("LineDiscountPercentage").toPlainString(), text(money(line.amount("LineAmount"), line)))).toList());
    }

    private static String slipTable(List<Row> slips) {
        return table(List.of("Number", "Delivered", "Tracking"), slips.stream().map(slip -> List.of(text(slip.text("PackingSlipNumber")), date(slip, "DeliveryDate"), text(slip.text("TrackingNumber")))).toList());
    }

    private static String invoiceTable(List<Row> invoices) {
        return table(List.of("Number", "Date", "-Amount"), invoices.stream().map(invoice -> List.of(text(invoice.text("InvoiceNumber")), date(invoice, "InvoiceDate"),
                text(money(invoice.amount("TotalInvoiceAmount"), invoice)))).toList());
    }

    static String problem(String message) {
        return page("Demo ERP", "<p role=\"alert\">%s</p><p><a href=\"/\">Back to the orders</a></p>".formatted(text(message)));
    }

    private static String page(String title, String content) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>%s</title>
                <link rel="stylesheet" href="/style.css"></head>
                <body><main><h1>%s</h1>
                %s
                </main></body></html>
                """.formatted(text(title), text(title), content);
    }

    /** A table of ready-made cells; a head that starts with a minus stands over numbers. */
    private static String table(List<String> heads, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return "<p>None.</p>";
        }
        var head = heads.stream().map(name -> name.startsWith("-") ? "<th scope=\"col\" class=\"number\">" + name.substring(1) + "</th>" : "<th scope=\"col\">" + name + "</th>")
                .collect(Collectors.joining());
        var body = new StringBuilder();
        for (var row : rows) {
            body.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                body.append(heads.get(i).startsWith("-") ? "<td class=\"number\">" : "<td>").append(row.get(i)).append("</td>");
            }
            body.append("</tr>\n");
        }
        return "<table><thead><tr>" + head + "</tr></thead><tbody>\n" + body + "</tbody></table>\n";
    }

    private static String link(String orderNumber) {
        return "<a href=\"/orders/%s\">%s</a>".formatted(url(orderNumber), text(orderNumber));
    }

    private static String url(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String date(Row row, String column) {
        return text(day(row, column));
    }

    private static String day(Row row, String column) {
        var moment = row.moment(column);
        return moment.equals(Column.NO_DATE) ? "" : moment.toString().substring(0, 10);
    }

    private static String money(BigDecimal amount, Row row) {
        return amount.setScale(2, RoundingMode.HALF_UP).toPlainString() + " " + row.text("CurrencyCode");
    }

    static String text(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }
}
