package torg.mustache;

import com.github.mustachejava.Binding;
import java.util.List;
import torg.api.view.Model;

/** A name in a template: its first part is looked up from the innermost model outwards, the parts after a dot within what was found. */
final class ModelName implements Binding {
    private final String[] parts;

    ModelName(String name) {
        this.parts = name.split("\\.");
    }

    @Override
    public Object get(List<Object> scopes) {
        for (var i = scopes.size() - 1; i >= 0; i--) {
            if (scopes.get(i) instanceof Model model) {
                var value = model.get(parts[0]);
                if (value != null) return parts.length == 1 ? value : within(value);
            }
        }
        return null;
    }

    private Object within(Object value) {
        for (var i = 1; i < parts.length && value != null; i++) {
            value = value instanceof Model model ? model.get(parts[i]) : null;
        }
        return value;
    }
}
