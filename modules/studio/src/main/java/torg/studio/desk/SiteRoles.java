package torg.studio.desk;

import java.util.Collection;
import java.util.Locale;
import java.util.TreeMap;
import torg.api.site.Document;

/** The web roles that documents of a site define. */
public final class SiteRoles {
    private SiteRoles() {}

    /** What people call each, by its name and in the order of the names; of documents of all kinds those that define one are looked at. A new map. */
    public static TreeMap<String, String> of(Collection<Document> documents, Locale locale) {
        var roles = new TreeMap<String, String>();
        documents.stream().filter(document -> document.folder().equals("roles")).forEach(document -> {
            var name = Nodes.text(document.fields().get("role"));
            if (!name.isEmpty()) roles.put(name, Work.title(document, locale).orElse(name));
        });
        return roles;
    }
}
