package torg.studio.access;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import torg.api.site.ContentFile;
import torg.api.site.Edit;
import torg.api.site.Node;
import torg.studio.desk.Desk;
import torg.studio.desk.Nodes;
import torg.studio.desk.Rights;
import torg.studio.form.Changes;

/**
 * What {@code site.yml} says of who works in the Studio, of which the form of a web role changes what is about that role: what is said of others stays, whoever says it at the same moment.
 *
 * @param text what it says, as it is published, or in the caller's draft of it where the form is kept as one
 * @param seen the version that the text goes back to
 */
record Authoring(Desk desk, String path, String text, Optional<String> seen) {
    private static final String SETTINGS = "settings";
    /** The settings that name web roles. */
    static final List<String> KEYS = List.of(Rights.AUTHORS, Rights.DESIGNERS);

    static Authoring published(Desk desk) {
        var path = desk.site().path("site.yml");
        var stored = desk.file(path);
        return new Authoring(desk, path, stored.flatMap(Desk::text).orElse(""), stored.map(ContentFile::version));
    }

    /** As the caller's draft has it; as it is published where there is none. */
    static Authoring drafted(Desk desk) {
        var published = published(desk);
        return desk.own(published.path).flatMap(own -> own.change().bytes().flatMap(Desk::text).map(text -> new Authoring(desk, published.path, text, own.change().seen()))).orElse(published);
    }

    boolean names(String key, String role) {
        return named(key).contains(role);
    }

    private List<String> named(String key) {
        return Rights.names(Nodes.text(settings().get(key))).toList();
    }

    private Node.Mapping settings() {
        return Nodes.mapping(desk.editing().read(path, text).fields(), List.of(SETTINGS));
    }

    /**
     * The change by which each of these settings names the role, or does not; none where they say so already.
     *
     * @param wanted by key; what a key is not in stays
     */
    Map<String, Edit.Change> naming(String role, Map<String, Boolean> wanted) {
        var changes = new Changes(List.of(SETTINGS), settings());
        wanted.forEach((key, named) -> {
            if (named == names(key, role)) return;
            changes.become(key, String.join(", ", named ? Stream.concat(named(key).stream(), Stream.of(role)).toList() : named(key).stream().filter(one -> !one.equals(role)).toList()));
        });
        var amendments = changes.all();
        if (amendments.isEmpty()) return Map.of();
        return Map.of(path, new Edit.Change(seen, Optional.of(desk.editing().amended(path, text, amendments).getBytes(StandardCharsets.UTF_8))));
    }
}
