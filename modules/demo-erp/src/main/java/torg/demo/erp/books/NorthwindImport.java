package torg.demo.erp.books;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import torg.demo.erp.books.Schema.Sequence;

/** Fills an empty store with Northwind, all of it in one transaction: a start that is killed half-way leaves nothing behind. */
public final class NorthwindImport {
    public static final String COMPANY = "nwnd";
    static final String UNIT = "ea";
    static final String CURRENCY = "USD";
    static final String PRICE_GROUP = "LIST";
    /** The data has none: what customers who sign in to the demo may owe, and whose orders stop there. */
    private static final Map<String, BigDecimal> LIMITS = Map.of("ALFKI", new BigDecimal("50000"), "ANATR", new BigDecimal("10000"));
    private static final String STRICTLY_LIMITED = "ANATR";
    private static final String SITE = "1";
    private static final String WAREHOUSE = "11";

    private final Session session;
    private final Map<String, Row> countries = byKey("countries", "Country");
    private final Map<String, Row> categories = byKey("categories", "CategoryID");
    private final Map<String, Row> shippers = byKey("shippers", "ShipperID");
    private final Map<String, Row> customers = new HashMap<>();
    private final Map<String, Row> products = new HashMap<>();

    private NorthwindImport(Session session) {
        this.session = session;
    }

    /** @return whether the store was empty and is filled now */
    public static boolean runIfEmpty(ErpStore store) {
        return store.write(session -> {
            if (session.count(Table.LEGAL_ENTITY, Condition.ALL) > 0) {
                return false;
            }
            new NorthwindImport(session).run();
            return true;
        });
    }

    private void run() {
        addBasics();
        file("products").forEach(this::addProduct);
        file("customers").forEach(this::addCustomer);
        People.WITHOUT_A_PLACE_IN_THE_DATA.forEach(person -> addContact(person, customers.get(person.account())));
        addOrders();
    }

    private void addBasics() {
        session.add(Table.LEGAL_ENTITY, new Row().set("LegalEntityId", COMPANY).set("Name", "Northwind Traders").set("LanguageId", "en-us").set("AddressCountryRegionISOCode", "US"));
        var cent = new BigDecimal("0.01");
        session.add(Table.CURRENCY, new Row().set("CurrencyCode", CURRENCY).set("Name", "US Dollar").set("Symbol", "$").set("RoundingRuleSalesOrders", cent).set("RoundingRulePrices", cent));
        Map.of(UNIT, "Each", "box", "Box", "pcs", "Pieces").forEach((symbol, name) -> session.add(Table.UNIT, new Row().set("UnitSymbol", symbol).set("UnitDescription", name)
                .set("DescriptionLanguageId", "en-us").set("UnitClass", "Quantity").set("IsBaseUnit", symbol.equals(UNIT) ? "Yes" : "No")));
        session.add(Table.PRICE_GROUP, ofCompany().set("GroupCode", PRICE_GROUP).set("GroupName", "List prices"));
    }

