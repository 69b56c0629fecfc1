package torg.site.amend;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Where the values of a YAML text stand in it: offsets into the text, the end behind the last character that says something. */
sealed interface Outline {
    int start();

    int end();

    /** One value. */
    record Single(int start, int end) implements Outline {}

    /**
     * A mapping or a list.
     *
     * @param flow whether it stands in braces or brackets
     * @param list whether its units are items
     */
    record Group(int start, int end, boolean flow, boolean list, List<Unit> units) implements Outline {
        Optional<Unit> unit(String key) {
            return units.stream().filter(unit -> unit.key.equals(key)).findFirst();
        }
    }

    /**
     * A key with its value, or an item.
     *
     * @param key of an item its number
     * @param start of the key, or the hyphen of an item
     * @param after where the value can begin: behind the colon or hyphen
     */
    record Unit(String key, int start, int after, Outline value) {
        int end() {
            return Math.max(after, value.end());
        }
    }

    /** Of a text that is a mapping and that has been read without a complaint. */
    static Group of(String text) {
        var events = new Parse(LoadSettings.builder().build()).parseString(text).iterator();
        while (events.hasNext()) {
            if (events.next() instanceof DocumentStartEvent && new Maker(text, events).value(events.next()) instanceof Group group) return group;
        }
        return new Group(text.length(), text.length(), false, false, List.of());
    }

    /** Follows the events of the parser; for one thread. */
    final class Maker {
        private final String text;
        private final Iterator<Event> events;
        /** Marks count code points, texts do not. */
        private final int[] offsets;

        private Maker(String text, Iterator<Event> events) {
            this.text = text;
            this.events = events;
            this.offsets = new int[text.codePointCount(0, text.length()) + 1];
            for (int point = 0, at = 0; point < offsets.length; point++) {
                offsets[point] = at;
                if (at < text.length()) at += Character.charCount(text.codePointAt(at));
            }
        }

        private Outline value(Event event) {
            var start = offset(event.getStartMark());
            return switch (event) {
                case MappingStartEvent mapping -> group(start, mapping.isFlow(), false);
                case CollectionStartEvent list -> group(start, list.isFlow(), true);
                case ScalarEvent scalar -> new Single(start, scalar.isPlain() || !isBlock(start) ? offset(scalar.getEndMark()) : trimmed(start, offset(scalar.getEndMark())));
                default -> throw new Unreadable();
            };
        }

        /** A text over several lines, whose end is said to be where the next thing begins. */
        private boolean isBlock(int start) {
            return text.charAt(start) == '|' || text.charAt(start) == '>';
        }

        private int trimmed(int start, int end) {
            while (end > start && Character.isWhitespace(text.charAt(end - 1))) end--;
            return end;
        }

        private Group group(int start, boolean flow, boolean list) {
            var units = new ArrayList<Unit>();
            var next = events.next();
            for (; !(next instanceof CollectionEndEvent); next = events.next()) units.add(list ? item(next, units.size(), flow) : entry(next));
            return new Group(start, flow || units.isEmpty() ? offset(next.getEndMark()) : units.getLast().end(), flow, list, List.copyOf(units));
        }

        private Unit item(Event event, int index, boolean flow) {
            var value = value(event);
            if (flow) return new Unit(String.valueOf(index), value.start(), value.start(), value);
            var hyphen = value.start() - 1;
            while (hyphen > 0 && Character.isWhitespace(text.charAt(hyphen))) hyphen--;
            if (hyphen < 0 || text.charAt(hyphen) != '-') throw new Unreadable();
            return new Unit(String.valueOf(index), hyphen, hyphen + 1, value);
        }

        private Unit entry(Event key) {
            if (!(key instanceof ScalarEvent name)) throw new Unreadable();
            var after = offset(key.getEndMark());
            while (after < text.length() && text.charAt(after) == ' ') after++;
            if (after == text.length() || text.charAt(after) != ':') throw new Unreadable();
            return new Unit(name.getValue(), offset(key.getStartMark()), after + 1, value(events.next()));
        }

        private int offset(Optional<Mark> mark) {
            return offsets[Math.min(mark.orElseThrow(Unreadable::new).getIndex(), offsets.length - 1)];
        }
    }

    /** The text is written in a way that this does not follow, such as keys with a question mark. */
    final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unreadable() {
            super("this YAML cannot be followed", null, false, false);
        }
    }
}
