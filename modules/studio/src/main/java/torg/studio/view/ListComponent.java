package torg.studio.view;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.site.Editing;
import torg.spi.view.Component;
import torg.studio.room.Room;

/** A list by form: its columns and their order, how rows are chosen, sorted, filtered and paged, and what can be done with them. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class ListComponent extends ViewComponent {
    /** @param editing makes the edits */
    @Activate
    public ListComponent(@Reference Editing editing) {
        super(editing, Room.LIST, "list", ListFields::new);
    }
}
