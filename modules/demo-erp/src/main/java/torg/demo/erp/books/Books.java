package torg.demo.erp.books;

import java.time.Clock;
import java.util.List;

/** The only way to write to the ERP: every change goes through the rules of its table. */
public final class Books {
    /** Who does not say which company is meant works in this one, which is empty, as in the real product. */
    public static final String DEFAULT_COMPANY = "dat";

    private final SalesOrders orders;
    private final SalesLines lines = new SalesLines();

    public Books(BusinessEvents events, Clock clock) {
        this.orders = new SalesOrders(events, clock);
    }

    public Row insert(Session session, Table table, Row sent) {
        return rules(table).insert(session, sent);
    }

    public Row update(Session session, Table table, Row before, Row changes) {
        return rules(table).update(session, before, changes);
    }

    public void delete(Session session, Table table, Row row) {
        rules(table).delete(session, row);
    }

    private TableRules rules(Table table) {
        return switch (table) {
            case SALES_ORDER -> orders;
            case SALES_LINE -> lines;
            case CUSTOMER -> MasterData.customers();
            case CONTACT -> MasterData.contacts();
            case ADDRESS -> MasterData.addresses();
            case PRODUCT, PRICE, ON_HAND, PRICE_GROUP, UNIT, CURRENCY, LEGAL_ENTITY -> MasterData.keptByHand(table);
            case PACKING_SLIP, INVOICE, ATTACHMENT -> throw new Refusal(List.of("Records of '%s' are posted from a sales order and not entered".formatted(table)));
            case BUSINESS_EVENT -> throw new IllegalArgumentException("business events are raised, not written");
        };
    }

    /** The rows of a row's own company. */
    static Condition inCompanyOf(Row row) {
        return Condition.equal(Entity.COMPANY, row.text(Entity.COMPANY));
    }
}
