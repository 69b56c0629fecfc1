package torg.connector.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.olingo.client.core.ODataClientFactory;
import org.apache.olingo.commons.api.edm.Edm;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.core.uri.parser.Parser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.problem.TorgException;

/** Every address the connector builds is judged by Olingo's parser against the entity model. */
class UrlsTest {
    private final Urls urls = new Urls(URI.create("http://erp.example/"));
    private Metadata metadata;
    private Edm model;

    @BeforeEach
    void readTheModel() throws Exception {
        var edmx = Wire.model().getBytes(StandardCharsets.UTF_8);
        metadata = Metadata.parse(new ByteArrayInputStream(edmx), Set.of("CDSSalesOrderHeaders", "CustomerPostalAddresses", "NoSuchSet"));
        model = ODataClientFactory.getClient().getReader().readMetadata(new ByteArrayInputStream(edmx));
    }

    @Test
    void readsEntitySetsTheirKeysAndEnumerations() {
        var headers = metadata.set("CDSSalesOrderHeaders").orElseThrow();
        assertThat(headers.key()).containsExactly("dataAreaId", "SalesOrderNumber");
        assertThat(headers.fields()).containsKeys("FormattedDelveryAddress", "OrderTotalAmount");
        assertThat(metadata.isEnum("Microsoft.Dynamics.DataEntities.NoYes")).isTrue();
        assertThat(metadata.set("NoSuchSet")).isEmpty();
        assertThat(metadata.set("Currencies")).as("not asked for").isEmpty();
        assertThat(metadata.enums()).as("those of its fields").contains("Microsoft.Dynamics.DataEntities.SalesStatus").hasSizeLessThan(20);
    }

    @Test
    void selectsFiltersAndOrdersAcrossCompanies() {
        var url = query("CDSSalesOrderHeaders", List.of("SalesOrderNumber", "SalesOrderProcessingStatus"), Map.of("dataAreaId", "nwnd", "SalesOrderStatus", "Backorder"), Map.of());
        assertThat(url.getRawQuery()).startsWith("cross-company=true&");
        assertThat(url.getQuery()).contains("SalesOrderStatus eq Microsoft.Dynamics.DataEntities.SalesStatus'Backorder'").contains("$orderby=dataAreaId,SalesOrderNumber");
        judge(url);
    }

    @Test
    void doublesQuotesAndEncodesWhatPeopleType() {
        var url = query("CDSSalesOrderHeaders", List.of("SalesOrderNumber"), Map.of("CustomersOrderReference", "O'Neil & søn + 1%"), Map.of());
        assertThat(url.getRawQuery()).contains("O%27%27Neil%20%26%20s%C3%B8n%20%2B%201%25");
        judge(url);
    }

    @Test
    void asksForSeveralKeysWithOrBecauseThereIsNoIn() {
        var url = query("CDSSalesOrderHeaders", List.of("SalesOrderNumber"), Map.of("dataAreaId", "nwnd"), Map.of("SalesOrderNumber", List.of("SO-1", "SO-2")));
        assertThat(url.getQuery()).contains("(SalesOrderNumber eq 'SO-1' or SalesOrderNumber eq 'SO-2')").doesNotContain(" in ");
        judge(url);
    }

    @Test
    void writesBooleansAsTheEnumerationAndDatesAtNoon() {
        judge(query("CustomerPostalAddresses", List.of("AddressLocationId"), Map.of("IsPrimary", true), Map.of()));
        var dated = query("CDSSalesOrderHeaders", List.of("SalesOrderNumber"), Map.of("RequestedReceiptDate", LocalDate.of(2027, 1, 15)), Map.of());
        assertThat(dated.getQuery()).contains("RequestedReceiptDate eq 2027-01-15T12:00:00Z");
        judge(dated);
    }

    @Test
    void refusesAFieldTheErpDoesNotHave() {
        assertThatThrownBy(() -> query("CDSSalesOrderHeaders", List.of(), Map.of("FormattedDeliveryAdress", "x"), Map.of()))
                .isInstanceOf(TorgException.class).hasMessageContaining("has no field 'FormattedDeliveryAdress'");
    }

    @Test
    void followsThePageLinkOnTheSameHostOnly() {
        assertThat(urls.next("http://erp.example/data/Currencies?$skiptoken=2")).hasHost("erp.example");
        assertThatThrownBy(() -> urls.next("http://elsewhere.example/data/Currencies")).isInstanceOf(TorgException.class);
    }

    private URI query(String set, List<String> fields, Map<String, Object> where, Map<String, List<String>> keys) {
        return urls.query(set, metadata.set(set).orElseThrow(), new Literals(metadata), fields, where, keys);
    }

    private void judge(URI url) {
        var path = url.getPath().substring("/data/".length());
        // cross-company is this ERP's own option; to OData it is a custom one.
        assertThatCode(() -> new Parser(model, OData.newInstance()).parseUri(path, url.getRawQuery(), null, "http://erp.example/data"))
                .as(url.toString()).doesNotThrowAnyException();
    }
}
