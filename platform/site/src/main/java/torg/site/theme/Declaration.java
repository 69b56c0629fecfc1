package torg.site.theme;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * @param styles style sheets below {@code assets/} that pages are to have
 * @param settings what can be set, in order
 * @param values what is set otherwise than in the parents, by setting
 */
record Declaration(Optional<Text> label, Optional<Node.Scalar> parent, List<Node.Scalar> styles, List<Definition> settings, Map<String, Node> values) {
    /** Of a theme that says nothing of itself. */
    static final Declaration NONE = new Declaration(Optional.empty(), Optional.empty(), List.of(), List.of(), Map.of());

    /** The file's name in a theme. */
    static final String FILE = "theme.yml";

    private static final int MOST_SETTINGS = 100;

    static Declaration of(Node.Mapping fields, Problems problems) {
        var reader = new Reader(fields, problems);
        var label = reader.label("label");
        var parent = reader.text("extends").map(name -> new Node.Scalar(reader.at("extends"), name));
        var styles = styles(reader, problems);
        var settings = new ArrayList<Definition>();
        reader.mapping("settings").ifPresent(below -> below.entries().forEach((name, node) -> Definition.read(name, node, problems).ifPresent(settings::add)));
        if (settings.size() > MOST_SETTINGS) problems.error(reader.at("settings"), "theme.too-many-settings", "the theme has more than " + MOST_SETTINGS + " settings", "keep those that somebody will set");
        var values = new LinkedHashMap<String, Node>();
        reader.mapping("values").ifPresent(below -> values.putAll(below.entries()));
        reader.done();
        return new Declaration(label, parent, styles, settings, values);
    }

    private static List<Node.Scalar> styles(Reader reader, Problems problems) {
        var styles = new ArrayList<Node.Scalar>();
        for (var item : reader.items("styles")) {
            if (item instanceof Node.Scalar style && style.value().endsWith(".css")) styles.add(style);
            else problems.error(item.at(), "theme.no-style", "this is no style sheet", "write its path below assets/, such as 'styles.css'");
        }
        return styles;
    }
}
