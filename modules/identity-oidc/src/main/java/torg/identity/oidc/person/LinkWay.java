package torg.identity.oidc.person;

import java.time.InstantSource;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import torg.api.table.Change;
import torg.api.table.Tables;
import torg.spi.identity.WayIn;

/** Whoever is removed loses their linked identities. */
@Component
public final class LinkWay implements WayIn {
    private final Links links;

    @Activate
    public LinkWay(@Reference Tables tables) {
        this.links = new Links(tables, InstantSource.system());
    }

    @Override
    public List<Change> taken(String contact) {
        return links.of(contact).stream().<Change>map(link -> new Change.Delete(LinkTables.LINK, link.id())).toList();
    }
}
