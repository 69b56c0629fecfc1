package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import torg.launcher.Command;

/** The connection with the ERP stands still and goes on, by an administrator's command and page; customers order all the while. */
class PausingHouseTest {
    private final Portal portal = Portal.shared();
    private final Visitor administrator = portal.signIn("admin@northwind.example");
    private final Visitor ana = portal.signIn("ana.trujillo@anatr.example");

    @AfterEach
    void nothingStandsStill() {
        administrator.post("/api/sync/connectors/dynamics/resume", "{}");
    }

    @Test
    void anOrderWaitsForAPausedConnectionAndArrivesWhenItIsResumed() throws Exception {
        assertThat(torg("pause", "dynamics", "--note", "the ERP gets a new version")).isEqualTo("0 done");
        var placed = ana.order(UUID.randomUUID().toString(), "11");
        var number = Visitor.json(placed).get("ordernumber").asText();
        assertThat(ana.get("/orders/" + number).statusCode()).as("the customer notices nothing").isEqualTo(200);

        assertThat(torg("status")).contains("connector dynamics").contains("the ERP gets a new version").contains("Nancy Davolio").containsPattern("orders +paused").contains("salesorder " + number);
        assertThat(administrator.get("/admin/sync").body()).contains("The connection dynamics is paused since").contains("the ERP gets a new version");
        assertThat(administrator.get("/nb/admin/sync").body()).contains("Forbindelsen dynamics er på pause siden");
        assertThat(portal.anonymous().get("/health").body()).contains("connector 'dynamics' is paused since");
        assertThat(status(number)).isEqualTo("received");
        assertThat(torg("where", "salesorder", number, "--ask")).contains("map: orders, paused").containsPattern("created +.*waiting").contains("CustomersOrderReference " + number).contains("the ERP now: not-asked");

        assertThat(torg("resume", "dynamics")).isEqualTo("0 done");
        Eventually.soon("the ERP has what waited", () -> status(number).equals("open"));
        assertThat(torg("where", "salesorder", number, "--ask")).contains("the ERP now: same").containsPattern("created +.*delivered");
        assertThat(administrator.get("/orders/" + number).body()).contains("href=\"/admin/sync/row?table=salesorder&amp;key=" + number + "\"");
        assertThat(administrator.get("/admin/sync/row?table=salesorder&key=" + number).body()).contains("the ERP has it").contains("CustomersOrderReference " + number);
        assertThat(ana.get("/orders/" + number).body()).doesNotContain("/admin/sync");
        assertThat(torg("resume", "dynamics")).startsWith("2 torg: ").contains("'dynamics' is not paused");
    }

    @Test
    void whoSetsUpAnErpIsToldWhatIsWellAndWhatIsNotBeforeAnythingIsCopied() throws Exception {
        assertThat(torg("preflight", "dynamics")).startsWith("0 verdict").containsPattern("well +connection").containsPattern("well +clock").containsPattern("well +accounts").containsPattern("doubtful +orders .*SalesOrderNumber")
                .doesNotContain("\nbad ");
        assertThat(torg("preflight", "sap")).startsWith("2 torg: ").contains("no connector of this name runs");
        assertThat(ana.post("/api/sync/connectors/dynamics/preflight", "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void whatTheErpChangedWithoutAWordIsFoundByAComparisonAndReadWhenSomebodySaysSo() throws Exception {
        var region = "R" + UUID.randomUUID().toString().substring(0, 6);
        var changed = portal.erp().send("PATCH", "/data/CustomersV3(dataAreaId='nwnd',CustomerAccount='ANATR')?cross-company=true", Optional.of("{\"AddressState\":\"" + region + "\"}"), "Content-Type", "application/json", "If-Match", "*");
        assertThat(changed.statusCode()).as(changed.body()).isEqualTo(204);
        assertThat(torg("compare", "accounts")).contains("comparison: done").containsPattern("differs +ANATR .*region");
        assertThat(torg("read", "accounts")).isEqualTo("0 done");
        Eventually.soon("the portal has the ERP's value", () -> Visitor.json(administrator.get("/api/tables/account(ANATR)")).path("region").asText().equals(region));
        assertThat(torg("compare", "accounts")).contains("comparison: done").doesNotContain("ANATR");
        assertThat(ana.post("/api/sync/maps/accounts/compare", "{}").statusCode()).isEqualTo(403);
        assertThat(ana.get("/api/sync/maps/accounts/compare").statusCode()).isEqualTo(403);
    }

    @Test
    void onlyAdministratorsLetAnythingStandStill() throws Exception {
        for (var path : List.of("/api/sync/connectors/dynamics/pause", "/api/sync/maps/orders/pause", "/api/sync/maps/orders/resume", "/api/sync/outbox/retry", "/api/sync/outbox/drop"))
            assertThat(ana.post(path, "{\"note\":\"mine\"}").statusCode()).as(path).isEqualTo(403);
        for (var key : List.of("ANATR", "NOBODY")) assertThat(ana.get("/api/sync/rows/account/" + key).body()).as("hers or not").contains("sync.denied");
        assertThat(ana.get("/admin/sync").body()).doesNotContain("dynamics");
        assertThat(torg("drop", "all", "--as", "admin@northwind.example")).as("without a reason").startsWith("2 torg: option '--note' is missing");
        assertThat(administrator.post("/api/sync/maps/orders/pause", "{}").statusCode()).as("without a reason").isEqualTo(422);
        assertThat(administrator.post("/api/sync/maps/order-lines/pause", "{\"note\":\"x\"}").statusCode()).as("lines go with their orders").isEqualTo(422);
        assertThat(administrator.post("/api/sync/maps/nothing/pause", "{\"note\":\"x\"}").statusCode()).isEqualTo(404);
    }

    private String status(String number) {
        return Visitor.json(ana.get("/api/tables/salesorder(" + number + ")")).get("status").asText();
    }

    /** How the command ends, and what it says. */
    private String torg(String... words) throws Exception {
        return Command.torg("northwind", Stream.of(List.of("sync"), List.of(words), List.of("--as", "admin@northwind.example", "--url", portal.running().address().toString())).flatMap(List::stream).toList());
    }
}
