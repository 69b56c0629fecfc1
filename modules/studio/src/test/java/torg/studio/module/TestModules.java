package torg.studio.module;

import java.util.List;
import java.util.Map;
import torg.api.health.HouseHealth;
import torg.api.health.ModuleState;
import torg.api.health.Status;

/** A house with a module that runs, one that waits and one that is none. */
final class TestModules implements HouseHealth {
    @Override
    public Map<String, Status> checks() {
        return Map.of("mail", Status.ok("fine"));
    }

    @Override
    public List<ModuleState> modules() {
        return List.of(new ModuleState("torg.pages", "1.0.0", "pages.jar", true, List.of(), List.of("torg.spi.view.Component", "torg.spi.web.RestResource")),
                new ModuleState("torg.mail", "1.0.0", "mail.jar", false, List.of("a waits for b", "  b waits for c", "    c failed", "  b too is off", "d failed"), List.of("torg.spi.health.HealthCheck")),
                new ModuleState("broken.jar", "", "broken.jar", false, List.of("it is no\u001b[2J jar"), List.of()));
    }

    @Override
    public String prometheus() {
        return "";
    }
}
