package torg.pages.former;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.table.Write;

/**
 * By what a page is known again at another address.
 *
 * @param print of all that its document says, but where it was
 * @param markers the names that it has for those who lead to it
 */
record Mark(String print, Set<String> markers) {
    private static final String MARKER = "marker";
    private static final String WAS = "was";

    static Mark of(Document document) {
        var said = new StringBuilder();
        document.fields().entries().forEach((key, value) -> {
            if (!key.equals(WAS)) write(key, value, said);
        });
        var markers = document.fields().get(MARKER).stream().flatMap(Mark::scalars).collect(Collectors.toUnmodifiableSet());
        var fits = markers.stream().mapToInt(marker -> marker.length() + 1).sum() <= AddressTable.LONGEST_MARKERS;
        return new Mark(Write.Once.digestOf(said.append('\n').append(document.type()).append('\n').append(document.body()).toString()), fits ? markers : Set.of());
    }

    boolean sharesMarker(Mark other) {
        return markers.stream().anyMatch(other.markers::contains);
    }

    private static Stream<String> scalars(Node node) {
        return switch (node) {
            case Node.Scalar one -> Stream.of(one.value()).filter(marker -> !marker.isEmpty() && !marker.contains(" "));
            case Node.Sequence some -> some.items().stream().flatMap(Mark::scalars);
            case Node.Mapping _ -> Stream.empty();
        };
    }

    /** Without the places: these name the file. Lengths tell apart what else could be read in two ways. */
    private static void write(String key, Node node, StringBuilder to) {
        to.append(key.length()).append(':').append(key);
        switch (node) {
            case Node.Scalar one -> to.append('=').append(one.value().length()).append(':').append(one.value());
            case Node.Sequence some -> {
                to.append('[');
                some.items().forEach(item -> write("", item, to));
                to.append(']');
            }
            case Node.Mapping several -> {
                to.append('{');
                several.entries().forEach((name, value) -> write(name, value, to));
                to.append('}');
            }
        }
    }
}
