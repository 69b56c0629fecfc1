package torg.lists.forms.row;

import java.util.Optional;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;

/** What an author wrote beside a component. */
public final class Parameter {
    private Parameter() {}

    public static Optional<String> text(Node.Mapping parameters, String name) {
        return parameters.get(name).flatMap(node -> node instanceof Node.Scalar scalar ? Optional.of(scalar.value()) : Optional.empty())
                .filter(text -> !text.isBlank());
    }

    /** Look at the parameters of a component that places a document: the one that names it is needed, others may be known. */
    public static void check(Node.Mapping parameters, Problems problems, String needed, String... others) {
        var reader = new Reader(parameters, problems);
        reader.required(needed);
        for (var other : others) reader.text(other);
        reader.done();
    }
}
