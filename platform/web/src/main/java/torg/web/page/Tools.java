package torg.web.page;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.site.Preview;
import torg.api.view.Model;
import torg.api.view.Page;
import torg.api.web.Request;
import torg.spi.view.PageTools;
import torg.spi.view.PageTools.Tool;
import torg.web.house.House;

/** What modules offer on a page to those who may use it. */
final class Tools {
    private static final Logger LOG = LoggerFactory.getLogger(Tools.class);

    private Tools() {}

    /** {items: [{name, title, link}], scripts: [address]}; empty where nothing is offered: to whoever did not sign in, and in a preview. */
    static Optional<Model.Builder> on(Request request, House house, Page page) {
        if (request.caller().isAnonymous() || request.csrf().isEmpty() || request.site().part(Preview.class).isPresent()) return Optional.empty();
        var tools = house.tools().stream().flatMap(offering -> offered(offering, request, page)).toList();
        if (tools.isEmpty()) return Optional.empty();
        return Optional.of(Model.with("items", tools.stream().map(tool -> Model.with("name", tool.name()).with("title", tool.title()).with("link", tool.link()).build()).toList())
                .with("scripts", tools.stream().flatMap(tool -> tool.script().stream()).distinct().toList()));
    }

    private static Stream<Tool> offered(PageTools offering, Request request, Page page) {
        try {
            return offering.on(request, page).stream();
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("tools are left out request={} page={}", request.id(), page.path(), e);
            return List.<Tool>of().stream();
        }
    }
}
