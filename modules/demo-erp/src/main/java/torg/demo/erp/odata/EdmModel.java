package torg.demo.erp.odata;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import org.apache.olingo.commons.api.edm.EdmEntitySet;
import org.apache.olingo.commons.api.edm.EdmEntityType;
import org.apache.olingo.commons.api.edm.EdmEnumType;
import org.apache.olingo.commons.api.edm.EdmProperty;
import org.apache.olingo.commons.api.ex.ODataException;
import org.apache.olingo.server.api.OData;
import org.apache.olingo.server.api.ServiceMetadata;
import org.apache.olingo.server.core.MetadataParser;
import torg.demo.erp.books.Column;
import torg.demo.erp.books.Column.Kind;
import torg.demo.erp.books.Entity;
import torg.demo.erp.books.Table;

/** The data model, read from the EDMX document that is also what clients get as $metadata. */
public final class EdmModel {
    private static final String DOCUMENT = "/torg/demo/erp/model.edmx.xml";

    /** What the document cannot say: the name of each entity inside the ERP, and the table it is a view of. */
    private static final Map<String, Home> HOMES = Map.ofEntries(
            entry("LegalEntities", new Home("OMLegalEntity", Table.LEGAL_ENTITY)),
            entry("Currencies", new Home("CurrencyEntity", Table.CURRENCY)),
            entry("UnitsOfMeasure", new Home("UnitOfMeasureEntity", Table.UNIT)),
            entry("CustomersV3", new Home("CustCustomerV3Entity", Table.CUSTOMER)),
            entry("CDSContactsV2", new Home("smmContactPersonCDSV2Entity", Table.CONTACT)),
            entry("CustomerPostalAddresses", new Home("CustomerPostalAddressEntity", Table.ADDRESS)),
            entry("PriceCustomerGroups", new Home("PriceCustomerGroupEntity", Table.PRICE_GROUP)),
            entry("ReleasedProductsV2", new Home("EcoResReleasedProductV2Entity", Table.PRODUCT)),
            entry("CDSReleasedDistinctProducts", new Home("EcoResReleasedDistinctProductCDSEntity", Table.PRODUCT)),
            entry("SalesPriceAgreements", new Home("SalesPriceAgreementEntity", Table.PRICE)),
            entry("WarehousesOnHandV2", new Home("InventWarehouseOnHandV2Entity", Table.ON_HAND)),
            entry("CDSSalesOrderHeaders", new Home("SalesOrderHeaderCDSEntity", Table.SALES_ORDER)),
            entry("SalesOrderHeadersV2", new Home("SalesOrderHeaderV2Entity", Table.SALES_ORDER)),
            entry("SalesPackingSlipTrackingInformation", new Home("SalesPackingSlipTrackingInformationEntity", Table.PACKING_SLIP)),
            entry("SalesInvoiceHeadersV4", new Home("SalesInvoiceHeaderV4Entity", Table.INVOICE)),
            entry("SalesOrderHeaderDocumentAttachments", new Home("SalesOrderHeaderDocumentAttachmentEntity", Table.ATTACHMENT)),
            entry("CDSSalesOrderLinesV2", new Home("SalesOrderLineCDSEntity", Table.SALES_LINE)),
            entry("SalesOrderLinesV2", new Home("SalesOrderLineV2Entity", Table.SALES_LINE)));

    private final ServiceMetadata metadata;
    private final Map<String, Entity> entities = new LinkedHashMap<>();

    private record Home(String type, Table table) {}

    private EdmModel(ServiceMetadata metadata) {
        this.metadata = metadata;
        for (var set : metadata.getEdm().getEntityContainer().getEntitySets()) {
            entities.put(set.getName(), entity(set.getName(), set.getEntityType()));
        }
    }

    public static EdmModel load() {
        try (var document = EdmModel.class.getResourceAsStream(DOCUMENT)) {
            var provider = new MetadataParser().buildEdmProvider(new InputStreamReader(document, StandardCharsets.UTF_8));
            // The parser takes an absent IncludeInServiceDocument for false; the standard says true.
            provider.getEntityContainer().getEntitySets().forEach(set -> set.setIncludeInServiceDocument(true));
            return new EdmModel(OData.newInstance().createServiceMetadata(provider, List.of()));
        } catch (XMLStreamException | ODataException e) {
            throw new IllegalStateException("the data model '%s' is not well-formed: %s".formatted(DOCUMENT, e.getMessage()), e);
        } catch (IOException e) {
            throw new UncheckedIOException("the data model '%s' cannot be read".formatted(DOCUMENT), e);
        }
    }

    public Collection<Entity> entities() {
        return entities.values();
    }

    Entity entity(EdmEntitySet set) {
        return entities.get(set.getName());
    }

    ServiceMetadata metadata() {
        return metadata;
    }

    private static Entity entity(String set, EdmEntityType type) {
        var columns = new LinkedHashMap<String, Column>();
        for (var name : type.getPropertyNames()) {
            columns.put(name, column((EdmProperty) type.getProperty(name)));
        }
        var home = HOMES.get(set);
        return new Entity(set, home.type(), home.table(), type.getKeyPredicateNames(), columns);
    }

    private static Column column(EdmProperty property) {
        if (property.getType() instanceof EdmEnumType choice) {
            return new Column(property.getName(), Kind.CHOICE, List.copyOf(choice.getMemberNames()));
        }
        return new Column(property.getName(), switch (property.getType().getName()) {
            case "String" -> Kind.TEXT;
            case "Decimal" -> Kind.DECIMAL;
            case "Int32" -> Kind.INT;
            case "Int64" -> Kind.LONG;
            case "DateTimeOffset" -> Kind.MOMENT;
            case "Binary" -> Kind.BYTES;
            case String other -> throw new IllegalStateException("property '%s' has the type %s, which the books do not know".formatted(property.getName(), other));
        });
    }
}
