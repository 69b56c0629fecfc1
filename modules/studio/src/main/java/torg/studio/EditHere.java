package torg.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Document;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.spi.view.PageTools;
import torg.studio.desk.Nodes;
import torg.studio.desk.Rights;
import torg.studio.room.EditorFiles;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Words;

/**
 * Leads whoever may edit from each page to its document and to those of the snippets, lists and forms on it; where scripts run, page and snippets are edited on the page itself.
 */
@Component(service = PageTools.class)
public final class EditHere implements PageTools {
    private static final int MOST = 12;
    /** Where what a component shows is changed by form. */
    private static final Map<String, Room> FORMS = Map.of("list", Room.LIST, "form", Room.FORM);

    @Override
    public List<Tool> on(Request request, Page page) {
        var rights = Rights.of(request.site(), request.caller());
        if (!rights.any()) return List.of();
        var words = Words.of(request);
        var tools = new ArrayList<Tool>();
        file(request, "pages", name(page.path())).filter(rights::reach).ifPresent(path -> tools.add(here(request, words.text("edit-page"), path)));
        placed(page, "snippet").forEach(snippet -> file(request, "snippets", snippet).filter(rights::reach).ifPresent(path -> tools.add(here(request, words.text("edit-snippet", snippet), path))));
        FORMS.keySet().stream().sorted().forEach(kind -> placed(page, kind).forEach(name -> document(request, kind, name).filter(document -> rights.reach(document.path())).ifPresent(document ->
                tools.add(new Tool(Room.STUDIO, words.text("edit-" + kind, name), FORMS.get(kind).link(request) + "?path=" + Links.encoded(document.path()), Optional.empty())))));
        return tools;
    }

    private static Tool here(Request request, String title, String path) {
        return new Tool(Room.STUDIO, title, new Links(request).file(path), Optional.of(EditorFiles.base() + "/here.js"));
    }

    /** Names of what components of this kind show on a page. */
    private static Stream<String> placed(Page page, String kind) {
        return page.placements().stream().filter(placement -> placement.component().equals(kind)).map(placement -> Nodes.text(placement.parameters().get(kind))).filter(name -> !name.isEmpty()).distinct().limit(MOST);
    }

    private static Optional<Document> document(Request request, String kind, String name) {
        return request.site().documents().stream().filter(document -> document.folder().equals(kind + "s") && Nodes.text(document.fields().get(kind)).equals(name)).findFirst();
    }

    /** What a document of this address is called: {@code /orders/{number}} is {@code orders/[number]}. */
    private static String name(String address) {
        return address.equals("/") ? "index" : address.substring(1).replace('{', '[').replace('}', ']');
    }

    /** The document in the language of the page, else in the default one. */
    private static Optional<String> file(Request request, String folder, String name) {
        var language = request.locale().toLanguageTag();
        var named = request.site().documents().stream().filter(document -> document.folder().equals(folder) && (document.name().equals(name) || document.name().equals(name + "/index"))).toList();
        return Stream.of(language, "").flatMap(wanted -> named.stream().filter(document -> document.language().equals(wanted))).map(Document::path).findFirst();
    }
}
