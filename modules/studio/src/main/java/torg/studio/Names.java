package torg.studio;

import java.util.List;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Document;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Unknown;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;
import torg.studio.desk.Rights;
import torg.studio.desk.SiteRoles;
import torg.studio.room.Room;

/** Looks for what the Studio and the site would misunderstand: pages at its address, and web roles in its settings that there are not. For one thread. */
@Component(service = SiteCompiler.class)
public final class Names implements SiteCompiler<Names.Checked> {
    private List<Document> seen = List.of();
    private List<Document> hidden = List.of();

    /** A part that holds nothing; what was found wrong is what it is made for. */
    record Checked() {}

    @Override
    public Class<Checked> part() {
        return Checked.class;
    }

    @Override
    public Checked compile(SiteSource source, Problems problems) {
        hidden(source.documents("pages")).forEach(document ->
                problems.warning(Position.start(document.path()), "studio.address-taken", "'" + Room.HOME.address() + "' is the Studio, so nobody gets to this page", "choose another name"));
        var roles = SiteRoles.of(source.documents("roles"), source.settings().defaultLocale()).keySet();
        if (!roles.isEmpty()) for (var setting : Set.of(Rights.AUTHORS, Rights.DESIGNERS)) check(source, setting, roles, problems);
        return new Checked();
    }

    /** Pages at the Studio's address, which an edit of another page leaves as they were: one that did not change is the same object. */
    private List<Document> hidden(List<Document> pages) {
        if (!isAsBefore(pages)) hidden = pages.stream().filter(Names::isHidden).toList();
        seen = pages;
        return hidden;
    }

    private boolean isAsBefore(List<Document> pages) {
        if (pages.size() != seen.size()) return false;
        for (var at = 0; at < pages.size(); at++) {
            if (pages.get(at) != seen.get(at) && (isHidden(pages.get(at)) || isHidden(seen.get(at)))) return false;
        }
        return true;
    }

    private static boolean isHidden(Document page) {
        return page.name().equals(Room.STUDIO) || page.name().startsWith(Room.STUDIO + "/");
    }

    private static void check(SiteSource source, String setting, Set<String> roles, Problems problems) {
        source.settings().value(setting).stream().flatMap(Rights::names).filter(name -> !roles.contains(name)).forEach(name ->
                problems.warning(source.at(setting), "studio.no-role", "'" + setting + "' names '" + name + "', and no document defines a web role of this name",
                        new Unknown(name, roles), "add it to the folder roles"));
    }
}
