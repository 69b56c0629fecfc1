package torg.lists.forms.form;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The forms of a site, by name: a part of the {@link torg.api.site.Site}. */
record Forms(Map<String, FormView> byName) {
    Forms {
        byName = Collections.unmodifiableMap(new TreeMap<>(byName));
    }

    /** The form that takes JSON under this name below {@code /api/}. */
    Optional<FormView> api(String name) {
        return byName.values().stream().filter(form -> form.api().filter(name::equals).isPresent()).findFirst();
    }
}
