package torg.lists.forms.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A text with places for values: {@code Web order {requisitionnumber|ordernumber}}; of several names in a place the first that has a value counts.
 *
 * @param pieces in order
 */
public record Places(List<Piece> pieces) {
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

    public Places {
        pieces = List.copyOf(pieces);
    }

    /** Some text, and the names whose value follows it; no names at the end. */
    public record Piece(String text, List<String> names) {
        public Piece {
            names = List.copyOf(names);
        }
    }

    public static Places of(String text) {
        var pieces = new ArrayList<Piece>();
        var places = PLACE.matcher(text);
        var from = 0;
        while (places.find()) {
            pieces.add(new Piece(text.substring(from, places.start()), List.of(places.group(1).split("\\|", -1))));
            from = places.end();
        }
        if (from < text.length() || pieces.isEmpty()) pieces.add(new Piece(text.substring(from), List.of()));
        return new Places(pieces);
    }

    /** All names, in order. */
    public List<String> names() {
        return pieces.stream().flatMap(piece -> piece.names.stream()).toList();
    }

    /** Whether it is one place and nothing else, so that a value keeps its type. */
    public boolean isOneValue() {
        return pieces.size() == 1 && pieces.getFirst().text.isEmpty() && !pieces.getFirst().names.isEmpty();
    }

    /** The text with values in all places; empty when one has none. */
    public Optional<String> fill(Function<String, Optional<String>> value) {
        var text = new StringBuilder();
        for (var piece : pieces) {
            text.append(piece.text);
            if (piece.names.isEmpty()) continue;
            var found = piece.names.stream().flatMap(name -> value.apply(name).stream()).findFirst();
            if (found.isEmpty()) return Optional.empty();
            text.append(found.get());
        }
        return Optional.of(text.toString());
    }

    /** The text with values in all places; places without one stay empty, and what separates them goes. */
    public String fillWhatIsThere(Function<String, Optional<String>> value) {
        var text = new StringBuilder();
        for (var piece : pieces) {
            var found = piece.names.stream().flatMap(name -> value.apply(name).stream()).findFirst();
            if (found.isPresent() || piece.names.isEmpty()) text.append(text.isEmpty() ? piece.text.replaceFirst("^[,\\s]+", "") : piece.text);
            found.ifPresent(text::append);
        }
        return text.toString();
    }
}
