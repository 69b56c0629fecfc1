package torg.kernel;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.util.tracker.BundleTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which settings bundles say they have, and what fits into them; known from when a bundle is installed, before anything in it runs. Thread-safe.
 *
 * <p>Source: OSGi Compendium 8, 105.8, XML files of a bundle's folder {@code OSGI-INF/metatype}.
 */
final class Declared implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Declared.class);
    private static final int ANY_STATE = Bundle.INSTALLED | Bundle.RESOLVED | Bundle.STARTING | Bundle.ACTIVE | Bundle.STOPPING;

    private final Map<Bundle, Map<String, Map<String, Setting>>> byBundle = new ConcurrentHashMap<>();
    private final BundleTracker<Bundle> tracker;

    /** @param comes called with the PIDs that a bundle has settings for, before it can start */
    Declared(BundleContext context, Consumer<Set<String>> comes) {
        this.tracker = new BundleTracker<>(context, ANY_STATE, null) {
            @Override
            public Bundle addingBundle(Bundle bundle, BundleEvent event) {
                var settings = read(bundle);
                if (settings.isEmpty()) return null;
                byBundle.put(bundle, settings);
                comes.accept(settings.keySet());
                return bundle;
            }

            @Override
            public void removedBundle(Bundle bundle, BundleEvent event, Bundle tracked) {
                byBundle.remove(bundle);
            }
        };
    }

    /** From now on bundles are looked at, those that are there at once. */
    void open() {
        tracker.open();
    }

    /** The settings of a PID by name; empty when no bundle says which there are. */
    Optional<Map<String, Setting>> of(String pid) {
        return byBundle.values().stream().filter(declared -> declared.containsKey(pid)).map(declared -> declared.get(pid)).findFirst();
    }

    /** The settings of one bundle by PID, in its order. */
    Map<String, Map<String, Setting>> of(Bundle bundle) {
        return byBundle.getOrDefault(bundle, Map.of());
    }

    /** All PIDs that bundles have settings for. */
    List<String> pids() {
        return byBundle.values().stream().flatMap(declared -> declared.keySet().stream()).sorted().toList();
    }

    @Override
    public void close() {
        tracker.close();
    }

    private static Map<String, Map<String, Setting>> read(Bundle bundle) {
        var byPid = new HashMap<String, Map<String, Setting>>();
        var files = bundle.findEntries("OSGI-INF/metatype", "*.xml", false);
        for (var file : files == null ? List.<URL>of() : Collections.list(files)) {
            try {
                byPid.putAll(read(file));
            } catch (IOException | XMLStreamException e) {
                LOG.warn("bundle={} event=settings-unknown: {} cannot be read, so what is written for it is not checked", bundle.getSymbolicName(), file.getPath(), e);
            }
        }
        return byPid;
    }

    private static Map<String, Map<String, Setting>> read(URL file) throws IOException, XMLStreamException {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        try (var stream = file.openStream()) {
            var xml = factory.createXMLStreamReader(stream);
            var classes = new HashMap<String, Map<String, Setting>>();
            var byPid = new HashMap<String, Map<String, Setting>>();
            Map<String, Setting> settings = Map.of();
            var last = "";
            var pids = new ArrayList<String>();
            while (xml.hasNext()) {
                if (xml.next() != XMLStreamReader.START_ELEMENT) continue;
                switch (xml.getLocalName()) {
                    case "OCD" -> classes.put(xml.getAttributeValue(null, "id"), settings = new LinkedHashMap<>());
                    case "AD" -> settings.put(last = xml.getAttributeValue(null, "id"), Setting.of(xml));
                    case "Option" -> settings.computeIfPresent(last, (_, setting) -> setting.or(xml.getAttributeValue(null, "value")));
                    case "Designate" -> pids.add(xml.getAttributeValue(null, "pid"));
                    case "Object" -> byPid.put(pids.getLast(), classes.getOrDefault(xml.getAttributeValue(null, "ocdref"), Map.of()));
                    default -> { }
                }
            }
            return byPid;
        }
    }

    /**
     * One setting.
     *
     * @param type as a metatype file says it, {@code Integer}
     * @param least of a number, when it is bounded so
     * @param most of a number, when it is bounded so
     * @param options the only texts that fit; empty for any
     * @param usual its default, or empty
     * @param description in words, or empty
     */
    record Setting(String type, Optional<BigInteger> least, Optional<BigInteger> most, List<String> options, String usual, String description) {
        static Setting of(XMLStreamReader xml) {
            return new Setting(xml.getAttributeValue(null, "type"), number(xml.getAttributeValue(null, "min")), number(xml.getAttributeValue(null, "max")), List.of(),
                    Objects.requireNonNullElse(xml.getAttributeValue(null, "default"), ""), Objects.requireNonNullElse(xml.getAttributeValue(null, "description"), ""));
        }

        private Setting or(String option) {
            return new Setting(type, least, most, Stream.concat(options.stream(), Stream.of(option)).toList(), usual, description);
        }

        /** What is expected instead of this value; empty when it fits. */
        Optional<String> expectedInsteadOf(String value) {
            var fits = switch (type) {
                case "Boolean" -> value.equals("true") || value.equals("false");
                case "Integer" -> number(value).filter(number -> number.bitLength() < Integer.SIZE && isWithin(number)).isPresent();
                case "Long" -> number(value).filter(number -> number.bitLength() < Long.SIZE && isWithin(number)).isPresent();
                default -> options.isEmpty() || options.contains(value);
            };
            if (!fits && !options.isEmpty()) return Optional.of("one of " + String.join(", ", options));
            return fits ? Optional.empty() : Optional.of(type.equals("Boolean") ? "true or false" : "a whole number" + least.map(number -> " from " + number).orElse("") + most.map(number -> " to " + number).orElse(""));
        }

        private boolean isWithin(BigInteger number) {
            return least.filter(bound -> number.compareTo(bound) < 0).isEmpty() && most.filter(bound -> number.compareTo(bound) > 0).isEmpty();
        }

        private static Optional<BigInteger> number(String text) {
            return text != null && text.matches("[+-]?[0-9]{1,20}") ? Optional.of(new BigInteger(text)) : Optional.empty();
        }
    }
}
