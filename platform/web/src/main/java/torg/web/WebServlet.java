package torg.web;

import jakarta.servlet.Servlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.problem.TorgException;
import torg.spi.web.RequestFilter;
import torg.web.door.Bodies;
import torg.web.door.Cookies;
import torg.web.door.Door;
import torg.web.door.FaultLog;
import torg.web.door.Inbound;
import torg.web.door.Peer;
import torg.web.door.Problem;
import torg.web.door.PreviewCookie;
import torg.web.door.Proof;
import torg.web.door.Sender;
import torg.web.follow.Followers;
import torg.web.house.CurrentHouse;
import torg.web.house.Lobby;
import torg.web.page.Assets;
import torg.web.page.ComponentWatch;
import torg.web.page.Language;
import torg.web.page.Notices;
import torg.web.page.PageCache;
import torg.web.page.PageValues;
import torg.web.page.Pages;
import torg.web.reply.Answer;
import torg.web.reply.Delivery;
import torg.web.rest.Api;
import torg.web.walk.Failures;
import torg.web.walk.Walk;
import torg.web.walk.Writes;

/** The one servlet: door, walk, delivery. It also puts the rooms of the walk together. */
@Component(
        service = Servlet.class,
        configurationPid = "torg.web",
        property = {"osgi.http.whiteboard.servlet.pattern=/*", "osgi.http.whiteboard.servlet.name=torg"})
@Designate(ocd = WebSettings.class)
public final class WebServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final Logger LOG = LoggerFactory.getLogger(WebServlet.class);
    private static final Duration LONGEST_BODY = Duration.ofSeconds(30);


    private final transient CurrentHouse house;
    private final transient Lobby lobby;
    private final transient PageCache cache;
    private final transient Followers followers;
    private final transient Door door;
    private final transient Api api;
    private final transient Bodies bodies = new Bodies(LONGEST_BODY);
    private final transient Walk walk;
    private final transient Failures failures;
    private final transient RequestIds ids = new RequestIds();
    private final transient Traffic traffic = new Traffic();

    @Activate
    public WebServlet(WebSettings settings, @Reference CurrentHouse house, @Reference Lobby lobby, @Reference PageCache cache,
            @Reference ComponentWatch watch, @Reference Followers followers) {
        this.followers = followers;
        this.house = house;
        this.lobby = lobby;
        this.cache = cache;
        var address = PublicAddress.of(settings);
        address.wrong().ifPresent(wrong -> LOG.warn("{}; expected one such as https://portal.example", wrong));
        var time = AnswerTime.of(settings);
        time.wrong().ifPresent(wrong -> LOG.warn("{}: it is {}", wrong, AnswerTime.USUAL));
        var secure = settings.secure() || address.isSecure();
        var names = new ArrayList<>(listed(settings.allowed$_$hosts()));
        address.url().map(URI::getHost).ifPresent(names::add);
        this.door = new Door(names, Set.copyOf(listed(settings.trusted$_$proxies())), secure);
        var notices = new Notices();
        var assets = new Assets();
        var pages = new Pages(cache, assets, notices, watch);
        this.api = new Api(notices, new PageValues(watch));
        this.failures = new Failures(pages.special(), api.problems(), notices);
        this.walk = new Walk(pages, assets, api, failures, new Writes(address.origin()), time.longest());
    }

    /** A settings file gives a list as one text with commas. */
    private static List<String> listed(String[] values) {
        return Stream.of(values).flatMap(value -> Stream.of(value.split(","))).map(String::strip).filter(value -> !value.isEmpty()).toList();
    }

    @Deactivate
    void stop() {
        api.close();
        traffic.close();
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) {
        try {
            serve(request, response);
        } catch (OutOfMemoryError e) {
            if (!response.isCommitted()) response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE); // there is no memory for any words
        }
    }

    private void serve(HttpServletRequest request, HttpServletResponse response) {
        var start = System.nanoTime();
        var id = ids.next();
        var answer = answer(request, response, id);
        try {
            deliver(request, response, answer, id);
        } catch (IOException e) {
            LOG.debug("the client went away before it had its answer request={}", id, e);
        }
        traffic.note(request, response.getStatus(), id, System.nanoTime() - start, house.now());
    }

    /** What is read only while it is sent may fail after the walk: as long as nothing has gone out, the client is told so in place of it. */
    private void deliver(HttpServletRequest request, HttpServletResponse response, Answer answer, String id) throws IOException {
        try {
            Delivery.send(request, response, answer, id, door.isSecure(request));
        } catch (RuntimeException e) {
            var problem = failed(request.getRequestURI(), id, e);
            if (response.isCommitted()) return;
            response.reset();
            Delivery.send(request, response, problem, id, door.isSecure(request));
        }
    }

    private Answer answer(HttpServletRequest request, HttpServletResponse response, String id) {
        var kept = kept(request);
        if (kept != null) return kept;
        try (var room = bodies.room()) {
            return switch (door.open(request, id, room, this::sender)) {
                case Problem problem -> refused(request, response, id, problem);
                case Inbound in -> followers.answer(in, () -> serve(in));
            };
        } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
            return failed(request.getRequestURI(), id, e);
        }
    }

    /** The client is told when the connection ends: it would send its next request behind a body of which some is still to come. */
    private Answer refused(HttpServletRequest request, HttpServletResponse response, String id, Problem problem) {
        if (Door.carriesBody(request)) response.setHeader("Connection", "close");
        return failures.early(request.getRequestURI(), id, problem);
    }

    /** Whoever is asked for is in the house: no module is replaced under the question. A body is waited for outside, where it holds up nobody. */
    private Sender sender(String path, Proof proof, Peer peer) {
        lobby.enter();
        try {
            return Writes.sender(path, proof, peer, house.now());
        } finally {
            lobby.leave();
        }
    }

    /** A page for everybody that is still good needs no walk: most visitors of most pages end here. */
    private Answer kept(HttpServletRequest request) {
        var now = house.now();
        if (!request.getMethod().equals("GET") || concernsEverybody(now.filters()) || now.sites().isEmpty()) return null;
        if (Cookies.mayHoldSession(request.getHeader("Cookie")) || Proof.mayHoldBearer(request) || PreviewCookie.mayBe(request) || !door.answersTo(request)) return null;
        if (Language.arrives(request.getRequestURI(), request.getHeader("Sec-Fetch-Site"))) return null;
        try {
            return cache.find(Door.target(request), now, now.site());
        } catch (TorgException e) {
            return null; // no site yet: the walk says so
        }
    }

    /** Without a stream, as every request of a kept page asks. */
    private static boolean concernsEverybody(List<RequestFilter> filters) {
        for (var filter : filters) {
            if (filter.concernsEverybody()) return true;
        }
        return false;
    }

    private Answer serve(Inbound in) {
        lobby.enter();
        try {
            return walk.serve(in, house.now());
        } finally {
            lobby.leave();
        }
    }

    private Answer failed(String path, String id, Throwable fault) {
        var problem = Problem.of(fault);
        FaultLog.note(id, problem, fault);
        return failures.early(path, id, problem);
    }
}
