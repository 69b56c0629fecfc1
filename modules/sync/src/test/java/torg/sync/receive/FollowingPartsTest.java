package torg.sync.receive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import torg.api.table.Query;
import torg.sync.OrderDocuments;
import torg.sync.SmallHouse;
import torg.sync.map.MapsCompiler;
import torg.testkit.TestSource;
import torg.testkit.TableDocuments;

/** What the ERP makes of documents, beside the lines that are sent with them. */
class FollowingPartsTest extends SmallHouse {
    /** In the order of names the shipments come before the lines that are sent. */
    private static TestSource source() {
        return OrderDocuments.source().document("tables/shipment.yml", "{table: shipment, key: number, columns: {number: {type: text}, order: {type: lookup, to: order, required: true}}}")
                .document("maps/a-shipments.yml", "{map: a-shipments, connector: dynamics, entity: Shipments, table: shipment, part-of: orders, columns: {order: {parent: Order}, number: Number}}");
    }

    @BeforeEach
    void ships() {
        settle(source());
    }

    @Test
    void aMapThatSendsNothingNeedsNoNumbers() {
        var source = source();
        source.compile(new TableDocuments());
        assertThat(source.problems(new MapsCompiler())).isEmpty();
    }

    @Test
    void aShipmentComesWithTheOrderThatMoved() {
        erp.with("Shipments", Map.of("Order", "SO-2", "Number", "PS-1"));
        everything();
        erp.with("Shipments", Map.of("Order", "SO-1", "Number", "PS-2"));
        open();
        assertThat(shipments()).as("the order did not move").containsExactly("PS-1 SO-2");
        erp.entities.get("Orders").getFirst().put("Status", "Invoiced");
        open();
        assertThat(shipments()).containsExactlyInAnyOrder("PS-1 SO-2", "PS-2 10248");
    }

    @Test
    void anErpWithoutShipmentsHasOrdersThatMove() {
        for (var map : List.of("accounts", "orders", "lines")) receiver().everything(new Pass(map(map)));
        erp.entities.get("Orders").getFirst().put("Status", "Invoiced");
        open();
        assertThat(tables.find(SYNC, "order", "10248").orElseThrow().text("status")).contains("invoiced");
    }

    @Test
    void anOrderIsStillSentWithItsLines() {
        erp.with("Shipments", Map.of("Order", "SO-1", "Number", "PS-1"));
        everything();
        var entry = placed();
        round();
        assertThat(erp.entities.get("Lines")).anySatisfy(line -> assertThat(line.get("Order")).isEqualTo(erp.entities.get("Orders").getLast().get("Number")));
        assertThat(erp.entities.get("Orders").getLast().get("Reference")).isEqualTo(entry.key());
        assertThat(erp.entities.get("Shipments")).hasSize(1);
    }

    private List<String> shipments() {
        return tables.query(SYNC, Query.of("shipment")).rows().stream().map(row -> row.key() + " " + tables.find(SYNC, "shipment", row.key()).flatMap(found -> found.text("order")).orElse("")).toList();
    }
}
