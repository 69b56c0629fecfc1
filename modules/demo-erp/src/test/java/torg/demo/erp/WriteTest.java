package torg.demo.erp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dialect and the rules of business, as far as they concern writing. One ERP serves all tests; each works on rows of its own. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WriteTest {
    private static final String HEADERS = "/data/CDSSalesOrderHeaders";
    private static final String LINES = "/data/CDSSalesOrderLinesV2";

    private RunningErp erp;

    @BeforeAll
    void start(@TempDir Path folder) {
        erp = RunningErp.on(folder);
    }

    @AfterAll
    void stop() {
        erp.close();
    }

    private static String one(String order) {
        return HEADERS + "(dataAreaId='nwnd',SalesOrderNumber='" + order + "')?cross-company=true";
    }

    private int status(String method, String path, String body, String... headers) {
        return erp.send(method, path, body, headers).statusCode();
    }

    @Test
    void anOrderGetsItsNumberFromTheErpAndDefaultsFromTheCustomer() {
        var response = erp.send("POST", HEADERS, """
                {"dataAreaId":"nwnd","OrderingCustomerAccountNumber":"ANATR","ContactPersonId":"ANATR-1","CustomersOrderReference":"W-1","CustomerRequisitionNumber":"PO 7",
                 "RequestedReceiptDate":"2027-01-15T12:00:00Z"}""");
        assertThat(response.statusCode()).isEqualTo(201);
        var order = RunningErp.json(response);
        var number = order.get("SalesOrderNumber").asText();
        assertThat(number).matches("SO-1000\\d\\d");
        assertThat(response.headers().firstValue("Location")).hasValue(erp.address() + "/data/CDSSalesOrderHeaders(dataAreaId='nwnd',SalesOrderNumber='" + number + "')");
        assertThat(order.get("SalesOrderStatus").asText()).isEqualTo("Backorder");
        assertThat(order.get("SalesOrderProcessingStatus").asText()).isEqualTo("Active");
        assertThat(order.get("InvoiceCustomerAccountNumber").asText()).isEqualTo("ANATR");
        assertThat(order.get("CurrencyCode").asText()).isEqualTo("USD");
        assertThat(order.get("LanguageId").asText()).isEqualTo("es-mx");
        assertThat(order.get("FormattedDelveryAddress").asText()).isEqualTo("Avda. de la Constitución 2222\n05021 México D.F.\nMEX");
        assertThat(order.get("ConfirmedReceiptDate").asText()).isEqualTo("1900-01-01T12:00:00Z");
        assertThat(order.get("RequestedReceiptDate").asText()).isEqualTo("2027-01-15T12:00:00Z");
    }

    @Test
    void aLineGetsThePriceOfTheAgreementAndTheOrderItsTotal() {
        var number = erp.order();
        var line = RunningErp.json(erp.line(number, "1", 3));
        assertThat(line.get("SalesPrice").asInt()).isEqualTo(18);
        assertThat(line.get("LineAmount").asInt()).isEqualTo(54);
        assertThat(line.get("LineCreationSequenceNumber").asInt()).isEqualTo(1);
        assertThat(line.get("ProductName").asText()).isEqualTo("Chai");
        assertThat(RunningErp.json(erp.line(number, "2", 1)).get("LineCreationSequenceNumber").asInt()).isEqualTo(2);
        assertThat(erp.header(number).get("OrderTotalAmount").asInt()).isEqualTo(73);
    }

    @Test
    void totalsFollowChangedAndDeletedLines() {
        var number = erp.order();
        erp.line(number, "1", 3);
        erp.line(number, "2", 1);
        var first = LINES + "(dataAreaId='nwnd',SalesOrderNumber='" + number + "',LineCreationSequenceNumber=1)?cross-company=true";
        assertThat(status("PATCH", first, "{\"OrderedSalesQuantity\":10,\"LineDiscountPercentage\":50}")).isEqualTo(204);
        assertThat(erp.header(number).get("OrderTotalAmount").asInt()).isEqualTo(109);
        assertThat(status("DELETE", first, null)).isEqualTo(204);
        assertThat(erp.header(number).get("OrderTotalAmount").asInt()).isEqualTo(19);
    }

    @Test
    void theOtherEntitySetsAreViewsOfTheSameOrders() {
        var order = RunningErp.json(erp.send("POST", "/data/SalesOrderHeadersV2", "{\"dataAreaId\":\"nwnd\",\"OrderingCustomerAccountNumber\":\"ALFKI\"}")).get("SalesOrderNumber").asText();
        var line = RunningErp.json(erp.send("POST", "/data/SalesOrderLinesV2",
                "{\"dataAreaId\":\"nwnd\",\"SalesOrderNumber\":\"%s\",\"ItemNumber\":\"1\",\"OrderedSalesQuantity\":2}".formatted(order)));
        assertThat(line.get("InventoryLotId").asText()).isNotBlank();
        assertThat(erp.header(order).get("OrderTotalAmount").asInt()).isEqualTo(36);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "\"OrderingCustomerAccountNumber\":\"NOONE\" | Customer 'NOONE' does not exist in company 'nwnd'",
        "\"SalesOrderName\":\"Web order\" | Field 'OrderingCustomerAccountNumber' must be filled in",
        "\"OrderingCustomerAccountNumber\":\"ALFKI\",\"ContactPersonId\":\"ANATR-1\" | Contact 'ANATR-1' does not belong to customer 'ALFKI'",
        "\"OrderingCustomerAccountNumber\":\"ALFKI\",\"ContactPersonId\":\"X\" | The value 'X' in field 'ContactPersonId' is not found in the related table 'CONTACT'",
        "\"OrderingCustomerAccountNumber\":\"ALFKI\",\"CurrencyCode\":\"XXX\" | The value 'XXX' in field 'CurrencyCode' is not found in the related table 'CURRENCY'",
        "\"OrderingCustomerAccountNumber\":\"ALFKI\",\"DeliveryAddressCountryRegionISOCode\":\"ZZ\" | The value 'ZZ' in field 'DeliveryAddressCountryRegionISOCode' is not found in the related table 'Countries'",
        "\"OrderingCustomerAccountNumber\":\"ALFKI\",\"OrderTotalAmount\":1 | Field 'OrderTotalAmount' is set by the system and cannot be edited",
        "\"OrderingCustomerAccountNumber\":\"ALFKI\",\"SalesOrderProcessingStatus\":\"Invoiced\" | A new sales order has the status Active",
        "\"OrderingCustomerAccountNumber\":\"ALFKI\",\"SalesOrderNumber\":\"SO-10643\" | Cannot create a record: the record already exists",
    })
    void refusesAnOrder(String fields, String reason) {
        var response = erp.send("POST", HEADERS, "{\"dataAreaId\":\"nwnd\"," + fields + "}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningErp.reason(response)).isEqualTo("Write failed for table row of type 'SalesOrderHeaderCDSEntity'. Infolog: Error: " + reason
                + ".; Warning: validateWrite failed on data source 'SalesOrderHeaderCDSEntity'.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "\"ProductNumber\":\"5\",\"OrderedSalesQuantity\":1 | Product '5' is discontinued and cannot be sold",
        "\"ProductNumber\":\"999\",\"OrderedSalesQuantity\":1 | Product '999' is not released to company 'nwnd'",
        "\"ProductNumber\":\"1\",\"OrderedSalesQuantity\":0 | The quantity must be greater than zero",
        "\"ProductNumber\":\"1\",\"OrderedSalesQuantity\":-2 | The quantity must be greater than zero",
        "\"ProductNumber\":\"1\" | The quantity must be greater than zero",
        "\"ProductNumber\":\"1\",\"OrderedSalesQuantity\":1,\"SalesUnitSymbol\":\"box\" | A unit conversion from 'box' to 'ea' does not exist for product '1'",
        "\"ProductNumber\":\"1\",\"OrderedSalesQuantity\":1,\"LineDiscountPercentage\":101 | The discount must be between 0 and 100 percent",
    })
    void refusesALine(String fields, String reason) {
        var number = erp.order();
        var response = erp.send("POST", LINES, "{\"dataAreaId\":\"nwnd\",\"SalesOrderNumber\":\"" + number + "\"," + fields + "}");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningErp.reason(response)).contains("Infolog: Error: " + reason + ".;");
        assertThat(erp.header(number).get("OrderTotalAmount").asInt()).isZero();
    }

    @Test
    void aMandatoryLimitStopsWhatGoesBeyondItAndAnotherOneNothing() {
        erp.send("PATCH", "/data/CustomersV3(dataAreaId='nwnd',CustomerAccount='WOLZA')?cross-company=true", "{\"CreditLimit\":500,\"CreditLimitIsMandatory\":\"Yes\"}", "If-Match", "*");
        var number = RunningErp.json(erp.send("POST", HEADERS, "{\"dataAreaId\":\"nwnd\",\"OrderingCustomerAccountNumber\":\"WOLZA\",\"CurrencyCode\":\"USD\"}")).get("SalesOrderNumber").asText();
        var owed = erp.get(HEADERS + "?cross-company=true&$filter=InvoiceCustomerAccountNumber eq 'WOLZA' and SalesOrderStatus eq Microsoft.Dynamics.DataEntities.SalesStatus'Backorder'").get("value");
        assertThat(owed).as("nothing else is open").hasSize(1);

        assertThat(erp.line(number, "1", 27).statusCode()).as("486").isEqualTo(201);
        var refused = erp.line(number, "1", 1);

        assertThat(RunningErp.reason(refused)).contains("The credit limit of customer 'WOLZA' is exceeded by 4.00 USD");
        assertThat(erp.header(number).get("OrderTotalAmount").asInt()).as("what is refused is not there").isEqualTo(486);
        erp.send("PATCH", "/data/CustomersV3(dataAreaId='nwnd',CustomerAccount='WOLZA')?cross-company=true", "{\"CreditLimitIsMandatory\":\"No\"}", "If-Match", "*");
        assertThat(erp.line(number, "1", 1).statusCode()).isEqualTo(201);
    }

    @Test
    void refusesACustomerOnHold() {
        assertThat(status("PATCH", "/data/CustomersV3(dataAreaId='nwnd',CustomerAccount='BLAUS')?cross-company=true", "{\"OnHoldStatus\":\"All\"}")).isEqualTo(204);
        var response = erp.send("POST", HEADERS, "{\"dataAreaId\":\"nwnd\",\"OrderingCustomerAccountNumber\":\"BLAUS\"}");
        assertThat(RunningErp.reason(response)).contains("Customer 'BLAUS' is on hold");
    }

    @Test
    void withoutACompanyAWriteGoesToTheDefaultCompanyAndFindsNoCustomerThere() {
        assertThat(RunningErp.reason(erp.send("POST", HEADERS, "{\"OrderingCustomerAccountNumber\":\"ALFKI\"}"))).contains("Customer 'ALFKI' does not exist in company 'dat'");
        assertThat(status("PATCH", one("SO-11077").replace("?cross-company=true", ""), "{\"Email\":\"a@b.example\"}")).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"NoSuchField\":1}", "{\"RequestedReceiptDate\":null}", "{\"RequestedReceiptDate\":\"soon\"}", "{\"OrderTotalAmount\":\"much\"}", "{", "", "[]",
        "{\"IsOneTimeCustomer\":\"Maybe\"}", "{\"IsOneTimeCustomer\":true}", "{\"CDSSalesOrderLinesV2\":[{\"ProductNumber\":\"1\"}]}", "{\"dataAreaId\":\"a\",\"dataAreaId\":\"b\"}"})
    void refusesABodyThatDoesNotFitTheModel(String body) {
        assertThat(status("POST", HEADERS, body)).isEqualTo(400);
    }

    @Test
    void refusesATextThatIsTooLongAndABodyThatIsNotJson() {
        assertThat(RunningErp.reason(erp.send("POST", HEADERS, "{\"dataAreaId\":\"nwnd\",\"OrderingCustomerAccountNumber\":\"ALFKI\",\"Email\":\"" + "x".repeat(2000) + "\"}")))
                .contains("A value does not fit its field");
        assertThat(status("POST", HEADERS, "<order/>", "Content-Type", "text/plain")).isBetween(400, 415);
    }

    @Test
    void anOrderGoesForwardFromStatusToStatus() {
        var number = erp.order();
        erp.line(number, "1", 3);
        assertThat(status("PATCH", one(number), "{\"SalesOrderProcessingStatus\":\"Confirmed\"}")).isEqualTo(204);
        assertThat(erp.header(number).get("ConfirmedReceiptDate").asText()).isNotEqualTo("1900-01-01T12:00:00Z");
        assertThat(status("PATCH", one(number), "{\"SalesOrderProcessingStatus\":\"Delivered\"}")).isEqualTo(204);
        assertThat(erp.header(number).get("SalesOrderStatus").asText()).isEqualTo("Delivered");
        var lines = erp.get(LINES + "?cross-company=true&$filter=SalesOrderNumber eq '" + number + "'").get("value").get(0);
        assertThat(lines.get("SalesOrderLineStatus").asText()).isEqualTo("Delivered");
        assertThat(RunningErp.reason(erp.send("PATCH", one(number), "{\"SalesOrderProcessingStatus\":\"Active\"}"))).contains("cannot go from Delivered to Active");
        assertThat(RunningErp.reason(erp.send("PATCH", one(number), "{\"SalesOrderProcessingStatus\":\"Canceled\"}"))).contains("cannot go from Delivered to Canceled");
    }

    @Test
    void aClosedOrderIsNotChangedAnyMore() {
        assertThat(RunningErp.reason(erp.send("PATCH", one("SO-10643"), "{\"Email\":\"a@b.example\"}"))).contains("Sales order 'SO-10643' is Invoiced and cannot be changed");
        assertThat(RunningErp.reason(erp.line("SO-10643", "1", 1))).contains("is Invoiced and cannot be changed");
        assertThat(RunningErp.reason(erp.send("DELETE", one("SO-10643"), null))).contains("is Invoiced and cannot be deleted");
    }

    @Test
    void aDeletedOrderIsGoneWithItsLines() {
        var number = erp.order();
        erp.line(number, "1", 3);
        assertThat(status("DELETE", one(number), null)).isEqualTo(204);
        assertThat(status("GET", one(number), null)).isEqualTo(404);
        assertThat(erp.get(LINES + "?cross-company=true&$filter=SalesOrderNumber eq '" + number + "'").get("value")).isEmpty();
        assertThat(status("DELETE", one(number), null)).isEqualTo(404);
    }

    @Test
    void aStaleETagIsRefusedAndAFreshOneIsNot() {
        var number = erp.order();
        var etag = erp.header(number).get("@odata.etag").asText();
        assertThat(status("PATCH", one(number), "{\"Email\":\"a@b.example\"}", "If-Match", etag)).isEqualTo(204);
        assertThat(status("PATCH", one(number), "{\"Email\":\"c@d.example\"}", "If-Match", etag)).isEqualTo(412);
        assertThat(status("DELETE", one(number), null, "If-Match", etag)).isEqualTo(412);
        assertThat(erp.header(number).get("Email").asText()).isEqualTo("a@b.example");
        assertThat(status("PATCH", one(number), "{\"Email\":\"e@f.example\"}", "If-Match", "*")).isEqualTo(204);
        assertThat(status("DELETE", one(number), null, "If-Match", erp.header(number).get("@odata.etag").asText())).isEqualTo(204);
    }

    @Test
    void aPutChangesWhatItSendsAndNothingElse() {
        var number = erp.order();
        assertThat(status("PUT", one(number), "{\"Email\":\"a@b.example\"}")).isEqualTo(204);
        assertThat(erp.header(number).get("Email").asText()).isEqualTo("a@b.example");
        assertThat(erp.header(number).get("OrderingCustomerAccountNumber").asText()).isEqualTo("ALFKI");
    }

    @Test
    void theKeyOfARowStays() {
        assertThat(status("PATCH", one(erp.order()), "{\"SalesOrderNumber\":\"SO-1\"}")).isEqualTo(400);
    }

    @Test
    void anApostropheInAKeyIsWrittenTwice() {
        assertThat(status("POST", HEADERS, "{\"dataAreaId\":\"nwnd\",\"SalesOrderNumber\":\"O'Neil #1\",\"OrderingCustomerAccountNumber\":\"ALFKI\"}")).isEqualTo(201);
        assertThat(erp.header("O''Neil%20%231").get("SalesOrderNumber").asText()).isEqualTo("O'Neil #1");
    }

    @Test
    void aChosenOrTypedDeliveryAddressIsUsed() {
        var chosen = RunningErp.json(erp.send("POST", HEADERS, "{\"dataAreaId\":\"nwnd\",\"OrderingCustomerAccountNumber\":\"AROUT\",\"DeliveryAddressLocationId\":\"AROUT-A2\"}"));
        assertThat(chosen.get("DeliveryAddressCity").asText()).isEqualTo("Colchester");
        var typed = RunningErp.json(erp.send("POST", HEADERS, """
                {"dataAreaId":"nwnd","OrderingCustomerAccountNumber":"AROUT","DeliveryAddressStreet":"Storgata 1","DeliveryAddressCity":"Oslo","DeliveryAddressZipCode":"0155",
                 "DeliveryAddressCountryRegionISOCode":"NO"}"""));
        assertThat(typed.get("FormattedDelveryAddress").asText()).isEqualTo("Storgata 1\n0155 Oslo\nNOR");
        assertThat(typed.get("IsDeliveryAddressOrderSpecific").asText()).isEqualTo("Yes");
    }

    @Test
    void contactsAndAddressesCanBeAddedAndChanged() {
        var contact = RunningErp.json(erp.send("POST", "/data/CDSContactsV2",
                "{\"dataAreaId\":\"nwnd\",\"FirstName\":\"Kari\",\"LastName\":\"Nordmann\",\"AssociatedContactNumber\":\"SANTG\",\"AssociatedContactType\":\"Customer\"}"));
        assertThat(contact.get("ContactPersonName").asText()).isEqualTo("Kari Nordmann");
        assertThat(contact.get("ContactPersonId").asText()).isNotBlank();
        var address = erp.send("POST", "/data/CustomerPostalAddresses",
                "{\"dataAreaId\":\"nwnd\",\"CustomerAccountNumber\":\"SANTG\",\"AddressDescription\":\"Warehouse\",\"AddressCity\":\"Oslo\",\"AddressCountryRegionISOCode\":\"NO\"}");
        assertThat(RunningErp.json(address).get("FormattedAddress").asText()).isEqualTo("Oslo\nNOR");
        assertThat(RunningErp.reason(erp.send("POST", "/data/CDSContactsV2", "{\"dataAreaId\":\"nwnd\",\"LastName\":\"X\",\"AssociatedContactNumber\":\"NOONE\"}")))
                .contains("Customer 'NOONE' does not exist");
    }

    @Test
    void aTableThatIsKeptInTheErpIsCorrectedButNotExtended() {
        assertThat(status("PATCH", "/data/ReleasedProductsV2(dataAreaId='nwnd',ItemNumber='77')?cross-company=true", "{\"ProductLifecycleStateId\":\"Discontinued\"}")).isEqualTo(204);
        assertThat(RunningErp.reason(erp.line(erp.order(), "77", 1))).contains("Product '77' is discontinued");
        assertThat(RunningErp.reason(erp.send("POST", "/data/Currencies", "{\"CurrencyCode\":\"EUR\"}"))).contains("Records of 'CURRENCY' cannot be created here");
    }

    @Test
    void aWriteDoesNotDisturbWhatItDoesNotSend() {
        var before = erp.header("SO-11077");
        assertThat(status("PATCH", one("SO-11077"), "{\"CustomerRequisitionNumber\":\"PO 9\"}")).isEqualTo(204);
        JsonNode after = erp.header("SO-11077");
        assertThat(after.get("CustomerRequisitionNumber").asText()).isEqualTo("PO 9");
        before.fieldNames().forEachRemaining(name -> {
            if (!name.equals("@odata.etag") && !name.equals("CustomerRequisitionNumber")) {
                assertThat(after.get(name)).as(name).isEqualTo(before.get(name));
            }
        });
    }
}
