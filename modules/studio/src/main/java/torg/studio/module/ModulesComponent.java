package torg.studio.module;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.file.Bytes;
import torg.api.file.Upload;
import torg.api.health.HouseHealth;
import torg.api.health.ModuleProposal;
import torg.api.health.Status;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.spi.identity.Entrance;
import torg.spi.view.Component;
import torg.studio.room.Links;
import torg.studio.room.Room;
import torg.studio.room.Told;
import torg.studio.room.Words;

/** Which modules there are, how each is and why, and one of them as a whole, for administrators, who add and remove them, stop and start them here. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class ModulesComponent implements Component {
    private static final String NAME = "name";
    private static final String ADD = "add";
    private static final String OFFERED = "offered";
    private static final String SEARCH = "search";
    private static final String LOOK = "look";
    private static final Set<String> ACTS = Set.of("stop", "start", "back", "remove", ADD, OFFERED, LOOK);
    /** Those by which something comes that has no page of its own before. */
    private static final Set<String> NEW = Set.of(ADD, OFFERED, LOOK);
    private static final String REFUSED = "modules.refused";
    private static final Pattern API = Pattern.compile("^torg\\.(api|spi)\\.");
    private final ModuleDesk desk;
    private final HouseHealth health;

    /**
     * @param desk knows the modules
     * @param health says how the house is
     */
    @Activate
    public ModulesComponent(@Reference ModuleDesk desk, @Reference HouseHealth health) {
        this.desk = desk;
        this.health = health;
    }

    @Override
    public String name() {
        return Room.MODULES.component();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        if (!ModuleDesk.isFor(request)) return new Filled.Absent();
        var name = request.query(NAME);
        var told = Model.with("done", Words.of(request).done(request)).build();
        if (name.isEmpty()) return all(request, told);
        return desk.all(request).stream().anyMatch(module -> module.name().equals(name.get())) ? one(request, name.get(), told) : new Filled.Absent();
    }

    /** Do with the module that the form names what it says, or add the one that it carries. */
    @Override
    public Outcome act(Place place) {
        var request = place.request();
        var name = request.form(NAME).orElse("");
        var act = request.form("action").orElse("");
        if (!ModuleDesk.isFor(request) || !ACTS.contains(act)) return new Outcome.Show(405, new Filled.Absent());
        if (!desk.isFresh(request)) return new Outcome.Redirect(Entrance.again(request, NEW.contains(act) ? Room.MODULES.link(request) : link(request, name)));
        try {
            if (act.equals(LOOK)) return new Outcome.Show(200, all(request, looked(Words.of(request), desk.look(request, jar(request)))));
            var next = switch (act) {
                case "stop" -> done(() -> desk.stop(request, name), link(request, name));
                case "start" -> done(() -> desk.start(request, name), link(request, name));
                case "back" -> done(() -> desk.back(request, name), link(request, name));
                case "remove" -> done(() -> desk.remove(request, name), Room.MODULES.link(request));
                case OFFERED -> page(request, desk.add(request, name, request.form("version").orElse("")));
                default -> page(request, desk.add(request, jar(request)));
            };
            return new Outcome.Redirect(next + (next.indexOf('?') < 0 ? "?" : "&") + "done=module" + (NEW.contains(act) ? ADD : act));
        } catch (TorgException e) {
            if (e.kind() == ProblemKind.NOT_FOUND) return new Outcome.Show(404, new Filled.Absent());
            if (e.kind() != ProblemKind.CONFLICT) throw e;
            var told = Told.saying(e.code().equals(REFUSED) ? e.getMessage() : Told.reason(Words.of(request), e).orElse(e.getMessage()));
            return new Outcome.Show(409, NEW.contains(act) ? all(request, told) : one(request, name, told));
        }
    }

    private static String done(Runnable act, String next) {
        act.run();
        return next;
    }

    private static Bytes jar(Request request) {
        return request.file("jar").map(Upload::bytes).orElseThrow(() -> TorgException.of(ProblemKind.CONFLICT, "modules.no-file", "no file was chosen"));
    }

    /** What somebody wants to know before a jar is added: the browser does not keep the file, so it is chosen again then. */
    private static Model looked(Words words, ModuleProposal proposal) {
        return Model.with("looked", List.of(Model.with("name", proposal.name()).with("version", proposal.version()).with("signer", proposal.signer()).with("checked", true)
                .with("before", proposal.before().map(before -> words.text("module-offer-before", before))).with("declares", proposal.rights().isPresent()).with("may", Offer.may(proposal))
                .with("fits", proposal.refused().isEmpty()).with("misfits", proposal.refused()).build())).build();
    }

    /** One that is new here has no page yet when the browser comes back. */
    private static String page(Request request, ModuleProposal added) {
        return added.before().isPresent() ? link(request, added.name()) : Room.MODULES.link(request);
    }

    private static String link(Request request, String name) {
        return Room.MODULES.link(request) + "?" + NAME + "=" + Links.encoded(name);
    }

    /** The words of a page, and what stands above a refusal in place of what is said of the site. */
    private static Model named(Words words, String... keys) {
        return words.model(keys).and(Model.with("refused", words.text("module-refused")).build());
    }

    private Filled all(Request request, Model told) {
        var words = Words.of(request);
        var modules = desk.all(request).stream().map(module -> head(request, words, module).with("link", link(request, module.name())).build()).toList();
        var checks = health.checks().entrySet().stream().map(check -> Model.with("name", check.getKey()).with("good", check.getValue().level() == Status.Level.OK)
                .with("message", Optional.of(check.getValue().message()).filter(message -> !message.isBlank())).build()).toList();
        return Filled.Shown.personal("components/studio-modules", Model.with("words", named(words, "module", "module-version", "state", "modules-hint", "checks", "module-good", "module-bad",
                "module-origin", "module-add", "module-add-hint", "module-jar", "module-add-do", "module-prove", "module-prove-hint",
                "module-catalogue", "module-catalogue-hint", "module-search", "module-search-do", "module-offers-none", "module-licence", "module-signer", "module-may", "module-may-unsaid",
                "module-may-nothing", "module-misfits", "module-look-do", "module-look-fits", "module-signed-by"))
                .with("home", Room.HOME.link(request)).with("modules", modules).with("checks", checks)
                .with("component", name()).with("action", Room.MODULES.link(request)).with("csrf", request.csrf())
                .with("fresh", desk.isFresh(request)).with("prove", Entrance.again(request, Room.MODULES.link(request))).build().and(offers(request, words)).and(told));
    }

    /** What the catalogue has: asked when somebody wants to know, for it may be far away. */
    private Model offers(Request request, Words words) {
        var search = request.query(SEARCH);
        var model = Model.with("catalogue", desk.hasCatalogue()).with("searched", search.isPresent() && desk.hasCatalogue()).with(SEARCH, search.orElse(""));
        if (search.isEmpty() || !desk.hasCatalogue()) return model.build();
        try {
            var offers = desk.search(request, search.get()).stream().map(offer -> Model.with("name", offer.module().name()).with("version", offer.module().version())
                    .with("summary", offer.summary()).with("licence", offer.licence()).with("signer", offer.module().signer())
                    .with("before", offer.module().before().map(before -> words.text("module-offer-before", before)))
                    .with("declares", offer.module().rights().isPresent()).with("may", Offer.may(offer.module()))
                    .with("fits", offer.module().refused().isEmpty()).with("misfits", offer.module().refused()).build()).toList();
            return model.with("offers", offers).with("none", offers.isEmpty()).build();
        } catch (TorgException e) {
            if (e.kind() != ProblemKind.CONFLICT) throw e;
            return model.with("unread", e.getMessage()).build();
        }
    }

    private Filled one(Request request, String name, Model told) {
        var words = Words.of(request);
        var jars = desk.named(request, name).stream().map(module -> whole(request, words, module)).toList();
        var settings = desk.settings(request, name);
        return Filled.Shown.personal("components/studio-module", Model.with("words", named(words, "module-version", "module-file", "state", "module-offers", "module-why", "module-needed",
                "module-settings", "module-setting", "module-setting-now", "module-setting-usual", "module-setting-fits",
                "module-stop", "module-stop-hint", "module-stop-sure", "module-start", "module-start-hint", "module-prove", "module-prove-hint",
                "module-origin", "module-back", "module-back-hint", "module-remove", "module-remove-hint", "module-remove-sure"))
                .with("home", Room.HOME.link(request)).with("all", Room.MODULES.link(request)).with("list", words.text("title." + Room.MODULES.component())).with("name", name).with("jars", jars)
                .with("set", !settings.isEmpty()).with("settings", settings.stream().map(setting -> row(words, setting)).toList()).with("told-where", where(words, settings))
                .with("component", name()).with("action", Room.MODULES.link(request)).with("csrf", request.csrf())
                .with("fresh", desk.isFresh(request)).with("prove", Entrance.again(request, link(request, name))).build().and(told));
    }

    private static Model row(Words words, Setting setting) {
        var secret = setting.kind().equals("secret");
        var usual = setting.origin().equals("usual");
        return Model.with("name", setting.name()).with("description", setting.description())
                .with("now", secret && !usual ? words.text("module-setting-secret") : said(words, setting, setting.value())).with("usual", said(words, setting, setting.usual()))
                .with("origin", usual ? Optional.empty() : Optional.of(words.text("module-setting-" + setting.origin())))
                .with("fits", setting.fits().isEmpty() ? words.text("module-setting-" + setting.kind()) : setting.fits().replace("|", ", ")).build();
    }

    private static String said(Words words, Setting setting, String value) {
        return setting.kind().equals("yes-no") && !value.isEmpty() ? words.text(value.equals("true") ? "yes" : "no") : value;
    }

    private static String where(Words words, List<Setting> settings) {
        return words.text("module-settings-where", settings.stream().map(Setting::file).distinct().collect(Collectors.joining(", ")));
    }

    private static Model whole(Request request, Words words, Module module) {
        return head(request, words, module)
                .with("offers", module.offers().stream().map(offer -> Model.with("code", offer)
                .with("said", Optional.of(said(words, offer, "")).filter(said -> !said.isEmpty())).build()).toList())
                .with("some", !module.offers().isEmpty())
                .with("needed", module.needed().stream().map(needed -> said(words, needed, needed)).toList())
                .with("needs", !module.needed().isEmpty())
                .with("stops", module.mayStop()).with("starts", module.isStopped()).with("removes", module.isAdded())
                .with("back", Optional.of(module.former()).filter(former -> !former.isEmpty()).map(former -> words.text("module-back-to", former))).build();
    }

    /** What an interface of the API does, by its name with or without the package that all of them share. */
    private static String said(Words words, String name, String otherwise) {
        return words.textOr("offer." + API.matcher(name).replaceFirst(""), otherwise);
    }

    private static Model.Builder head(Request request, Words words, Module module) {
        return Model.with("name", module.name()).with("version", module.version()).with("file", module.file())
                .with("good", module.running()).with("still", module.isStopped()).with("state", words.text("module-" + module.state()))
                .with("stopped", Optional.of(module).filter(Module::isStopped).map(still -> stopped(words, still.stopped())))
                .with("origin", words.text("module-" + module.origin())).with("waits", module.state().equals(Module.WAITING)).with("why", tree(module.why()));
    }

    private static String stopped(Words words, Module.Stopped stopped) {
        if (stopped.at().isEmpty()) return words.text("module-stopped-by-hand") + (stopped.by().isEmpty() ? "" : " (" + stopped.by() + ")");
        var moment = words.moment(Instant.parse(stopped.at()));
        return stopped.by().isEmpty() ? words.text("module-stopped-at", moment) : words.text("module-stopped-by", stopped.by(), moment);
    }

    private static List<Model> tree(List<Why> reasons) {
        return reasons.stream().map(why -> Model.with("text", why.text()).with("further", !why.because().isEmpty()).with("why", tree(why.because())).build()).toList();
    }
}
