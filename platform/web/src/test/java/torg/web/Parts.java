package torg.web;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import torg.api.view.Model;
import torg.spi.view.Component;

/** A component made of functions, which counts how often it was filled. */
final class Parts implements Component {
    final AtomicInteger filled = new AtomicInteger();
    private final String name;
    private final Function<Place, Filled> fill;
    private final Function<Place, Outcome> act;

    Parts(String name, Function<Place, Filled> fill, Function<Place, Outcome> act) {
        this.name = name;
        this.fill = fill;
        this.act = act;
    }

    static Parts of(String name, Function<Place, Filled> fill) {
        return new Parts(name, fill, place -> new Outcome.Show(405, fill.apply(place)));
    }

    static Filled.Shown shown(String text, boolean perCaller, String... tables) {
        return new Filled.Shown("components/text", Model.with("text", text).build(), Set.of(tables), perCaller);
    }

    /** Says what the page is about. */
    static Filled.Shown about(String subject) {
        return Filled.Shown.personal("components/text", Model.with(Filled.Shown.SUBJECT, subject).build());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Filled fill(Place place) {
        filled.incrementAndGet();
        return fill.apply(place);
    }

    @Override
    public Outcome act(Place place) {
        return act.apply(place);
    }
}
