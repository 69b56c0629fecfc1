package torg.web.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.view.Html;
import torg.api.view.Model;
import torg.api.view.Page;
import torg.api.view.Page.Placement;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Place;
import torg.web.door.FaultLog;
import torg.web.door.Paths;
import torg.web.house.House;

/** Fills the places of one page for one request. */
final class Filling {
    private static final Logger LOG = LoggerFactory.getLogger(Filling.class);

    private final House house;
    private final Request request;
    private final Page page;
    private final Notices notices;
    private final ComponentWatch watch;
    private final Map<String, List<Html>> slots = new LinkedHashMap<>();
    private final Set<String> tables = new HashSet<>();
    private boolean shareable = true;

    Filling(House house, Request request, Page page, Notices notices, ComponentWatch watch) {
        this.house = house;
        this.request = request;
        this.page = page;
        this.notices = notices;
        this.watch = watch;
    }

    /** What came of it. */
    sealed interface Result {
        /**
         * All places have their content.
         *
         * @param slots mark-up by slot, in page order
         * @param tables whose rows were read
         * @param shareable whether every anonymous visitor would see the same
         */
        record Full(Map<String, List<Html>> slots, Set<String> tables, boolean shareable) implements Result {}

        /** What the page is about does not exist for this caller. */
        record Absent() implements Result {}

        /** The caller is to go elsewhere. */
        record Elsewhere(String location) implements Result {}
    }

    /** Fill every place; what a posted form already led to stands in its own place. */
    Result fill(Map<String, Filled> acted) {
        for (var placement : page.placements()) {
            var early = fill(placement, acted.get(placement.id()));
            if (early != null) return early;
        }
        return new Result.Full(slots, tables, shareable);
    }

    /** A component that fails leaves a notice, and the page lives. */
    private Result fill(Placement placement, Filled acted) {
        var component = house.components().get(placement.component());
        if (component == null) {
            LOG.warn("component is not there request={} page={} component={}", request.id(), page.path(), placement.component());
            return vacant(placement);
        }
        try {
            return put(placement, acted == null ? filled(component, placement) : acted);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            LOG.info("component is left out request={} page={} component={}", request.id(), page.path(), placement.component());
            FaultLog.component(placement.component(), page.path(), request.id(), e);
            return vacant(placement);
        }
    }

    private Filled filled(Component component, Placement placement) {
        try (var _ = watch.begin(component, request)) {
            return component.fill(place(placement));
        }
    }

    Place place(Placement placement) {
        return new Place(placement.id(), request, page, placement.parameters());
    }

    private Result put(Placement placement, Filled filled) {
        return switch (filled) {
            case Filled.Hidden() -> null;
            case Filled.Absent() -> new Result.Absent();
            case Filled.Elsewhere(var location) -> new Result.Elsewhere(location);
            case Filled.Shown shown -> {
                paint(placement, shown);
                yield null;
            }
        };
    }

    private void paint(Placement placement, Filled.Shown shown) {
        tables.addAll(shown.tables());
        shareable &= !shown.perCaller();
        add(placement, new Html(PageView.painter(house).paint(request.site(), shown.template(), shown.model().and(around(placement)))));
    }

    /** What every component's template is handed beside its own values. */
    private Model around(Placement placement) {
        return Model.with("csrf", request.csrf())
                .with("component", placement.id())
                .with("action", Paths.encode(request.link(request.path())))
                .with("prefix", request.site().settings().prefix(request.locale()))
                .build();
    }

    private Result vacant(Placement placement) {
        shareable = false;
        add(placement, notices.vacant(request, placement.component()));
        return null;
    }

    private void add(Placement placement, Html html) {
        slots.computeIfAbsent(placement.slot(), _ -> new ArrayList<>()).add(html);
    }
}
