package torg.pages.component;

import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.view.Model;
import torg.pages.tree.SitePages;
import torg.spi.view.Component;

/** Puts a snippet into a slot of a page. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class SnippetComponent implements Component {
    @Override
    public String name() {
        return SitePages.SNIPPET;
    }

    @Override
    public void check(Node.Mapping parameters, Problems problems) {
        read(parameters, problems);
    }

    @Override
    public Filled fill(Place place) {
        var snippet = place.request().site().require(SitePages.class).snippets().get(read(place.parameters(), new Problems()));
        if (snippet == null) return new Filled.Hidden();
        return Filled.Shown.shared("components/snippet", Model.with("body", snippet.in(place.request().locale())).build());
    }

    private static String read(Node.Mapping parameters, Problems problems) {
        var reader = new Reader(parameters, problems);
        var name = reader.required(SitePages.SNIPPET);
        reader.done();
        return name;
    }
}
