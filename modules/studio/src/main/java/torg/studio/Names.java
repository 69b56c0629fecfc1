package torg.studio;

import java.util.Set;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Unknown;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;
import torg.studio.desk.Rights;
import torg.studio.desk.SiteRoles;
import torg.studio.room.Room;

/** Looks for what the Studio and the site would misunderstand: pages at its address, and web roles in its settings that there are not. */
@Component(service = SiteCompiler.class)
public final class Names implements SiteCompiler<Names.Checked> {
    /** A part that holds nothing; what was found wrong is what it is made for. */
    record Checked() {}

    @Override
    public Class<Checked> part() {
        return Checked.class;
    }

    @Override
    public Checked compile(SiteSource source, Problems problems) {
        source.documents("pages").stream().filter(document -> document.name().equals(Room.STUDIO) || document.name().startsWith(Room.STUDIO + "/")).forEach(document ->
                problems.warning(Position.start(document.path()), "studio.address-taken", "'" + Room.HOME.address() + "' is the Studio, so nobody gets to this page", "choose another name"));
        var roles = SiteRoles.of(source.documents("roles"), source.settings().defaultLocale()).keySet();
        if (!roles.isEmpty()) for (var setting : Set.of(Rights.AUTHORS, Rights.DESIGNERS)) check(source, setting, roles, problems);
        return new Checked();
    }

    private static void check(SiteSource source, String setting, Set<String> roles, Problems problems) {
        source.settings().value(setting).stream().flatMap(Rights::names).filter(name -> !roles.contains(name)).forEach(name ->
                problems.warning(source.at(setting), "studio.no-role", "'" + setting + "' names '" + name + "', and no document defines a web role of this name",
                        new Unknown(name, roles), "add it to the folder roles"));
    }
}