    private void addProduct(Row source) {
        var id = source.text("ProductID");
        var price = new BigDecimal(source.text("UnitPrice"));
        var product = ofCompany().set("ItemNumber", id).set("ProductNumber", id)
                .set("ProductName", source.text("ProductName")).set("ProductSearchName", source.text("ProductName")).set("SearchName", source.text("ProductName"))
                .set("ProductDescription", source.text("QuantityPerUnit")).set("ProductGroupId", categories.get(source.text("CategoryID")).text("CategoryName"))
                .set("IsStockedProduct", "Yes").set("SalesUnitSymbol", UNIT).set("InventoryUnitSymbol", UNIT).set("BOMUnitSymbol", UNIT)
                .set("SalesPrice", price).set("SalesPriceQuantity", BigDecimal.ONE).set("CurrencyCode", CURRENCY)
                .set("ProductLifecycleStateId", source.text("Discontinued").equals("1") ? "Discontinued" : "Active");
        products.put(id, product);
        session.add(Table.PRODUCT, product);
        var stock = new BigDecimal(source.text("UnitsInStock"));
        session.add(Table.ON_HAND, ofCompany().set("ItemNumber", id).set("InventorySiteId", SITE).set("InventoryWarehouseId", WAREHOUSE)
                .set("OnHandQuantity", stock).set("AvailableOnHandQuantity", stock).set("OnOrderQuantity", new BigDecimal(source.text("UnitsOnOrder"))).set("TotalAvailableQuantity", stock));
        session.add(Table.PRICE, ofCompany().set("AccountCode", "Group").set("AccountRelation", PRICE_GROUP).set("PriceCustomerGroupCode", PRICE_GROUP)
                .set("ItemCode", "Table").set("ItemRelation", id).set("ItemNumber", id).set("ProductNumber", id).set("QuantityUnitySymbol", UNIT)
                .set("Price", price).set("SalesPriceQuantity", BigDecimal.ONE).set("PriceCurrencyCode", CURRENCY).set("RecordId", session.next(Sequence.AGREEMENT_RECORD)));
    }

    private void addCustomer(Row source) {
        var account = source.text("CustomerID");
        var country = countries.get(source.text("Country"));
        var name = source.text("CompanyName");
        var address = new PostalAddress(name, source.text("Address"), source.text("City"), source.text("PostalCode"), source.text("Region"), country.text("IsoCode"));
        var person = People.ofCustomer(account, source.text("ContactName"), source.text("ContactTitle"));
        var customer = ofCompany().set("CustomerAccount", account).set("PartyType", "Organization").set("OrganizationName", name).set("NameAlias", name)
                .set("PartyNumber", partyNumber()).set("PartyCountry", address.countryId()).set("PartyState", address.state())
                .set("CustomerGroupId", country.text("IsoCode")).set("LanguageId", country.text("LanguageId")).set("SalesCurrencyCode", CURRENCY)
                .set("InvoiceAccount", account).set("DiscountPriceGroupId", PRICE_GROUP).set("ContactPersonId", person.id())
                .set("PrimaryContactEmail", person.email()).set("PrimaryContactPhone", source.text("Phone")).set("PrimaryContactFax", source.text("Fax"))
                .set("AddressLocationId", account + "-A1").set("FullPrimaryAddress", address.formatted())
                .set("CreditLimit", LIMITS.getOrDefault(account, BigDecimal.ZERO)).set("CreditLimitIsMandatory", STRICTLY_LIMITED.equals(account) ? "Yes" : "No");
        List.of("Address", "DeliveryAddress", "InvoiceAddress").forEach(prefix -> address.into(customer, prefix, "State"));
        session.add(Table.CUSTOMER, customer);
        customers.put(account, customer);
        addAddress(customer, address, account + "-A1", true);
        addContact(person, customer);
    }

    private void addAddress(Row customer, PostalAddress address, String location, boolean primary) {
        var yes = primary ? "Yes" : "No";
        var row = ofCompany().set("CustomerAccountNumber", customer.text("CustomerAccount")).set("CustomerLegalEntityId", COMPANY).set("AddressLocationId", location)
                .set("Effective", Column.NO_DATE).set("Expiration", Instant.parse("2154-12-31T23:59:59Z")) // the real product's "never"
                .set("FormattedAddress", address.formatted()).set("IsPrimary", yes).set("IsRoleBusiness", yes).set("IsRoleInvoice", yes).set("IsRoleDelivery", "Yes")
                .set("AddressLocationRoles", primary ? "Business;Delivery;Invoice" : "Delivery");
        address.into(row, "Address", "State");
        session.add(Table.ADDRESS, row);
    }

