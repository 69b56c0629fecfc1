package torg.demo.erp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a new store holds: Northwind, as the seller's ERP would hold it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NorthwindTest {
    private RunningErp erp;

    @BeforeAll
    void start(@TempDir Path folder) {
        erp = RunningErp.on(folder);
    }

    @AfterAll
    void stop() {
        erp.close();
    }

    @ParameterizedTest
    @CsvSource({"LegalEntities,1", "Currencies,1", "UnitsOfMeasure,3", "CustomersV3,91", "CDSContactsV2,94", "CustomerPostalAddresses,96", "PriceCustomerGroups,1",
        "ReleasedProductsV2,77", "CDSReleasedDistinctProducts,77", "SalesPriceAgreements,77", "CDSSalesOrderHeaders,830", "CDSSalesOrderLinesV2,2155",
        "SalesOrderHeadersV2,830", "SalesOrderLinesV2,2155"})
    void holdsEveryRowOfTheData(String set, int rows) {
        assertThat(erp.send("GET", "/data/" + set + "/$count?cross-company=true", null).body()).isEqualTo(String.valueOf(rows));
    }

    @Test
    void theSellerIsACompanyOfItsOwn() {
        var seller = erp.get("/data/LegalEntities('nwnd')");
        assertThat(seller.get("Name").asText()).isEqualTo("Northwind Traders");
        assertThat(seller.get("AddressCountryRegionISOCode").asText()).isEqualTo("US");
        assertThat(seller.get("LanguageId").asText()).isEqualTo("en-us");
    }

    @Test
    void aCustomerHasCountryLanguageCurrencyAndPriceGroup() {
        var customer = erp.get("/data/CustomersV3(dataAreaId='nwnd',CustomerAccount='ANATR')?cross-company=true");
        assertThat(texts(customer, "OrganizationName", "AddressCountryRegionISOCode", "AddressCountryRegionId", "LanguageId", "SalesCurrencyCode", "DiscountPriceGroupId",
                "OnHoldStatus", "CreditLimitIsMandatory", "CreditLimit", "PrimaryContactEmail", "AddressZipCode")).containsExactly("Ana Trujillo Emparedados y helados", "MX", "MEX", "es-mx", "USD", "LIST", "No", "Yes", "10000",
                "ana.trujillo@anatr.example", "05021");
    }

    @ParameterizedTest
    @CsvSource({"ALFKI-1,maria.anders@alfki.example", "ALFKI-2,jane@alfki.example", "ALFKI-3,sam@alfki.example", "ANATR-1,ana.trujillo@anatr.example",
        "ANATR-2,may@anatr.example", "QUEEN-1,lucia.carvalho@queen.example", "OTTIK-1,henriette.pfalzheim@ottik.example"})
    void eachContactHasAnAddressInAscii(String id, String email) {
        var contact = erp.get("/data/CDSContactsV2(dataAreaId='nwnd',ContactPersonId='%s')?cross-company=true".formatted(id));
        assertThat(contact.get("PrimaryEmailAddress").asText()).isEqualTo(email);
        assertThat(contact.get("AssociatedContactNumber").asText()).isEqualTo(id.substring(0, 5));
        assertThat(contact.get("AssociatedContactType").asText()).isEqualTo("Customer");
    }

    @Test
    void theOrdersOfAlfkiAreDividedBetweenItsTwoUsers() {
        assertThat(contactsOfOrders("ALFKI")).containsExactly("ALFKI-2", "ALFKI-3", "ALFKI-2", "ALFKI-3", "ALFKI-2", "ALFKI-3");
    }

    @Test
    void oneOrderOfAnatrCarriesTheNameOfTheOneWhoMaySeeNone() {
        assertThat(contactsOfOrders("ANATR")).containsExactlyInAnyOrder("ANATR-2", "ANATR-1", "ANATR-1", "ANATR-1");
    }

    private List<String> contactsOfOrders(String customer) {
        return erp.get("/data/CDSSalesOrderHeaders?cross-company=true&$filter=OrderingCustomerAccountNumber eq '%s'&$orderby=SalesOrderNumber".formatted(customer))
                .get("value").findValuesAsText("ContactPersonId");
    }

    @Test
    void aShippedOrderIsInvoicedAndAnUnshippedOneIsOpen() {
        assertThat(texts(erp.header("SO-10643"), "SalesOrderStatus", "SalesOrderProcessingStatus", "CustomersOrderReference", "ConfirmedShippingDate"))
                .containsExactly("Invoiced", "Invoiced", "10643", "1997-09-02T12:00:00Z");
        assertThat(texts(erp.header("SO-11077"), "SalesOrderStatus", "SalesOrderProcessingStatus", "ConfirmedShippingDate"))
                .containsExactly("Backorder", "Active", "1900-01-01T12:00:00Z");
        assertThat(erp.send("GET", "/data/CDSSalesOrderHeaders/$count?cross-company=true&$filter=SalesOrderStatus eq Microsoft.Dynamics.DataEntities.SalesStatus'Backorder'", null).body())
                .isEqualTo("21");
    }

    @Test
    void theTotalOfEveryOrderIsItsLinesAndItsCharges() {
        var orders = erp.get("/data/CDSSalesOrderHeaders?cross-company=true&$expand=CDSSalesOrderLinesV2&$select=SalesOrderNumber,OrderTotalAmount,OrderTotalChargesAmount").get("value");
        assertThat(orders).hasSize(830).allSatisfy(order -> {
            var lines = Stream.of(order.get("CDSSalesOrderLinesV2")).flatMap(all -> all.valueStream()).map(line -> line.get("LineAmount").decimalValue()).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(order.get("OrderTotalAmount").decimalValue()).isEqualByComparingTo(lines.add(order.get("OrderTotalChargesAmount").decimalValue()));
        });
    }

    @Test
    void aLineHasPriceDiscountAndAmount() {
        var line = erp.get("/data/CDSSalesOrderLinesV2(dataAreaId='nwnd',SalesOrderNumber='SO-10643',LineCreationSequenceNumber=1)?cross-company=true");
        assertThat(texts(line, "ProductNumber", "ProductName", "OrderedSalesQuantity", "SalesUnitSymbol", "SalesPrice", "LineDiscountPercentage", "LineAmount"))
                .containsExactly("28", "Rössle Sauerkraut", "15", "ea", "45.6", "25", "513");
    }

    @Test
    void aDiscontinuedProductIsMarked() {
        var product = erp.get("/data/ReleasedProductsV2(dataAreaId='nwnd',ItemNumber='5')?cross-company=true");
        assertThat(texts(product, "ProductLifecycleStateId", "ProductGroupId", "SalesUnitSymbol")).containsExactly("Discontinued", "Condiments", "ea");
        assertThat(erp.send("GET", "/data/ReleasedProductsV2/$count?cross-company=true&$filter=ProductLifecycleStateId eq 'Discontinued'", null).body()).isEqualTo("8");
    }

    @Test
    void everyProductHasAPriceForEverybodyOnTheList() {
        var price = erp.get("/data/SalesPriceAgreements?cross-company=true&$filter=ProductNumber eq '1' and AccountCode eq Microsoft.Dynamics.DataEntities.PriceDiscPartyCodeType'Group'")
                .get("value").get(0);
        assertThat(texts(price, "PriceCustomerGroupCode", "Price", "PriceCurrencyCode", "QuantityUnitySymbol")).containsExactly("LIST", "18", "USD", "ea");
        assertThat(price.get("RecordId").asLong()).isGreaterThan(1L << 53);
    }

    private static List<String> texts(JsonNode row, String... names) {
        return Stream.of(names).map(name -> row.get(name).asText()).toList();
    }
}
