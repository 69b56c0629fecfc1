package torg.demo.erp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The dialect, as far as it concerns reading. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadTest {
    private RunningErp erp;

    @BeforeAll
    void start(@TempDir Path folder) {
        var options = RunningErp.options(folder);
        erp = new RunningErp(new Options(0, options.data(), Optional.empty(), Optional.empty(), 40, Optional.empty()));
    }

    @AfterAll
    void stop() {
        erp.close();
    }

    @Test
    void theRootListsTheEntitySetsAndTheModelHasTheDocumentedNames() {
        assertThat(erp.get("/data").get("value").findValuesAsText("name")).contains("CDSSalesOrderHeaders", "CDSSalesOrderLinesV2", "CustomersV3", "SalesPackingSlipTrackingInformation", "SalesInvoiceHeadersV4").hasSize(18);
        assertThat(erp.send("GET", "/data/$metadata", null).body()).contains("Namespace=\"Microsoft.Dynamics.DataEntities\"", "EntityContainer Name=\"Resources\"",
                "FormattedDelveryAddress", "FormattedDeliveryAddress", "QuantityUnitySymbol", "ProductconfigurationId", "DeliveryBuildingCompliment",
                "<Property Name=\"RequestedReceiptDate\" Type=\"Edm.DateTimeOffset\" Nullable=\"false\"");
    }

    @Test
    void whoForgetsCrossCompanySeesTheDefaultCompanyOnlyWhichIsEmpty() {
        assertThat(erp.get("/data/CustomersV3").get("value")).isEmpty();
        assertThat(erp.get("/data/CustomersV3?$filter=dataAreaId eq 'nwnd'").get("value")).isEmpty();
        assertThat(erp.get("/data/CustomersV3?$filter=dataAreaId eq 'nwnd'&cross-company=true").get("value")).isNotEmpty();
        assertThat(erp.send("GET", "/data/CustomersV3(dataAreaId='nwnd',CustomerAccount='ALFKI')", null).statusCode()).isEqualTo(404);
        assertThat(erp.get("/data/LegalEntities").get("value")).as("what belongs to no company is there in any case").hasSize(1);
    }

    @Test
    void theNamesOfAKeyComeInAnyOrder() {
        assertThat(erp.get("/data/CDSSalesOrderHeaders(SalesOrderNumber='SO-10643',dataAreaId='nwnd')?cross-company=true").get("SalesOrderNumber").asText()).isEqualTo("SO-10643");
    }

    @Test
    void aKeyMayHoldADateAndAnEmptyTextMatchesNothingHere() {
        assertThat(erp.get("/data/CustomerPostalAddresses(dataAreaId='nwnd',CustomerAccountNumber='ALFKI',CustomerLegalEntityId='nwnd',AddressLocationId='ALFKI-A1',Effective=1900-01-01T12:00:00Z)?cross-company=true")
                .get("AddressCity").asText()).isEqualTo("Berlin");
        assertThat(erp.send("GET", "/data/CustomersV3(dataAreaId='nwnd',CustomerAccount='')?cross-company=true", null).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "SalesOrderNumber eq 'SO-10643' | 1",
        "SalesOrderNumber eq 'so-10643' | 1",
        "CustomersOrderReference ne '10643' | 829",
        "OrderTotalAmount gt 16735.63 | 1",
        "OrderTotalAmount ge 16735.64 and OrderTotalAmount le 16735.64 | 1",
        "OrderTotalAmount lt 20 or OrderTotalAmount gt 12000 | 5",
        "OrderTotalAmount sub OrderTotalChargesAmount gt 15000 | 2",
        "not (OrderingCustomerAccountNumber eq 'ALFKI') | 824",
        "OrderCreationDateTime ge 1998-05-06T00:00:00Z | 4",
        "ConfirmedShippingDate eq 1900-01-01T12:00:00Z | 21",
        "SalesOrderStatus eq Microsoft.Dynamics.DataEntities.SalesStatus'Backorder' | 21",
        "SalesOrderStatus ne Microsoft.Dynamics.DataEntities.SalesStatus'Invoiced' and IsOneTimeCustomer eq Microsoft.Dynamics.DataEntities.NoYes'No' | 21",
        "SalesOrderName eq '*futter*' | 6",
        "SalesOrderName ne '*futter*' | 824",
        "SalesOrderName eq 'B''s Beverages' | 10",
        "CustomerRequisitionNumber eq '' | 830",
    })
    void filtersBy(String filter, int count) {
        assertThat(erp.get("/data/CDSSalesOrderHeaders?cross-company=true&$top=0&$count=true&$filter=" + filter.strip()).get("@odata.count").asInt()).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SalesOrderStatus has Microsoft.Dynamics.DataEntities.SalesStatus'Invoiced'", "SalesOrderNumber in ('a','b')", "contains(SalesOrderName,'a')",
        "SalesOrderStatus gt Microsoft.Dynamics.DataEntities.SalesStatus'Invoiced'", "SalesOrderStatus eq 'Invoiced'", "NoSuchField eq 'a'", "OrderTotalAmount eq 'a'",
        "OrderCreationDateTime eq null", "SalesOrderNumber", "SalesOrderNumber eq", "'a' eq 'a'", "CDSSalesOrderLinesV2/any(l:l/SalesPrice gt 1)"})
    void refusesTheFilter(String filter) {
        var response = erp.send("GET", "/data/CDSSalesOrderHeaders?cross-company=true&$filter=" + filter, null);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(RunningErp.reason(response)).isNotBlank();
    }

    @ParameterizedTest
    @CsvSource({"/data/NoSuchSet,404", "/data/CustomersV3?$select=NoSuchField,400", "/data/CustomersV3?$orderby=NoSuchField,400", "/data/CustomersV3?$top=-1,400",
        "/data/CustomersV3?$top=x,400", "/data/CustomersV3?$skiptoken=x,400", "/data/CustomersV3?$search=x,400", "/data/CustomersV3(dataAreaId='nwnd')?cross-company=true,400",
        "/data/CustomersV3?$expand=Nothing,400", "/data/CDSSalesOrderHeaders?$expand=CDSSalesOrderLinesV2($filter=SalesPrice eq 1),400", "/database,404",
        "/data/CDSSalesOrderHeaders(dataAreaId='nwnd';SalesOrderNumber='1')/CDSSalesOrderLinesV2,400"})
    void answersWhatItCannotReadWithAReason(String path, int status) {
        var response = erp.send("GET", path.replace(';', ','), null);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(RunningErp.reason(response)).isNotBlank();
        assertThat(RunningErp.json(response).at("/error/message").asText()).isEqualTo("An error has occurred.");
    }

    @Test
    void selectsOrdersAndSkips() {
        var rows = erp.get("/data/CDSReleasedDistinctProducts?cross-company=true&$select=ProductName,SalesPrice&$orderby=SalesPrice desc,ProductName&$skip=1&$top=2").get("value");
        assertThat(rows.findValuesAsText("ProductName")).containsExactly("Thüringer Rostbratwurst", "Mishi Kobe Niku");
        assertThat(rows.get(0).has("ProductDescription")).isFalse();
        assertThat(rows.get(0).get("@odata.etag").asText()).startsWith("W/\"");
    }

    @Test
    void expandsTheLinesOfOrdersOneLevel() {
        var order = erp.get("/data/CDSSalesOrderHeaders(dataAreaId='nwnd',SalesOrderNumber='SO-10643')?cross-company=true&$expand=CDSSalesOrderLinesV2($select=ProductNumber)");
        assertThat(order.get("CDSSalesOrderLinesV2").findValuesAsText("ProductNumber")).containsExactly("28", "39", "46");
        var other = erp.get("/data/SalesOrderHeadersV2?cross-company=true&$filter=SalesOrderNumber eq 'SO-10643'&$expand=SalesOrderLines").get("value").get(0);
        assertThat(other.get("SalesOrderLines").findValuesAsText("ItemNumber")).containsExactly("28", "39", "46");
    }

    @Test
    void followsNextLinksToTheEndWithoutLosingOrRepeatingARow() {
        var numbers = new ArrayList<String>();
        var pages = new ArrayList<Integer>();
        var next = "/data/CDSSalesOrderHeaders?cross-company=true&$select=SalesOrderNumber&$filter=SalesOrderNumber lt 'SO-10350'&$count=true";
        while (next != null) {
            var page = erp.get(next);
            assertThat(page.get("@odata.count").asInt()).isEqualTo(102);
            numbers.addAll(page.get("value").findValuesAsText("SalesOrderNumber"));
            pages.add(page.get("value").size());
            next = page.has("@odata.nextLink") ? page.get("@odata.nextLink").asText().substring(erp.address().length()) : null;
        }
        assertThat(pages).containsExactly(40, 40, 22);
        assertThat(numbers).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void pagesOfTheServerStayWithinWhatTheClientAskedFor() {
        var first = erp.get("/data/CDSSalesOrderHeaders?cross-company=true&$top=50&$skip=10&$select=SalesOrderNumber");
        var second = erp.get(first.get("@odata.nextLink").asText().substring(erp.address().length()));
        assertThat(List.of(first.get("value").size(), second.get("value").size())).containsExactly(40, 10);
        assertThat(second.has("@odata.nextLink")).isFalse();
        assertThat(erp.get("/data/CDSSalesOrderHeaders?cross-company=true&$top=40").has("@odata.nextLink")).isFalse();
    }

    @Test
    void aPlusInAQueryIsASpace() {
        assertThat(erp.get("/data/CustomersV3?cross-company=true&$filter=CustomerAccount+eq+'ALFKI'").get("value")).hasSize(1);
    }
}
