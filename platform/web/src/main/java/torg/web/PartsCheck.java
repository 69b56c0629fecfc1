package torg.web;

import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import torg.api.health.Status;
import torg.spi.access.PageAccess;
import torg.spi.access.TableAccess;
import torg.spi.health.HealthCheck;
import torg.spi.view.PageGuide;
import torg.spi.view.Painter;

/** Whether everybody is there without whom visitors are turned away. The walk does without each of them, in that nothing of theirs is shown to anybody. */
@Component(configurationPid = "torg.web")
public final class PartsCheck implements HealthCheck {
    private static final List<Part> PARTS = List.of(
            new Part(PageGuide.class, "no page is found, because no module knows the site's pages", "torg.pages"),
            new Part(Painter.class, "no page is painted, because no module can", "torg.mustache"),
            new Part(PageAccess.class, "only pages marked public are served, because no module answers for page access", "torg.pages"),
            new Part(TableAccess.class, "no row is shown to anybody, because no module answers for table permissions", "torg.table.permissions"));

    private final BundleContext context;
    private final PublicAddress address;
    private final AnswerTime time;

    @Activate
    public PartsCheck(BundleContext context, WebSettings settings) {
        this.context = context;
        this.address = PublicAddress.of(settings);
        this.time = AnswerTime.of(settings);
    }

    @Override
    public String name() {
        return "web";
    }

    @Override
    public Status check() {
        return PARTS.stream().filter(part -> context.getServiceReference(part.service) == null).findFirst()
                .map(part -> Status.notReady(part.missing, "look under modules why '" + part.usual + "' does not run, or put its jar back"))
                .or(() -> address.wrong().map(wrong -> Status.warn(wrong, "write one such as https://portal.example into the settings file torg.web.properties")))
                .or(() -> time.wrong().map(wrong -> Status.warn(wrong, "write a number in these bounds into the settings file torg.web.properties; until then it is " + AnswerTime.USUAL)))
                .orElseGet(() -> Status.ok("pages are found, painted and guarded"));
    }

    /**
     * Somebody the walk needs.
     *
     * @param missing what visitors meet without it
     * @param usual the module that brings it, unless another does
     */
    private record Part(Class<?> service, String missing, String usual) {}
}
