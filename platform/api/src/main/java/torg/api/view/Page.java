package torg.api.view;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import torg.api.site.Node;
import torg.api.text.Text;

/**
 * A page of the site, as the walk sees it.
 *
 * @param path with its variables, {@code /orders/{number}}
 * @param title for people, per language; {@value #SUBJECT} in it stands for what the page is about, see {@link #about}
 * @param description one sentence for search engines; may be empty
 * @param template the theme's template, {@code page}
 * @param body what the author wrote, rendered, per language
 * @param placements components on the page, in order
 * @param open whether its document says {@code access: public}
 * @param roles names of web roles that may read it; empty means whoever may read its parent
 * @param parent path of the page above, empty for home
 * @param variables values of the path's variables in this request
 */
public record Page(
        String path,
        Text title,
        Optional<Text> description,
        String template,
        Map<String, Html> body,
        List<Placement> placements,
        boolean open,
        List<String> roles,
        Optional<String> parent,
        Map<String, String> variables) {
    public Page {
        body = Map.copyOf(body);
        placements = List.copyOf(placements);
        roles = List.copyOf(roles);
        variables = Map.copyOf(variables);
    }

    /** The place in a title where the page says what it is about, such as the name of the row it shows. */
    public static final String SUBJECT = "{title}";

    /** This page with the place {@value #SUBJECT} of its title filled, if it has one. */
    public Page about(String subject) {
        if (title.byLanguage().values().stream().noneMatch(text -> text.contains(SUBJECT))) return this;
        var titles = new LinkedHashMap<String, String>();
        title.byLanguage().forEach((language, text) -> titles.put(language, text.replace(SUBJECT, subject)));
        return new Page(path, new Text(titles), description, template, body, placements, open, roles, parent, variables);
    }

    /**
     * A component on a page.
     *
     * @param id unique on the page, {@code c1}; forms name it so that a post reaches its component
     * @param component name of the component, {@code list}
     * @param slot where the template puts it, {@code main}
     * @param live whether an open page shows by itself what becomes of it
     * @param parameters what the author wrote beside it
     */
    public record Placement(String id, String component, String slot, boolean live, Node.Mapping parameters) {
        /** One that is shown as it was when the page was asked for. */
        public Placement(String id, String component, String slot, Node.Mapping parameters) {
            this(id, component, slot, false, parameters);
        }
    }
}