    private void addContact(People.Person person, Row customer) {
        var row = ofCompany().set("ContactPersonId", person.id()).set("ContactPersonPartyNumber", partyNumber()).set("AssociatedPartyNumber", customer.text("PartyNumber"))
                .set("AssociatedContactType", "Customer").set("AssociatedContactNumber", person.account()).set("ContactForParty", customer.text("OrganizationName"))
                .set("FirstName", person.firstName()).set("LastName", person.lastName()).set("ContactPersonName", person.name())
                .set("EmploymentJobTitle", person.title()).set("EmploymentProfession", person.title()).set("ContactInformationLanguageId", customer.text("LanguageId"))
                .set("PrimaryEmailAddress", person.email()).set("PrimaryPhoneNumber", customer.text("PrimaryContactPhone")).set("PrimaryFaxNumber", customer.text("PrimaryContactFax"))
                .set("IsDefaultContactPerson", person.id().equals(customer.text("ContactPersonId")) ? "Yes" : "No");
        PostalAddress.of(customer, "Address").into(row, "PrimaryAddress", "StateId");
        session.add(Table.CONTACT, row);
    }

    private void addOrders() {
        var lines = file("order_lines").stream().collect(Collectors.groupingBy(line -> line.text("OrderID")));
        var seen = new HashMap<String, Integer>();
        var addresses = new HashSet<String>();
        for (var source : file("orders")) {
            var account = source.text("CustomerID");
            var customer = customers.get(account);
            var address = deliveryAddress(source);
            if (!address.street().equals(customer.text("AddressStreet")) && addresses.add(account + address.street())) {
                addAddress(customer, address.named(address.description() + ", " + address.city()), account + "-A2", false);
            }
            int index = seen.merge(account, 1, Integer::sum) - 1;
            addOrder(source, customer, address, People.ordererOf(account, index), lines.get(source.text("OrderID")));
        }
    }

    private PostalAddress deliveryAddress(Row source) {
        return new PostalAddress(source.text("ShipName"), source.text("ShipAddress"), source.text("ShipCity"), source.text("ShipPostalCode"),
                source.text("ShipRegion"), countries.get(source.text("ShipCountry")).text("IsoCode"));
    }

    private void addOrder(Row source, Row customer, PostalAddress address, String contact, List<Row> sourceLines) {
        var status = source.has("ShippedDate") ? ProcessingStatus.Invoiced : ProcessingStatus.Active;
        var charges = new BigDecimal(source.text("Freight"));
        var order = ofCompany().set("SalesOrderNumber", "SO-" + source.text("OrderID")).set("SalesOrderName", source.text("ShipName"))
                .set("SalesOrderStatus", status.salesStatus()).set(ProcessingStatus.COLUMN, status.name())
                .set("OrderingCustomerAccountNumber", customer.text("CustomerAccount")).set("InvoiceCustomerAccountNumber", customer.text("CustomerAccount"))
                .set("ContactPersonId", contact).set("CurrencyCode", CURRENCY).set("LanguageId", customer.text("LanguageId")).set("PriceCustomerGroupCode", PRICE_GROUP)
                .set("CustomersOrderReference", source.text("OrderID")).set("Email", customer.text("PrimaryContactEmail"))
                .set("DeliveryModeCode", shippers.get(source.text("ShipVia")).text("CompanyName"))
                .set("OrderCreationDateTime", noon(source, "OrderDate")).set("RequestedReceiptDate", noon(source, "RequiredDate")).set("RequestedShippingDate", noon(source, "RequiredDate"))
                .set("ConfirmedShippingDate", noon(source, "ShippedDate")).set("OrderTakerPersonnelNumber", source.text("EmployeeID"))
                .set("OrderResponsiblePersonnelNumber", source.text("EmployeeID")).set("AreTotalsCalculated", "Yes").set("OrderTotalChargesAmount", charges)
                .set("DeliveryAddressName", source.text("ShipName")).set("FormattedDelveryAddress", address.formatted())
                .set("FormattedInvoiceAddress", customer.text("FullPrimaryAddress"));
        address.into(order, "DeliveryAddress", "StateId");
        PostalAddress.of(customer, "Address").into(order, "InvoiceAddress", "StateId");
        order.without("InvoiceAddressDescription");
        var lines = new ArrayList<Row>();
        for (var line : sourceLines) {
            lines.add(line(line, order, address, lines.size() + 1));
        }
        session.add(Table.SALES_ORDER, order.set("OrderTotalAmount", SalesLines.total(order, lines)));
        lines.forEach(line -> session.add(Table.SALES_LINE, line));
        if (status == ProcessingStatus.Invoiced) addPostings(source, order, lines);
    }

