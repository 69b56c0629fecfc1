package torg.studio.view;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.site.Editing;
import torg.spi.view.Component;
import torg.studio.room.Room;

/** A form by form: what it asks for, in which sections and order, what is required and what stands there at first. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class FormComponent implements Component {
    private final ViewEditor editor;

    /** @param editing makes the edits */
    @Activate
    public FormComponent(@Reference Editing editing) {
        editor = new ViewEditor(editing, Room.FORM, "form", FormFields::new);
    }

    @Override
    public String name() {
        return Room.FORM.component();
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
