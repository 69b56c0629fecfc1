package torg.launcher.house;

import java.io.UncheckedIOException;
import java.util.List;

/** What the demo ERP has of the portal's orders, asked by whom a portal does not know. */
record OrdersOfErp(Visitor erp) {
    /** The ERP's numbers of the orders that carry this one of the portal's. */
    List<String> numbers(String portalNumber) {
        return Visitor.json(erp.get("/data/CDSSalesOrderHeaders?cross-company=true&$filter=" + Visitor.encoded("CustomersOrderReference eq '" + portalNumber + "'"))).get("value").findValuesAsText("SalesOrderNumber");
    }

    /** How many lines the order has that the ERP calls so. */
    int lines(String number) {
        return Visitor.json(erp.get("/data/CDSSalesOrderLinesV2?cross-company=true&$filter=" + Visitor.encoded("SalesOrderNumber eq '" + number + "'"))).get("value").size();
    }

    /** Whether there is an ERP. */
    boolean answers() {
        try {
            return erp.get("/data/CDSSalesOrderHeaders?cross-company=true&$top=1").statusCode() == 200;
        } catch (UncheckedIOException _) {
            return false;
        }
    }

    /** Whether it is there with lines. */
    boolean isWhole(String portalNumber) {
        try {
            var there = numbers(portalNumber);
            return !there.isEmpty() && lines(there.getFirst()) > 0;
        } catch (UncheckedIOException _) {
            return false; // it is just starting
        }
    }
}
