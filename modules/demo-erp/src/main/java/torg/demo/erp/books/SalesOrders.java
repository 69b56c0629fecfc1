package torg.demo.erp.books;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import torg.demo.erp.books.Schema.Sequence;

/** The rules of order headers: who may order, what the ERP fills in, and how an order moves from status to status. */
final class SalesOrders implements TableRules {
    private static final List<String> SET_BY_SYSTEM = List.of("SalesOrderStatus", "OrderCreationDateTime", "OrderTotalAmount", "OrderTotalChargesAmount",
            "OrderTotalDiscountAmount", "OrderTotalTaxAmount", "TotalDiscountAmount", "AreTotalsCalculated", "FormattedDelveryAddress", "FormattedInvoiceAddress");
    private static final String NUMBER = "SalesOrderNumber";
    private static final String CUSTOMER = "OrderingCustomerAccountNumber";
    private static final String DELIVERY = "DeliveryAddress";
    private static final String ON_HOLD = "All"; // the other members of the model's enum do not stop orders

    private final BusinessEvents events;
    private final Clock clock;

    SalesOrders(BusinessEvents events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Row insert(Session session, Row sent) {
        var order = sent.copy().otherwise(Entity.COMPANY, Books.DEFAULT_COMPANY);
        var log = new Infolog();
        log.refuseSetting(sent, SET_BY_SYSTEM);
        log.require(!sent.has(ProcessingStatus.COLUMN) || ProcessingStatus.of(sent) == ProcessingStatus.Active, "A new sales order has the status Active");
        log.requireFilled(order, CUSTOMER);
        log.refuseUnlessClean();
        var customer = customer(session, order, order.text(CUSTOMER)).orElseThrow(() ->
                new Refusal(List.of("Customer '%s' does not exist in company '%s'".formatted(order.text(CUSTOMER), order.text(Entity.COMPANY)))));
        log.require(!ON_HOLD.equals(customer.text("OnHoldStatus")), "Customer '%s' is on hold".formatted(order.text(CUSTOMER)));
        checkReferences(session, order, log);
        log.refuseUnlessClean();
        complete(session, order, customer);
        var written = session.insert(Table.SALES_ORDER, order);
        events.raise(session, BusinessEvents.ORDER_CREATED, written);
        return written;
    }

    private static Optional<Row> customer(Session session, Row order, String account) {
        return session.find(Table.CUSTOMER, Books.inCompanyOf(order).and("CustomerAccount", account));
    }

    /** What an order points to must be there. */
    private static void checkReferences(Session session, Row order, Infolog log) {
        log.requireKnown(() -> session.count(Table.CURRENCY, Condition.equal("CurrencyCode", order.text("CurrencyCode"))) > 0, order, "CurrencyCode", Table.CURRENCY);
        log.requireKnown(() -> customer(session, order, order.text("InvoiceCustomerAccountNumber")).isPresent(), order, "InvoiceCustomerAccountNumber", Table.CUSTOMER);
        log.requireKnown(() -> PostalAddress.isKnownCountry(order.text(DELIVERY + "CountryRegionISOCode")), order, DELIVERY + "CountryRegionISOCode", "Countries");
        log.requireKnown(() -> chosenAddress(session, order).isPresent(), order, DELIVERY + "LocationId", Table.ADDRESS);
        if (!order.isEmpty("ContactPersonId")) {
            var contact = session.find(Table.CONTACT, Books.inCompanyOf(order).and("ContactPersonId", order.text("ContactPersonId")));
            log.requireKnown(contact::isPresent, order, "ContactPersonId", Table.CONTACT);
            contact.ifPresent(person -> log.require(person.text("AssociatedContactNumber").equalsIgnoreCase(order.text(CUSTOMER)),
                    "Contact '%s' does not belong to customer '%s'".formatted(order.text("ContactPersonId"), order.text(CUSTOMER))));
        }
    }

    private void complete(Session session, Row order, Row customer) {
        if (order.isEmpty(NUMBER)) {
            order.set(NUMBER, "SO-" + session.next(Sequence.ORDER_NUMBER));
        }
        order.set(ProcessingStatus.COLUMN, ProcessingStatus.Active.name()).set("SalesOrderStatus", ProcessingStatus.Active.salesStatus())
                .set("OrderCreationDateTime", Instant.now(clock).truncatedTo(ChronoUnit.SECONDS)).set("AreTotalsCalculated", "Yes")
                .set(CUSTOMER, customer.text("CustomerAccount"))
                .otherwise("SalesOrderName", customer.text("OrganizationName"))
                .otherwise("InvoiceCustomerAccountNumber", customer.text("InvoiceAccount"))
                .otherwise("CurrencyCode", customer.text("SalesCurrencyCode"))
                .otherwise("LanguageId", customer.text("LanguageId"))
                .otherwise("PriceCustomerGroupCode", customer.text("DiscountPriceGroupId"))
                .otherwise("PaymentTermsName", customer.text("PaymentTerms"))
                .otherwise("DeliveryModeCode", customer.text("DeliveryMode"))
                .otherwise("DeliveryTermsCode", customer.text("DeliveryTerms"))
                .otherwise("Email", customer.text("PrimaryContactEmail"))
                .otherwise("RequestedReceiptDate", today())
                .otherwise("RequestedShippingDate", order.moment("RequestedReceiptDate"));
        completeAddresses(session, order, customer);
    }

    /** Noon, so that no time zone moves it to another day. */
    private Instant today() {
        return clock.instant().atOffset(ZoneOffset.UTC).with(LocalTime.NOON).truncatedTo(ChronoUnit.SECONDS).toInstant();
    }

    private static void completeAddresses(Session session, Row order, Row customer) {
        var typed = PostalAddress.of(order, DELIVERY);
        var delivery = typed.isBlank() ? chosenAddress(session, order).orElse(PostalAddress.of(customer, "Address")) : typed;
        if (!order.isEmpty(DELIVERY + "Description")) {
            delivery = delivery.named(order.text(DELIVERY + "Description"));
        }
        delivery.into(order, DELIVERY, "StateId");
        order.otherwise("DeliveryAddressName", order.text("SalesOrderName")).set("FormattedDelveryAddress", delivery.formatted())
                .otherwise("IsDeliveryAddressOrderSpecific", typed.isBlank() ? "No" : "Yes");
        var invoice = PostalAddress.of(customer, "Address");
        invoice.into(order, "InvoiceAddress", "StateId");
        order.without("InvoiceAddressDescription").set("FormattedInvoiceAddress", invoice.formatted());
    }

    /** The address that the order names by its location, if it names one. */
    private static Optional<PostalAddress> chosenAddress(Session session, Row order) {
        return order.isEmpty(DELIVERY + "LocationId") ? Optional.empty()
                : session.find(Table.ADDRESS, Books.inCompanyOf(order).and("CustomerAccountNumber", order.text(CUSTOMER))
                        .and("AddressLocationId", order.text(DELIVERY + "LocationId"))).map(row -> PostalAddress.of(row, "Address"));
    }

    @Override
    public Row update(Session session, Row before, Row changes) {
        var status = ProcessingStatus.of(before);
        var next = changes.has(ProcessingStatus.COLUMN) ? ProcessingStatus.of(changes) : status;
        var after = before.copy().setAll(changes);
        var log = new Infolog();
        log.refuseSetting(changes, SET_BY_SYSTEM);
        log.require(!status.isFinal(), "Sales order '%s' is %s and cannot be changed".formatted(before.text(NUMBER), status));
        log.require(next == status || status.isFinal() || status.next().contains(next), "Sales order '%s' cannot go from %s to %s".formatted(before.text(NUMBER), status, next));
        log.require(before.text(CUSTOMER).equalsIgnoreCase(after.text(CUSTOMER)), "Field '%s' cannot be edited on an existing order".formatted(CUSTOMER));
        checkReferences(session, after, log);
        log.refuseUnlessClean();
        after.set("FormattedDelveryAddress", PostalAddress.of(after, DELIVERY).formatted());
        if (next != status) {
            move(session, after, next);
        }
        var written = session.update(Table.SALES_ORDER, before, after.changesSince(before));
        if (next != status) {
            Postings.follow(session, written, next, today());
            events.raise(session, BusinessEvents.ORDER_STATUS_CHANGED, written);
        }
        return written;
    }

    private static void move(Session session, Row order, ProcessingStatus next) {
        var progress = new Row().set(ProcessingStatus.COLUMN, next.name());
        order.set("SalesOrderStatus", next.salesStatus());
        if (next == ProcessingStatus.Confirmed) {
            order.otherwise("ConfirmedReceiptDate", order.moment("RequestedReceiptDate")).otherwise("ConfirmedShippingDate", order.moment("RequestedShippingDate"));
            progress.set("ConfirmedReceiptDate", order.moment("ConfirmedReceiptDate")).set("ConfirmedShippingDate", order.moment("ConfirmedShippingDate"));
        }
        progress.set("SalesOrderLineStatus", next.salesStatus());
        SalesLines.of(session, order).forEach(line -> session.update(Table.SALES_LINE, line, progress));
    }

    @Override
    public void delete(Session session, Row order) {
        var log = new Infolog();
        log.require(ProcessingStatus.of(order).compareTo(ProcessingStatus.Picked) <= 0, "Sales order '%s' is %s and cannot be deleted".formatted(order.text(NUMBER), ProcessingStatus.of(order)));
        log.refuseUnlessClean();
        SalesLines.of(session, order).forEach(line -> session.delete(Table.SALES_LINE, line));
        session.delete(Table.SALES_ORDER, order);
    }
}
