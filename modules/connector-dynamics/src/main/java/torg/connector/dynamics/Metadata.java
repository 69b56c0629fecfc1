package torg.connector.dynamics;

import java.io.InputStream;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import torg.spi.sync.Connector.EntityInfo;
import torg.spi.sync.Connector.FieldInfo;

/**
 * What {@code $metadata} of an environment says of some entity sets: their fields and keys. Read instead of known beforehand, because sets are
 * versioned and every environment has its own choice of them.
 *
 * @param sets entity set name to its description
 * @param enums qualified names of the enumeration types of their fields
 */
record Metadata(Map<String, EntityInfo> sets, Set<String> enums) {

    /** Keeps of the document, which has tens of megabytes, what it says of these sets. */
    static Metadata parse(InputStream edmx, Set<String> wanted) throws XMLStreamException {
        var factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        var xml = factory.createXMLStreamReader(edmx);
        var found = new Found(wanted);
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamReader.START_ELEMENT -> found.begin(xml);
                case XMLStreamReader.END_ELEMENT -> found.end(xml.getLocalName());
                default -> {}
            }
        }
        return found.metadata();
    }

    Optional<EntityInfo> set(String name) {
        return Optional.ofNullable(sets.get(name));
    }

    boolean isEnum(String type) {
        return enums.contains(type);
    }

    /** What has been read so far. Which type a set has stands behind all types, so until then they are kept, as small as they can be. */
    private static final class Found {
        private final Set<String> wanted;
        /** Of each entity type: a line with the names of its key, then one for each field with its name, type and whether it may be null. */
        private final Map<String, String> types = new HashMap<>();
        private final Map<String, String> typeOfSet = new LinkedHashMap<>();
        private final Set<String> enums = new HashSet<>();
        private final StringBuilder key = new StringBuilder();
        private final StringBuilder fields = new StringBuilder();
        private String namespace = "";
        private String entity = "";

        Found(Set<String> wanted) {
            this.wanted = wanted;
        }

        void begin(XMLStreamReader xml) {
            var name = xml.getAttributeValue(null, "Name");
            switch (xml.getLocalName()) {
                case "Schema" -> namespace = xml.getAttributeValue(null, "Namespace");
                case "EnumType" -> enums.add(namespace + "." + name);
                case "EntityType" -> {
                    entity = namespace + "." + name;
                    key.setLength(0);
                    fields.setLength(0);
                }
                case "PropertyRef" -> key.append(name).append(' ');
                case "Property" -> fields.append('\n').append(name).append(' ').append(xml.getAttributeValue(null, "Type")).append(' ').append(!"false".equals(xml.getAttributeValue(null, "Nullable")));
                case "EntitySet" -> {
                    if (wanted.contains(name)) typeOfSet.put(name, xml.getAttributeValue(null, "EntityType"));
                }
                default -> {}
            }
        }

        void end(String element) {
            if (element.equals("EntityType")) types.put(entity, key + fields.toString());
        }

        Metadata metadata() {
            var sets = new LinkedHashMap<String, EntityInfo>();
            typeOfSet.forEach((set, type) -> sets.put(set, info(types.getOrDefault(type, ""))));
            var used = sets.values().stream().flatMap(set -> set.fields().values().stream()).map(FieldInfo::type).filter(enums::contains).collect(Collectors.toSet());
            return new Metadata(Map.copyOf(sets), Set.copyOf(used));
        }

        private static EntityInfo info(String type) {
            var lines = type.split("\n");
            var fields = new HashMap<String, FieldInfo>();
            for (var line : List.of(lines).subList(1, lines.length)) {
                var words = line.split(" ");
                fields.put(words[0], new FieldInfo(words[0], words[1], Boolean.parseBoolean(words[2])));
            }
            return new EntityInfo(Map.copyOf(fields), lines[0].isEmpty() ? List.of() : List.of(lines[0].split(" ")));
        }
    }
}
