package torg.studio.file;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Site;
import torg.api.table.Schema;
import torg.studio.desk.Desk;
import torg.studio.desk.Nodes;
import torg.studio.desk.Work;

/** Names that documents of the site say, for whoever writes another: of tables and their columns, pages, lists, snippets, roles, web files, and of the components that are placed. */
final class Completions {
    private static final int MOST = 5_000;
    private static final String COMPONENT = "component";

    private Completions() {}

    /** Those in files that this caller may look at; sorted, each once. */
    static List<String> of(Desk desk) {
        var names = new TreeSet<String>();
        desk.site().documents().stream().filter(document -> desk.reaches(document.path())).forEach(document -> names.addAll(of(desk.site(), document)));
        if (desk.reaches(desk.site().path("tables/a.yml"))) desk.site().part(Schema.class).ifPresent(schema -> schema.tables().values().stream().filter(table -> !table.internal()).forEach(table -> names.addAll(table.columns().keySet())));
        desk.site().files().forEach((path, file) -> {
            if (path.startsWith("files/") && desk.reaches(file.path())) names.add("/" + path);
        });
        names.remove("");
        return names.stream().limit(MOST).toList();
    }

    private static List<String> of(Site site, Document document) {
        var names = new ArrayList<String>();
        switch (document.folder()) {
            case "pages" -> Work.of(site, document.path(), site.settings().defaultLocale()).fixedAddress().ifPresent(names::add);
            case "snippets" -> names.add(document.name());
            case "", "permissions", "demo" -> {}
            // a document says its own name in its first key
            default -> document.fields().entries().values().stream().findFirst().ifPresent(name -> names.add(Nodes.text(Optional.of(name))));
        }
        if (document.fields().get("components").orElse(null) instanceof Node.Sequence(_, var placed)) {
            placed.forEach(one -> {
                if (one instanceof Node.Mapping component) names.add(Nodes.text(component.get(COMPONENT)));
            });
        }
        return names;
    }
}
