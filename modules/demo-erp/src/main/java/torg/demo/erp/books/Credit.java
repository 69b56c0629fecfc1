package torg.demo.erp.books;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** How much a customer may owe. A limit that is mandatory stops orders; what is ordered counts until it is invoiced or cancelled, for payments are not kept here. */
final class Credit {
    private Credit() {}

    /** @throws Refusal when the order, as it stands now, takes its customer beyond a mandatory limit */
    static void check(Session session, Row order) {
        var payer = order.text("InvoiceCustomerAccountNumber");
        var customer = session.find(Table.CUSTOMER, Books.inCompanyOf(order).and("CustomerAccount", payer)).orElseThrow();
        var limit = customer.amount("CreditLimit");
        if (!customer.isYes("CreditLimitIsMandatory") || limit.signum() == 0) return;
        var owed = session.rows(Table.SALES_ORDER, Books.inCompanyOf(order).and("InvoiceCustomerAccountNumber", payer)).stream()
                .filter(one -> !ProcessingStatus.of(one).isFinal()).map(one -> one.amount("OrderTotalAmount")).reduce(BigDecimal.ZERO, BigDecimal::add);
        var over = owed.subtract(limit).setScale(2, RoundingMode.HALF_UP);
        if (over.signum() > 0) throw new Refusal(List.of("The credit limit of customer '%s' is exceeded by %s %s".formatted(payer, over.toPlainString(), order.text("CurrencyCode"))));
    }
}
