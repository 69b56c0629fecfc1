package torg.example.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.problem.TorgException;
import torg.spi.sync.Connector;
import torg.testkit.contract.ConnectorContract;

/** The connector keeps the contract that all connectors keep, and what is its own. */
class FolderConnectorTest implements ConnectorContract {
    @TempDir
    private Path erp;

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectory(erp.resolve("Customers"));
        Files.createDirectory(erp.resolve("Orders"));
        Files.writeString(erp.resolve("Customers/ALFKI.properties"), "name=Alfreds\n");
        Files.writeString(erp.resolve("Customers/A%2F1.properties"), "name=Anatr\ncity=Bergen\n");
    }

    @Override
    public Connector connector() {
        return new FolderConnector(erp);
    }

    @Override
    public String entity() {
        return "Customers";
    }

    @Override
    public Connector.Outgoing document(String reference) {
        return new Connector.Outgoing("Orders", reference, "reference", Map.of("customer", "ALFKI", "amount", 12L), Optional.empty(), Set.of("customer"));
    }

    @Test
    void recordsAreReadWithTheirKeysAndFields() {
        var read = connector().read(new Connector.Read("Customers", List.of("id", "name"), Map.of(), Map.of(), Optional.empty()));
        assertThat(((Connector.Answer.Done<Connector.Batch>) read).value().records()).containsExactly(Map.of("id", "A/1", "name", "Anatr"), Map.of("id", "ALFKI", "name", "Alfreds"));
        assertThat(connector().describe("Customers").orElseThrow().fields()).containsOnlyKeys("id", "name", "city");
    }

    @Test
    void aKeyOrAnEntityLeadsNowhereElse() {
        assertThat(connector().describe("..")).isEmpty();
        assertThat(connector().describe("Customers/../Orders")).isEmpty();
        connector().create(document("../../outside"));
        assertThat(erp.resolve("Orders").toFile().list()).containsExactly("..%2F..%2Foutside.properties");
    }

    @Test
    void aFolderThatIsNotThereIsTold() {
        var nowhere = erp.resolve("nowhere");
        assertThatThrownBy(() -> new FolderConnector(nowhere)).isInstanceOf(TorgException.class).hasMessageContaining("is no folder");
    }

    @Test
    void aNumberThatNoFileCanBeCalledByIsRefusedForGood() {
        assertThat(connector().create(document("9".repeat(190)))).isInstanceOfSatisfying(Connector.Answer.Refused.class, refused -> assertThat(refused.code()).isEqualTo("folder.long-key"));
        assertThat(erp.resolve("Orders").toFile().list()).isEmpty();
        assertThat(connector().create(document("9".repeat(189)))).isInstanceOf(Connector.Answer.Done.class);
    }

    @Test
    void aDocumentWithLinesIsRefusedInWords() {
        var parts = new Connector.Parts("Lines", "order", "id", "number", List.of(Map.of("number", 1L)));
        var document = new Connector.Outgoing("Orders", "O1", "reference", Map.of(), Optional.of(parts), Set.of());
        assertThat(connector().create(document)).isInstanceOfSatisfying(Connector.Answer.Refused.class, refused -> assertThat(refused.code()).isEqualTo("folder.no-lines"));
    }
}
