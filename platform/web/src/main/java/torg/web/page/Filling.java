package torg.web.page;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.Deadline;
import torg.api.view.Page;
import torg.api.view.Page.Placement;
import torg.api.web.Request;
import torg.spi.view.Component;
import torg.spi.view.Component.Filled;
import torg.spi.view.Component.Place;
import torg.web.door.FaultLog;
import torg.web.house.House;

/**
 * Fills the places of one page for one request.
 *
 * @param <T> what stands in a filled place: mark-up, or values for a caller that shows the page itself
 */
final class Filling<T> {
    private static final Logger LOG = LoggerFactory.getLogger(Filling.class);

    private final House house;
    private final Request request;
    private final Page page;
    private final Finish<T> finish;
    private final ComponentWatch watch;
    private final Map<String, List<T>> slots = new LinkedHashMap<>();
    private final Set<String> tables = new HashSet<>();
    private boolean shareable = true;
    private String subject = "";

    Filling(House house, Request request, Page page, Finish<T> finish, ComponentWatch watch) {
        this.house = house;
        this.request = request;
        this.page = page;
        this.finish = finish;
        this.watch = watch;
    }

    /** Makes what stands in a place of what its component said. */
    interface Finish<T> {
        T shown(Placement placement, Filled.Shown shown);

        /** Of a place whose component failed or is away. */
        T vacant(Placement placement);
    }

    /** What came of it. */
    sealed interface Result<T> {
        /**
         * All places have their content.
         *
         * @param page whose title says what it is about
         * @param slots content by slot, in page order
         * @param tables whose rows were read
         * @param shareable whether every anonymous visitor would see the same
         */
        record Full<T>(Page page, Map<String, List<T>> slots, Set<String> tables, boolean shareable) implements Result<T> {}

        /** What the page is about does not exist for this caller. */
        record Absent<T>() implements Result<T> {}

        /** The caller is to go elsewhere. */
        record Elsewhere<T>(String location) implements Result<T> {}
    }

    /** Fill every place; what a posted form already led to stands in its own place. */
    Result<T> fill(Map<String, Filled> acted) {
        for (var placement : page.placements()) {
            Deadline.check();
            var early = fill(placement, acted.get(placement.id()));
            if (early != null) return early;
        }
        // The last one may have failed because it was too late.
        Deadline.check();
        return new Result.Full<>(page.about(subject.isEmpty() ? lastName() : subject), slots, tables, shareable);
    }

    /** What the address calls it, when no component says what the page is about. */
    private String lastName() {
        return request.path().substring(request.path().lastIndexOf('/') + 1);
    }

    /** A component that fails leaves a notice, and the page lives. */
    private Result<T> fill(Placement placement, Filled acted) {
        var component = house.components().get(placement.component());
        if (component == null) {
            LOG.warn("component is not there request={} page={} component={}", request.id(), page.path(), placement.component());
            return vacant(placement);
        }
        try {
            var early = put(placement, acted == null ? filled(component, placement) : acted);
            watch.answered(component);
            return early;
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            watch.failed(component, page, e);
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

    private Result<T> put(Placement placement, Filled filled) {
        return switch (filled) {
            case Filled.Hidden() -> null;
            case Filled.Absent() -> new Result.Absent<>();
            case Filled.Elsewhere(var location) -> new Result.Elsewhere<>(location);
            case Filled.Shown shown -> {
                put(placement, shown);
                yield null;
            }
        };
    }

    private void put(Placement placement, Filled.Shown shown) {
        tables.addAll(shown.tables());
        shareable &= !shown.perCaller();
        add(placement, finish.shown(placement, shown));
        if (subject.isEmpty() && shown.model().get(Filled.Shown.SUBJECT) instanceof String said) subject = said;
    }

    private Result<T> vacant(Placement placement) {
        shareable = false;
        add(placement, finish.vacant(placement));
        return null;
    }

    private void add(Placement placement, T content) {
        slots.computeIfAbsent(placement.slot(), _ -> new ArrayList<>()).add(content);
    }
}
