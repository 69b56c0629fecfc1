package torg.demo.erp.books;

import torg.demo.erp.books.Schema.Sequence;

/** What rarely changes: customers, their contacts and addresses, and the tables that are only read or corrected here. */
final class MasterData implements TableRules {
    private final Table table;
    private final Entry entry;

    /** Checks a new or changed row as it will be, and fills in what was left empty. */
    private interface Entry {
        void complete(Session session, Row row, Infolog log);
    }

    private MasterData(Table table, Entry entry) {
        this.table = table;
        this.entry = entry;
    }

    static MasterData customers() {
        return new MasterData(Table.CUSTOMER, (session, row, log) -> {
            log.requireFilled(row, "CustomerAccount", "OrganizationName", "CustomerGroupId");
            row.otherwise("PartyType", "Organization").otherwise("LanguageId", "en-us").otherwise("SalesCurrencyCode", "USD")
                    .otherwise("InvoiceAccount", row.text("CustomerAccount")).otherwise("NameAlias", row.text("OrganizationName"));
            log.requireKnown(() -> session.count(Table.CURRENCY, Condition.equal("CurrencyCode", row.text("SalesCurrencyCode"))) > 0,
                    row, "SalesCurrencyCode", Table.CURRENCY);
            requireCountry(row, "AddressCountryRegionISOCode", log);
        });
    }

    static MasterData contacts() {
        return new MasterData(Table.CONTACT, (session, row, log) -> {
            log.requireFilled(row, "AssociatedContactNumber", "LastName");
            requireCustomer(session, row, "AssociatedContactNumber", log);
            if (row.isEmpty("ContactPersonId")) {
                row.set("ContactPersonId", "CP-%06d".formatted(session.next(Sequence.CONTACT_NUMBER)));
            }
            row.otherwise("ContactPersonName", (row.text("FirstName") + " " + row.text("LastName")).strip());
        });
    }

    static MasterData addresses() {
        return new MasterData(Table.ADDRESS, (session, row, log) -> {
            log.requireFilled(row, "CustomerAccountNumber", "AddressDescription");
            requireCustomer(session, row, "CustomerAccountNumber", log);
            requireCountry(row, "AddressCountryRegionISOCode", log);
            if (row.isEmpty("AddressLocationId")) {
                row.set("AddressLocationId", "LOC-%06d".formatted(session.next(Sequence.ADDRESS_NUMBER)));
            }
            row.otherwise("CustomerLegalEntityId", row.text(Entity.COMPANY)).set("FormattedAddress", PostalAddress.of(row, "Address").formatted());
        });
    }

    /** Tables that people fill in the ERP itself: a client may correct a row, but not add or remove one. */
    static MasterData keptByHand(Table table) {
        return new MasterData(table, (_, row, log) -> log.require(row.has("RecId"), "Records of '%s' cannot be created here".formatted(table)));
    }

    private static void requireCustomer(Session session, Row row, String column, Infolog log) {
        boolean known = session.count(Table.CUSTOMER, Books.inCompanyOf(row).and("CustomerAccount", row.text(column))) > 0;
        log.require(known, "Customer '%s' does not exist in company '%s'".formatted(row.text(column), row.text(Entity.COMPANY)));
    }

    private static void requireCountry(Row row, String column, Infolog log) {
        log.requireKnown(() -> PostalAddress.isKnownCountry(row.text(column)), row, column, "Countries");
    }

    @Override
    public Row insert(Session session, Row sent) {
        var row = sent.copy().otherwise(Entity.COMPANY, Books.DEFAULT_COMPANY);
        complete(session, row);
        return session.insert(table, row);
    }

    @Override
    public Row update(Session session, Row before, Row changes) {
        var after = before.copy().setAll(changes);
        complete(session, after);
        return session.update(table, before, after.changesSince(before));
    }

    private void complete(Session session, Row row) {
        var log = new Infolog();
        entry.complete(session, row, log);
        log.refuseUnlessClean();
    }

    @Override
    public void delete(Session session, Row row) {
        var log = new Infolog();
        switch (table) {
            case CONTACT -> log.require(session.count(Table.SALES_ORDER, Books.inCompanyOf(row).and("ContactPersonId", row.text("ContactPersonId"))) == 0,
                    "Contact '%s' cannot be deleted while orders name it".formatted(row.text("ContactPersonId")));
            case ADDRESS -> log.require(!row.isYes("IsPrimary"), "The primary address of a customer cannot be deleted");
            default -> log.error("Records of '%s' cannot be deleted here".formatted(table));
        }
        log.refuseUnlessClean();
        session.delete(table, row);
    }
}
