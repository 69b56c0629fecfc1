package torg.web.page;

import torg.api.view.Html;
import torg.api.view.Model;
import torg.api.view.Page.Placement;
import torg.api.web.Request;
import torg.spi.view.Component.Filled;
import torg.web.door.Paths;
import torg.web.house.House;

/** Makes mark-up of what components say. */
record Painting(Request request, House house, Notices notices, LiveParts live) implements Filling.Finish<Html> {
    @Override
    public Html shown(Placement placement, Filled.Shown shown) {
        var html = new Html(PageView.painter(house).paint(request.site(), shown.template(), shown.model().and(around(placement))));
        if (isLive(placement)) live.add(html, shown.tables());
        return html;
    }

    @Override
    public Html vacant(Placement placement) {
        return notices.vacant(request, placement.component());
    }

    /** What is answered to a form is not what the page shows when it is asked for again, and who is not signed in is shown what is for everybody. */
    private boolean isLive(Placement placement) {
        return placement.live() && request.method().equals("GET") && !request.caller().isAnonymous();
    }

    /** What every component's template is handed beside its own values. */
    private Model around(Placement placement) {
        return Model.with("csrf", request.csrf())
                .with("component", placement.id())
                .with("live", isLive(placement))
                .with("action", Paths.encode(request.link(request.path())))
                .with("prefix", request.site().settings().prefix(request.locale()))
                .build();
    }
}
