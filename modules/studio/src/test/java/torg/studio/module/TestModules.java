package torg.studio.module;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import torg.api.file.Bytes;
import torg.api.health.HouseHealth;
import torg.api.health.ModuleCatalogue;
import torg.api.health.ModuleControl;
import torg.api.health.ModuleOffer;
import torg.api.health.ModuleProposal;
import torg.api.health.ModuleRights;
import torg.api.health.ModuleSetting;
import torg.api.health.ModuleSetting.Kind;
import torg.api.health.ModuleSetting.Origin;
import torg.api.health.ModuleState;
import torg.api.health.ModuleState.Stopped;
import torg.api.health.Status;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** A house with a module that runs, one that the portal cannot do without, one that waits and one that is none. */
final class TestModules implements HouseHealth, ModuleControl, ModuleCatalogue {
    static final Instant NOON = Instant.parse("2027-01-31T12:00:00Z");
    private final Map<String, Stopped> stopped = new ConcurrentHashMap<>();
    private final Map<String, String> added = new ConcurrentHashMap<>();
    private final Map<String, String> former = new ConcurrentHashMap<>();

    @Override
    public Map<String, Status> checks() {
        return Map.of("mail", Status.ok("fine"));
    }

    @Override
    public List<ModuleState> modules() {
        return Stream.concat(shipped(), added.entrySet().stream().map(module -> new ModuleState(module.getKey(), module.getValue(), module.getKey() + ".jar", true,
                List.of(), List.of(), List.of(), Optional.empty(), ModuleState.Origin.ADDED, Optional.ofNullable(former.get(module.getKey()))))).map(this::asWished).toList();
    }

    private static Stream<ModuleState> shipped() {
        return Stream.of(new ModuleState("torg.pages", "1.0.0", "pages.jar", true, List.of(), List.of("torg.spi.view.Component", "torg.spi.web.RestResource")),
                new ModuleState("torg.mustache", "1.0.0", "mustache.jar", true, List.of(), List.of("torg.spi.view.Painter"), List.of("torg.spi.view.Painter"), Optional.empty(), ModuleState.Origin.SHIPPED, Optional.empty()),
                new ModuleState("torg.mail", "1.0.0", "mail.jar", false, List.of("a waits for b", "  b waits for c", "    c failed", "  b too is off", "d failed"), List.of("torg.spi.health.HealthCheck")),
                new ModuleState("broken.jar", "", "broken.jar", false, List.of("it is no\u001b[2J jar"), List.of()));
    }

    private ModuleState asWished(ModuleState state) {
        return Optional.ofNullable(stopped.get(state.name())).map(by -> new ModuleState(state.name(), state.version(), state.file(), false, List.of(by.toString()), List.of(), List.of(), Optional.of(by), state.origin(), state.former())).orElse(state);
    }

    @Override
    public void stop(String name, String by) {
        if (modules().stream().anyMatch(module -> module.name().equals(name) && !module.needed().isEmpty())) throw TorgException.of(ProblemKind.CONFLICT, "modules.needed", "it is needed");
        stopped.put(name, new Stopped(Optional.of(NOON), by));
    }

    @Override
    public void start(String name) {
        if (stopped.remove(name) == null) throw TorgException.of(ProblemKind.CONFLICT, "modules.not-stopped", "it runs");
    }

    /** A jar is its name and version; what is called {@code bad} is refused. */
    @Override
    public ModuleProposal examine(Bytes jar) {
        try (var bytes = jar.open()) {
            var words = new String(bytes.readAllBytes(), StandardCharsets.UTF_8).split(" ");
            return new ModuleProposal(words[0], words[1], "abc123", Optional.of("CN=Ada"), version(words[0]), Optional.empty(), words[0].equals("bad")
                    ? List.of("it imports package x, which nothing in the house offers", "it is not signed") : List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public ModuleProposal add(Bytes jar) {
        var proposal = examine(jar);
        if (!proposal.refused().isEmpty()) throw TorgException.of(ProblemKind.CONFLICT, "modules.refused", "it is not added: " + String.join("; ", proposal.refused()));
        version(proposal.name()).ifPresent(version -> former.put(proposal.name(), version));
        added.put(proposal.name(), proposal.version());
        return proposal;
    }

    /** What the catalogue has; none set when it is empty. */
    final List<ModuleOffer> offers = new ArrayList<>();

    /** An offer of a catalogue; its jar is its name and version. */
    static ModuleOffer offer(String name, String version, String... misfits) {
        return new ModuleOffer(new ModuleProposal(name, version, "abc123", Optional.of("CN=Ada"), Optional.empty(), Optional.of(ModuleRights.of("serve " + name + ", read account")), List.of(misfits)), "Says hello to <all>", "Apache-2.0", 4096);
    }

    @Override
    public boolean isThere() {
        return !offers.isEmpty();
    }

    @Override
    public List<ModuleOffer> search(String words) {
        if (words.equals("fail")) throw TorgException.of(ProblemKind.CONFLICT, "modules.no-catalogue", "the catalogue cannot be read: it answers with status 302");
        return offers.stream().filter(offer -> offer.module().name().contains(words)).toList();
    }

    @Override
    public <T> T with(String name, String version, Function<Bytes, T> use) {
        var found = offers.stream().map(ModuleOffer::module).filter(module -> module.name().equals(name) && (version.isEmpty() || module.version().equals(version))).findFirst()
                .orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "modules.unknown", "the catalogue has no such module"));
        return use.apply(Bytes.of((found.name() + " " + found.version()).getBytes(StandardCharsets.UTF_8)));
    }

    private Optional<String> version(String name) {
        return Optional.ofNullable(added.get(name));
    }

    @Override
    public void remove(String name) {
        if (added.remove(name) == null) throw TorgException.of(ProblemKind.CONFLICT, "modules.ships", "it ships");
        former.remove(name);
    }

    @Override
    public void back(String name) {
        var before = former.get(name);
        if (before == null) throw TorgException.of(ProblemKind.CONFLICT, "modules.no-former", "there is none");
        former.put(name, added.put(name, before));
    }

    @Override
    public List<ModuleSetting> settings(String name) {
        return !name.equals("torg.mail") ? List.of() : List.of(
                new ModuleSetting("torg.mail.properties", "port", Kind.NUMBER, Optional.of("1"), Optional.of("65535"), List.of(), "587", "Port of the mail server", Origin.FILE, Optional.of("25")),
                new ModuleSetting("torg.mail.properties", "password", Kind.SECRET, Optional.empty(), Optional.empty(), List.of(), "", "", Origin.START, Optional.empty()),
                new ModuleSetting("torg.mail.properties", "show", Kind.YES_NO, Optional.empty(), Optional.empty(), List.of(), "false", "", Origin.USUAL, Optional.of("false")),
                new ModuleSetting("torg.mail.properties", "security", Kind.TEXT, Optional.empty(), Optional.empty(), List.of("tls", "none"), "tls", "", Origin.USUAL, Optional.of("tls")));
    }

    @Override
    public String prometheus() {
        return "";
    }
}
