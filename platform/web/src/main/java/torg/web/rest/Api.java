package torg.web.rest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.web.Request;
import torg.spi.web.RestResource;
import torg.web.door.Inbound;
import torg.web.door.Problem;
import torg.web.house.House;
import torg.web.page.Notices;
import torg.web.page.PageValues;
import torg.web.reply.Answer;

/** Everything below {@code /api}: the same walk as a page's, with a resource's method where a page is filled and painted. */
public final class Api implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Api.class);

    private final ProblemDetails problems;
    private final PageValues pages;
    private List<RestResource> mounted = List.of();
    private Mount mount;
    private boolean closed;

    public Api(Notices notices, PageValues pages) {
        this.problems = new ProblemDetails(notices);
        this.pages = pages;
    }

    /** How problems are told to scripts. */
    public ProblemDetails problems() {
        return problems;
    }

    /**
     * Answer with what a resource says.
     *
     * @param page what a browser shows that followed a link and met a problem; scripts get it as {@link #problems()} tell it
     */
    public Answer answer(Request request, Inbound in, House house, Function<Problem, Answer> page) {
        var entered = enter(house);
        try {
            var turn = new Turn(request, in, house);
            var answer = entered.answer(turn);
            return turn.failed().get().filter(_ -> in.isBrowsing()).map(page).orElse(answer);
        } finally {
            entered.visits().leave();
        }
    }

    /** The mount of this house's resources; the first request after a change makes it. */
    synchronized Mount enter(House house) {
        if (closed) throw TorgException.of(ProblemKind.BUSY, "web.stopping", "the portal is stopping, or its settings are being changed");
        if (mount == null || !mounted.equals(house.resources())) {
            var former = mount;
            mount = make(house.resources());
            mounted = house.resources();
            if (former != null) Thread.startVirtualThread(former::closeWhenLeft);
        }
        mount.visits().enter(Duration.ZERO); // never closed
        return mount;
    }

    /** No further request is answered; those under way end. Jersey keeps whatever is not shut down for good. */
    @Override
    public synchronized void close() {
        closed = true;
        if (mount != null) Thread.startVirtualThread(mount::closeWhenLeft);
    }

    private Mount make(List<RestResource> resources) {
        try {
            return mount(resources);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("the resources do not go together; those that break the others are left out", e);
            return mount(harmless(resources));
        }
    }

    /** The resources that can be served together, the first come first. */
    private List<RestResource> harmless(List<RestResource> resources) {
        var good = new ArrayList<RestResource>();
        for (var resource : resources) {
            good.add(resource);
            try {
                mount(good).closeWhenLeft();
            } catch (RuntimeException | LinkageError e) {
                LOG.error("resource is left out class={}", resource.getClass().getName(), e);
                good.removeLast();
            }
        }
        return good;
    }

    private static boolean isServed(RestResource resource) {
        if (House.mayServe(resource)) return true;
        LOG.error("resource is left out class={}: the manifest of its module does not say that it may serve there, or it would have a part in what others answer", resource.getClass().getName());
        return false;
    }

    private Mount mount(List<RestResource> resources) {
        var all = new ArrayList<>(resources.stream().filter(Api::isServed).toList());
        all.add(new SessionResource(problems));
        all.add(new PageResource(pages));
        all.add(new OpenApiResource(List.copyOf(all)));
        return new Mount(all, problems);
    }
}
