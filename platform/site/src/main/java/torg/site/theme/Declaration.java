package torg.site.theme;

import java.util.Optional;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.text.Text;

/**
 * What a {@code theme.yml} says.
 *
 * @param label for people
 * @param parent the name of the theme that this one extends, where it stands
 */
record Declaration(Optional<Text> label, Optional<Node.Scalar> parent) {
    /** Of a theme that says nothing of itself. */
    static final Declaration NONE = new Declaration(Optional.empty(), Optional.empty());

    /** The file's name in a theme. */
    static final String FILE = "theme.yml";

    static Declaration of(Node.Mapping fields, Problems problems) {
        var reader = new Reader(fields, problems);
        var label = reader.label("label");
        var parent = reader.text("extends").map(name -> new Node.Scalar(reader.at("extends"), name));
        reader.done();
        return new Declaration(label, parent);
    }
}
