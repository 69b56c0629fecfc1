package torg.connector.tryton;

import java.lang.annotation.Annotation;
import java.net.URI;

/** Settings as a test writes them down. */
record Settings(String url, String user, String password, String order$_$state) implements TrytonSettings {
    /** Those of the portal at the prepared company. */
    static Settings of(URI address) {
        return new Settings(address.toString(), "portal", "northwind-portal", "quotation");
    }

    @Override
    public int requests$_$per$_$second() {
        return 20;
    }

    @Override
    public int requests$_$at$_$once() {
        return 50;
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return TrytonSettings.class;
    }
}
