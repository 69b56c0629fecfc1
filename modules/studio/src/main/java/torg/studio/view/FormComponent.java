package torg.studio.view;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Reference;
import torg.api.site.Editing;
import torg.spi.view.Component;
import torg.studio.room.Room;

/** A form by form: what it asks for, in which sections and order, what is required and stands there at first, and what is set when it is sent. */
@org.osgi.service.component.annotations.Component(service = Component.class)
public final class FormComponent extends ViewComponent {
    /** @param editing makes the edits */
    @Activate
    public FormComponent(@Reference Editing editing) {
        super(editing, Room.FORM, "form", FormFields::new);
    }
}
