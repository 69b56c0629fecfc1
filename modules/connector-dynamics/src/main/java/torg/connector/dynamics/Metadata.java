package torg.connector.dynamics;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import torg.spi.sync.Connector.EntityInfo;
import torg.spi.sync.Connector.FieldInfo;

/**
 * What {@code $metadata} of an environment says: its entity sets, their fields and keys. Read instead of known beforehand, because sets are
 * versioned and every environment has its own choice of them.
 *
 * @param sets entity set name to its description
 * @param enums qualified names of the enumeration types
 */
record Metadata(Map<String, EntityInfo> sets, Set<String> enums) {

    static Metadata parse(InputStream edmx) throws XMLStreamException {
        var factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        var xml = factory.createXMLStreamReader(edmx);
        var found = new Found();
        while (xml.hasNext()) {
            if (xml.next() == XMLStreamReader.START_ELEMENT) found.element(xml);
        }
        return found.metadata();
    }

    Optional<EntityInfo> set(String name) {
        return Optional.ofNullable(sets.get(name));
    }

    boolean isEnum(String type) {
        return enums.contains(type);
    }

    /** What has been read so far. */
    private static final class Found {
        private final Map<String, Map<String, FieldInfo>> fields = new HashMap<>();
        private final Map<String, List<String>> keys = new HashMap<>();
        private final Map<String, String> typeOfSet = new LinkedHashMap<>();
        private final Set<String> enums = new HashSet<>();
        private String namespace = "";
        private String entity = "";

        void element(XMLStreamReader xml) {
            switch (xml.getLocalName()) {
                case "Schema" -> namespace = xml.getAttributeValue(null, "Namespace");
                case "EnumType" -> enums.add(namespace + "." + xml.getAttributeValue(null, "Name"));
                case "EntityType" -> {
                    entity = namespace + "." + xml.getAttributeValue(null, "Name");
                    fields.put(entity, new LinkedHashMap<>());
                    keys.put(entity, new ArrayList<>());
                }
                case "PropertyRef" -> keys.get(entity).add(xml.getAttributeValue(null, "Name"));
                case "Property" -> property(xml);
                case "EntitySet" -> typeOfSet.put(xml.getAttributeValue(null, "Name"), xml.getAttributeValue(null, "EntityType"));
                default -> {}
            }
        }

        private void property(XMLStreamReader xml) {
            var ofEntity = fields.get(entity);
            if (ofEntity == null) return;
            var name = xml.getAttributeValue(null, "Name");
            ofEntity.put(name, new FieldInfo(name, xml.getAttributeValue(null, "Type"), !"false".equals(xml.getAttributeValue(null, "Nullable"))));
        }

        Metadata metadata() {
            var sets = new LinkedHashMap<String, EntityInfo>();
            typeOfSet.forEach((set, type) -> sets.put(set, new EntityInfo(Map.copyOf(fields.getOrDefault(type, Map.of())), List.copyOf(keys.getOrDefault(type, List.of())))));
            return new Metadata(Map.copyOf(sets), Set.copyOf(enums));
        }
    }
}
