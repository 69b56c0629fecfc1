package torg.studio.module;

import java.util.Comparator;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.health.HouseHealth;
import torg.api.health.ModuleState;
import torg.api.health.Status;
import torg.api.site.Editing;
import torg.api.view.Model;
import torg.spi.view.Component;
import torg.studio.desk.Desk;
import torg.studio.room.Room;
import torg.studio.room.Words;

/** Which modules are installed, and why one does not run, for administrators. They come and go as files in the modules folder: whatever runs in the portal is put there by whoever runs it. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class ModulesComponent implements Component {

    private final Editing editing;
    private final HouseHealth health;

    /**
     * @param editing says that there is a site to look after
     * @param health knows the modules
     */
    @Activate
    public ModulesComponent(@Reference Editing editing, @Reference HouseHealth health) {
        this.editing = editing;
        this.health = health;
    }

    @Override
    public String name() {
        return Room.MODULES.component();
    }

    @Override
    public Filled fill(Place place) {
        var request = place.request();
        if (Desk.of(editing, request).filter(desk -> desk.rights().all()).isEmpty()) return new Filled.Absent();
        var words = Words.of(request);
        var modules = health.modules().stream().sorted(Comparator.comparing(ModuleState::running).thenComparing(ModuleState::name)).map(module -> Model.with("name", module.name()).with("version", module.version()).with("file", module.file())
                .with("running", module.running()).with("state", words.text(module.running() ? "module-runs" : "module-waits")).with("reasons", module.reasons()).build()).toList();
        var checks = health.checks().entrySet().stream().map(check -> Model.with("name", check.getKey()).with("good", check.getValue().level() == Status.Level.OK).with("message", Optional.of(check.getValue().message()).filter(message -> !message.isBlank())).build()).toList();
        return Filled.Shown.personal("components/studio-modules", Model.with("words", words.model("module", "module-version", "module-file", "state", "modules-hint", "checks", "module-good", "module-bad"))
                .with("home", Room.HOME.link(request)).with("modules", modules).with("checks", checks).build());
    }

    /** There is nothing to be sent. */
    @Override
    public Outcome act(Place place) {
        return new Outcome.Show(405, new Filled.Absent());
    }
}
