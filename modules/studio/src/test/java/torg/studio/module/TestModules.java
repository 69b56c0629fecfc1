package torg.studio.module;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import torg.api.health.HouseHealth;
import torg.api.health.ModuleControl;
import torg.api.health.ModuleSetting;
import torg.api.health.ModuleSetting.Kind;
import torg.api.health.ModuleSetting.Origin;
import torg.api.health.ModuleState;
import torg.api.health.ModuleState.Stopped;
import torg.api.health.Status;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** A house with a module that runs, one that the portal cannot do without, one that waits and one that is none. */
final class TestModules implements HouseHealth, ModuleControl {
    static final Instant NOON = Instant.parse("2027-01-31T12:00:00Z");
    private final Map<String, Stopped> stopped = new ConcurrentHashMap<>();

    @Override
    public Map<String, Status> checks() {
        return Map.of("mail", Status.ok("fine"));
    }

    @Override
    public List<ModuleState> modules() {
        return Stream.of(new ModuleState("torg.pages", "1.0.0", "pages.jar", true, List.of(), List.of("torg.spi.view.Component", "torg.spi.web.RestResource")),
                new ModuleState("torg.mustache", "1.0.0", "mustache.jar", true, List.of(), List.of("torg.spi.view.Painter"), List.of("torg.spi.view.Painter"), Optional.empty()),
                new ModuleState("torg.mail", "1.0.0", "mail.jar", false, List.of("a waits for b", "  b waits for c", "    c failed", "  b too is off", "d failed"), List.of("torg.spi.health.HealthCheck")),
                new ModuleState("broken.jar", "", "broken.jar", false, List.of("it is no\u001b[2J jar"), List.of())).map(this::asWished).toList();
    }

    private ModuleState asWished(ModuleState state) {
        return Optional.ofNullable(stopped.get(state.name())).map(by -> new ModuleState(state.name(), state.version(), state.file(), false, List.of(by.toString()), List.of(), List.of(), Optional.of(by))).orElse(state);
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
