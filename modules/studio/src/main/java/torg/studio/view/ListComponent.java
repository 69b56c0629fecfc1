package torg.studio.view;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.site.Editing;
import torg.spi.view.Component;
import torg.studio.room.Room;

/** A list by form: its columns and their order, how rows are sorted, filtered and paged. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class ListComponent implements Component {
    private final ViewEditor editor;

    /** @param editing makes the edits */
    @Activate
    public ListComponent(@Reference Editing editing) {
        editor = new ViewEditor(editing, Room.LIST, "list", ListFields::new);
    }

    @Override
    public String name() {
        return Room.LIST.component();
    }

    @Override
    public Filled fill(Place place) {
        return editor.fill(place.request());
    }

    @Override
    public Outcome act(Place place) {
        return editor.act(place.request());
    }
}
