package torg.web.walk;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import torg.api.identity.Caller;
import torg.api.problem.Deadline;
import torg.api.problem.TorgException;
import torg.api.site.Site;
import torg.api.site.SiteSettings;
import torg.api.web.Reply;
import torg.api.web.Request;
import torg.web.door.Inbound;
import torg.web.door.Problem;
import torg.web.house.House;
import torg.web.page.Assets;
import torg.web.page.Language;
import torg.web.page.Pages;
import torg.web.reply.Answer;
import torg.web.rest.Api;
import torg.web.rest.Operations;

/** The whole request on one screen: who asks, in which language, past the filters, to a page or a resource. */
public final class Walk {
    private static final Problem OPERATORS_ONLY = Problem.of(403, "web.operators-only", "figures are told to operators only");

    private final Duration longest;
    private final Pages pages;
    private final Assets assets;
    private final Api api;
    private final Writes writes;
    private final Failures failures;
    private final Turns turns = new Turns(Duration.ofSeconds(2));
    private final Flows flows = new Flows();
    private final Operations operations = new Operations();

    /** @param longest how long a request may take, from when it is known who asks */
    public Walk(Pages pages, Assets assets, Api api, Failures failures, Writes writes, Duration longest) {
        this.longest = longest;
        this.pages = pages;
        this.assets = assets;
        this.api = api;
        this.failures = failures;
        this.writes = writes;
    }

    /** Answer a request that came through the door. */
    public Answer serve(Inbound in, House house) {
        var refused = Visitor.refused(in, house);
        if (refused.isPresent()) {
            Traced.tokenRefused(in, house);
            return failures.early(in.path(), in.id(), refused.get());
        }
        if (in.path().equals("/health")) return read(in, () -> operations.health(house, isOperator(in, house)));
        if (in.path().equals("/metrics")) return read(in, () -> isOperator(in, house) ? operations.metrics(house) : failures.early(in.path(), in.id(), OPERATORS_ONLY));
        var site = house.site();
        var asset = assets.find(in.path(), site);
        if (asset.isPresent()) return read(in, asset::get);
        return in.below("/api") ? resource(in, house, site) : page(in, house, site);
    }

    /** What there is only to be read. */
    private Answer read(Inbound in, Supplier<Answer> answer) {
        var reads = in.method().equals("GET") || in.method().equals("HEAD");
        return reads ? answer.get() : failures.early(in.path(), in.id(), Problem.method(in.method(), "GET, HEAD"));
    }

    private Answer page(Inbound in, House house, Site site) {
        var preview = house.annex(Language.ofPath(site.settings(), in.path()).path()).isPresent() ? Previewing.NONE : Previewing.ofPage(in, house);
        return switch (preview) {
            case Previewing.None() -> page(in, house, site, Optional.empty());
            case Previewing.Turn(var answer) -> answer;
            case Previewing.Asks() -> Previewing.marked(pages.special().preview(nobody(in, site), house, in.target()));
            case Previewing.Over(var problem) -> Previewing.left(failures.page(nobody(in, site), house, problem), in);
            case Previewing.Of(var seen) -> Previewing.marked(page(in, house, seen.site(), Optional.of(seen.caller())));
        };
    }

    private static Request nobody(Inbound in, Site site) {
        return Visitor.previewing(Caller.ANONYMOUS).request(in, in.path(), Language.ofPath(site.settings(), in.path()).locale(), site);
    }

    /** @param previewing who sees a preview, in place of whom the request says it is from */
    private Answer page(Inbound in, House house, Site site, Optional<Caller> previewing) {
        var language = Language.ofPath(site.settings(), in.path());
        if (language.odd()) return new Answer.Fresh(Reply.redirect(in.reads() ? 301 : 308, language.usual(in, site.settings())));
        var home = Language.home(in, site.settings());
        if (home.isPresent()) return new Answer.Fresh(Reply.redirect(303, home.get()));
        var visitor = previewing.map(Visitor::previewing).orElseGet(() -> Visitor.of(in, house));
        var request = visitor.request(in, language.path(), language.locale(), site);
        var unfit = previewing.flatMap(_ -> Previewing.unfit(in)).or(() -> Writes.unfitForPages(in));
        if (unfit.isPresent()) return failures.page(request, house, unfit.get());
        try {
            return answered(in, request, house, () -> {
                writes.admitForm(in, visitor);
                var answer = turns.take(Turns.who(request.caller()), () -> pastFilters(request, house).orElseGet(() -> pages.answer(request, house, in.target())));
                return visitor.parting(answer, in, house);
            });
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return failures.page(request, house, e);
        }
    }

    /** In time, and on the request's trace. What goes wrong is told by who has time again. */
    private Answer answered(Inbound in, Request request, House house, Supplier<Answer> work) {
        return Traced.told(in, request, house, () -> Deadline.within(longest, work));
    }

    private Answer resource(Inbound in, House house, Site site) {
        return switch (Previewing.ofCall(in, house)) {
            case Previewing.None() -> resource(in, house, site, Visitor.of(in, house));
            case Previewing.Turn(var answer) -> answer;
            case Previewing.Asks() -> throw new IllegalStateException("a call is never asked");
            case Previewing.Over(var problem) -> failures.early(in.path(), in.id(), problem);
            case Previewing.Of(var seen) -> Previewing.marked(Previewing.unfit(in).map(problem -> failures.early(in.path(), in.id(), problem)).orElseGet(() -> resource(in, house, seen.site(), Visitor.previewing(seen.caller()))));
        };
    }

    private Answer resource(Inbound in, House house, Site site, Visitor visitor) {
        var request = visitor.request(in, in.path(), Language.accepted(site.settings(), in.headers().get("accept-language")), site);
        try {
            return answered(in, request, house, () -> {
                writes.admitCall(in, visitor, house);
                var who = Turns.who(request.caller(), in.peer());
                var answer = flows.counted(turns.take(who, () -> pastFilters(request, house)
                        .orElseGet(() -> api.answer(request, in, house, problem -> failures.page(request, house, problem)))), who);
                return visitor.parting(answer, in, house);
            });
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            return in.isBrowsing() ? failures.page(request, house, e) : failures.resource(request, e);
        }
    }

    /** Whether the asker may look behind the scenes: whoever sits here, and administrators. */
    private static boolean isOperator(Inbound in, House house) {
        return in.peer().local() || settings(house).filter(settings -> settings.isAdministrator(Visitor.of(in, house).caller())).isPresent();
    }

    /** Empty while there is no site, and nobody knows who looks after it. */
    private static Optional<SiteSettings> settings(House house) {
        try {
            return Optional.of(house.site().settings());
        } catch (TorgException e) {
            return Optional.empty();
        }
    }

    /** A filter answers or lets pass; it cannot wrap. */
    private static Optional<Answer> pastFilters(Request request, House house) {
        for (var filter : house.filters()) {
            var early = filter.pass(request);
            if (early.isPresent()) return early.map(Answer.Fresh::new);
        }
        return Optional.empty();
    }
}
