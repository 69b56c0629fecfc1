package torg.demo.erp.books;

import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is printed of an invoice, line by line. It says of itself that it is a demo's: nobody is to pay it. */
final class InvoiceText {
    private InvoiceText() {}

    static List<String> of(Row order, Row invoice, List<Row> lines) {
        var currency = invoice.text("CurrencyCode");
        var text = new ArrayList<>(List.of("INVOICE " + invoice.text("InvoiceNumber"), "made by the demo ERP, which stands in for a real one: there is nothing to pay", "",
                "Northwind Traders", "", "Date       " + invoice.moment("InvoiceDate").atZone(ZoneOffset.UTC).toLocalDate(), "Order      " + order.text("SalesOrderNumber") + " (yours: " + order.text("CustomersOrderReference") + ")",
                "Customer   " + invoice.text("InvoiceCustomerAccountNumber"), ""));
        Stream.of(order.text("FormattedInvoiceAddress").split("\n")).map(String::strip).forEach(text::add);
        text.addAll(List.of("", "%-44s %8s %10s %12s".formatted("Item", "Quantity", "Price", "Amount")));
        lines.forEach(line -> text.add("%-44.44s %8s %10s %12s".formatted(line.text("ProductNumber") + " " + line.text("ProductName"), Session.plain(line.amount("OrderedSalesQuantity")).toPlainString(),
                money(line, "SalesPrice"), money(line, "LineAmount"))));
        text.add("%-64s %12s".formatted("Charges", money(invoice, "TotalChargeAmount")));
        text.add("%-60s %3s %12s".formatted("Total", currency, money(invoice, "TotalInvoiceAmount")));
        return List.copyOf(text);
    }

    private static String money(Row row, String column) {
        return row.amount(column).setScale(2, RoundingMode.HALF_UP).toPlainString();
    }
}