    /** What was shipped was invoiced on the same day. The data has no numbers for either, and no tracking. */
    private void addPostings(Row source, Row order, List<Row> lines) {
        var id = source.text("OrderID");
        session.add(Table.PACKING_SLIP, Postings.slip(order, "PS-" + id, noon(source, "ShippedDate"), ""));
        var invoice = Postings.invoice(order, "INV-" + id, "V-" + id, noon(source, "ShippedDate"), order.amount("OrderTotalAmount"));
        session.add(Table.INVOICE, invoice);
        session.add(Table.ATTACHMENT, Postings.printed(order, invoice, lines));
    }

    private Row line(Row source, Row order, PostalAddress address, int number) {
        var product = products.get(source.text("ProductID"));
        var line = ofCompany().set("SalesOrderNumber", order.text("SalesOrderNumber")).set("LineCreationSequenceNumber", number)
                .set("InventoryLotId", "LOT-%06d".formatted(session.next(Sequence.LOT_NUMBER)))
                .set("ProductNumber", product.text("ProductNumber")).set("ItemNumber", product.text("ItemNumber")).set("ProductName", product.text("ProductName"))
                .set("LineDescription", product.text("ProductName")).set("SalesProductCategoryName", product.text("ProductGroupId"))
                .set("OrderedSalesQuantity", new BigDecimal(source.text("Quantity"))).set("SalesUnitSymbol", UNIT)
                .set("SalesPrice", new BigDecimal(source.text("UnitPrice"))).set("SalesPriceQuantity", BigDecimal.ONE)
                .set("LineDiscountPercentage", new BigDecimal(source.text("Discount")).movePointRight(2)).set("CurrencyCode", CURRENCY)
                .set("SalesOrderLineStatus", order.text("SalesOrderStatus")).set(ProcessingStatus.COLUMN, order.text(ProcessingStatus.COLUMN))
                .set("DeliveryModeCode", order.text("DeliveryModeCode")).set("RequestedReceiptDate", order.moment("RequestedReceiptDate"))
                .set("RequestedShippingDate", order.moment("RequestedShippingDate")).set("ConfirmedShippingDate", order.moment("ConfirmedShippingDate"))
                .set("AreTotalsCalculated", "Yes").set("FormattedDeliveryAddress", address.formatted()).set("FormattedDelveryAddress", address.formatted());
        address.into(line, "DeliveryAddress", "StateId");
        return line.set("LineAmount", SalesLines.amount(line));
    }

    private String partyNumber() {
        return "P-%06d".formatted(session.next(Sequence.PARTY_NUMBER));
    }

    private static Row ofCompany() {
        return new Row().set(Entity.COMPANY, COMPANY);
    }

    /** A day of the data as the ERP writes days: noon, so that no time zone moves it to another day. */
    private static Instant noon(Row source, String column) {
        return source.has(column) ? LocalDate.parse(source.text(column)).atTime(LocalTime.NOON).toInstant(ZoneOffset.UTC) : Column.NO_DATE;
    }

    private static List<Row> file(String name) {
        return CsvFile.rows("/northwind/" + name + ".csv");
    }

    private static Map<String, Row> byKey(String file, String key) {
        return file(file).stream().collect(Collectors.toMap(row -> row.text(key), row -> row));
    }
}
