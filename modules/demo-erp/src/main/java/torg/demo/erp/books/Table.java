package torg.demo.erp.books;

/** The tables of the books. Several entity sets may be views of one table, as in the real product. */
public enum Table {
    LEGAL_ENTITY,
    CURRENCY,
    UNIT,
    CUSTOMER,
    CONTACT,
    ADDRESS,
    PRICE_GROUP,
    PRODUCT,
    PRICE,
    ON_HAND,
    SALES_ORDER,
    SALES_LINE,
    PACKING_SLIP,
    INVOICE,
    ATTACHMENT,
    BUSINESS_EVENT;

    String sql() {
        return '"' + name() + '"';
    }
}
