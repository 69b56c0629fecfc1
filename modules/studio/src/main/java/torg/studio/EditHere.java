package torg.studio;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.spi.view.PageTools;
import torg.studio.desk.Rights;
import torg.studio.room.EditorFiles;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Words;

/** Leads whoever may edit from each page to its document and to those of the snippets on it; where scripts run, they are edited on the page itself. */
@Component(service = PageTools.class)
public final class EditHere implements PageTools {
    private static final int MOST = 12;

    @Override
    public List<Tool> on(Request request, Page page) {
        var rights = Rights.of(request.site(), request.caller());
        if (!rights.any()) return List.of();
        var words = Words.of(request);
        var tools = new ArrayList<Tool>();
        file(request, "pages", name(page.path())).ifPresent(path -> add(tools, request, rights, words.text("edit-page"), path));
        snippets(page).distinct().limit(MOST).forEach(snippet -> file(request, "snippets", snippet).ifPresent(path -> add(tools, request, rights, words.text("edit-snippet", snippet), path)));
        return tools;
    }

    private static void add(List<Tool> tools, Request request, Rights rights, String title, String path) {
        if (rights.reach(path)) tools.add(new Tool(Room.STUDIO, title, new Links(request).file(path), Optional.of(EditorFiles.base() + "/here.js")));
    }

    private static Stream<String> snippets(Page page) {
        return page.placements().stream().filter(placement -> placement.component().equals("snippet")).flatMap(placement -> placement.parameters().get("snippet").stream())
                .flatMap(node -> node instanceof Node.Scalar(_, var name) ? Stream.of(name) : Stream.empty());
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
