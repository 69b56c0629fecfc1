package torg.lists.forms.row;

import java.util.Optional;
import torg.api.site.Node;

/** What an author wrote beside a component. */
public final class Parameter {
    private Parameter() {}

    public static Optional<String> text(Node.Mapping parameters, String name) {
        return parameters.get(name).flatMap(node -> node instanceof Node.Scalar scalar ? Optional.of(scalar.value()) : Optional.empty())
                .filter(text -> !text.isBlank());
    }

    /** A problem when the parameter is not there. */
    public static Optional<String> missing(Node.Mapping parameters, String name) {
        return text(parameters, name).isPresent() ? Optional.empty() : Optional.of("'" + name + ":' is missing, the name of a document");
    }
}
