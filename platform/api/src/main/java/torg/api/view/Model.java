package torg.api.view;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a template is handed: names to values. A value is a String, Number, Boolean, {@link Html}, {@link Model} or a List of these; nothing else, so
 * that a template can reach no Java member. Immutable.
 */
public final class Model {
    /** No values. */
    public static final Model EMPTY = new Model(Map.of());

    private final Map<String, Object> values;

    private Model(Map<String, Object> values) {
        this.values = values;
    }

    /** Start a model. */
    public static Builder with(String name, Object value) {
        return new Builder().with(name, value);
    }

    /** The value of this name, or null; for painters. */
    public Object get(String name) {
        return values.get(name);
    }

    /** Whether there is a value of this name; an empty Optional that was given made none. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** All values, unmodifiable, in the order they were given. */
    public Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }

    /** The same as maps, lists, texts, numbers and booleans, mark-up being text: as it is written as JSON. */
    public Map<String, Object> plain() {
        var plain = new LinkedHashMap<String, Object>();
        values.forEach((name, value) -> plain.put(name, plain(value)));
        return plain;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Model model -> model.plain();
            case List<?> list -> list.stream().map(Model::plain).toList();
            case Html html -> html.markup();
            default -> value;
        };
    }

    /** This model with the other's values over it. */
    public Model and(Model over) {
        var both = new LinkedHashMap<>(values);
        both.putAll(over.values);
        return new Model(both);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Model model && values.equals(model.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    @Override
    public String toString() {
        return values.toString();
    }

    /** Collects values for one model; for one thread. */
    public static final class Builder {
        /** Null once the model is built: what was collected is the model's own then, and nobody changes it any more. */
        private Map<String, Object> values = new LinkedHashMap<>();

        /**
         * Give a name a value; an empty Optional is left out, a present one unwrapped.
         *
         * @throws IllegalStateException when the model is built already
         */
        public Builder with(String name, Object value) {
            if (values == null) throw built();
            var plain = value instanceof Optional<?> optional ? optional.orElse(null) : value;
            if (plain == null) return this;
            values.put(name, checked(name, plain));
            return this;
        }

        /**
         * The model; a builder makes one.
         *
         * @throws IllegalStateException when it is built already
         */
        public Model build() {
            if (values == null) throw built();
            var model = new Model(values);
            values = null;
            return model;
        }

        private static IllegalStateException built() {
            return new IllegalStateException("the model is built already");
        }

        private static Object checked(String name, Object value) {
            return switch (value) {
                case String _, Number _, Boolean _, Html _, Model _ -> value;
                case Builder builder -> builder.build();
                case List<?> list -> checked(name, list);
                default -> throw new IllegalArgumentException("a model holds no " + value.getClass().getSimpleName() + " (given for '" + name + "')");
            };
        }

        private static List<Object> checked(String name, List<?> list) {
            var items = new ArrayList<Object>(list.size());
            for (var item : list) items.add(checked(name, item));
            return Collections.unmodifiableList(items);
        }
    }
}
