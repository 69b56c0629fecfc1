package torg.api.view;

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

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** All values, unmodifiable, in the order they were given. */
    public Map<String, Object> values() {
        return values;
    }

    /** This model with the other's values over it. */
    public Model and(Model over) {
        var both = new LinkedHashMap<>(values);
        both.putAll(over.values);
        return new Model(Collections.unmodifiableMap(both));
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

    /** Collects values; for one thread. */
    public static final class Builder {
        private final Map<String, Object> values = new LinkedHashMap<>();

        /** Give a name a value; an empty Optional is left out, a present one unwrapped. */
        public Builder with(String name, Object value) {
            var plain = value instanceof Optional<?> optional ? optional.orElse(null) : value;
            if (plain == null) return this;
            values.put(name, checked(name, plain));
            return this;
        }

        public Model build() {
            return new Model(Collections.unmodifiableMap(new LinkedHashMap<>(values)));
        }

        private static Object checked(String name, Object value) {
            return switch (value) {
                case String _, Number _, Boolean _, Html _, Model _ -> value;
                case Builder builder -> builder.build();
                case List<?> list -> list.stream().map(item -> checked(name, item)).toList();
                default -> throw new IllegalArgumentException("a model holds no " + value.getClass().getSimpleName() + " (given for '" + name + "')");
            };
        }
    }
}
