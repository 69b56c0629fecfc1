package torg.web;

import torg.spi.view.Component;

/** A component whose module has lost a class. */
final class Nameless implements Component {
    @Override
    public String name() {
        throw new NoClassDefFoundError("gone");
    }

    @Override
    public Filled fill(Place place) {
        return new Filled.Absent();
    }
}
