package torg.studio;

import java.util.List;
import torg.api.identity.Caller;

/** Who works on the site. */
public final class People {
    public static final Caller ADMINISTRATOR = Caller.contact("A-9", "Ada", List.of(), List.of("administrator"));
    public static final Caller CUSTOMER = Caller.contact("A-1", "Jane", List.of(), List.of("customer-representative"));

    private People() {}
}
