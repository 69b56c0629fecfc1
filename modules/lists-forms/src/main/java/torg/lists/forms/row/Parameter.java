package torg.lists.forms.row;

import java.util.Optional;
import java.util.stream.Stream;
import torg.api.site.Node;

/** What an author wrote beside a component. */
public final class Parameter {
    private Parameter() {}

    public static Optional<String> text(Node.Mapping parameters, String name) {
        return parameters.get(name).flatMap(node -> node instanceof Node.Scalar scalar ? Optional.of(scalar.value()) : Optional.empty())
                .filter(text -> !text.isBlank());
    }

    /** What is wrong with the parameters of a component that places a document: the one that names it is needed, others may be known. */
    public static Optional<String> problem(Node.Mapping parameters, String needed, String... others) {
        var known = Stream.concat(Stream.of(needed), Stream.of(others)).toList();
        return missing(parameters, needed).or(() -> parameters.entries().keySet().stream().filter(name -> !known.contains(name)).findFirst()
                .map(name -> "'" + name + ":' is not known here, only " + String.join(" and ", known)));
    }

    /** A problem when the parameter is not there. */
    private static Optional<String> missing(Node.Mapping parameters, String name) {
        return text(parameters, name).isPresent() ? Optional.empty() : Optional.of("'" + name + ":' is missing, the name of a document");
    }
}
