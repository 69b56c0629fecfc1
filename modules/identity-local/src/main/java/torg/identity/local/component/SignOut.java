package torg.identity.local.component;

import torg.api.view.Model;
import torg.spi.view.Component;

/** A button with which people sign out, for any page. */
@org.osgi.service.component.annotations.Component
public final class SignOut implements Component {
    private final Words words = new Words();

    @Override
    public String name() {
        return "sign-out";
    }

    @Override
    public Filled fill(Place place) {
        if (place.request().caller().isAnonymous()) return new Filled.Hidden();
        return Filled.Shown.personal("components/sign-out", Model.with("text", words.model(place.request())).build());
    }

    @Override
    public Outcome act(Place place) {
        return new Outcome.SignedOut(place.request().link("/"));
    }
}
