package torg.identity.local.demo;

import java.util.Set;
import org.osgi.service.component.annotations.Component;

/** Who of the demo cannot sign in yet, so that they are told to wait and not that their password is wrong. Written by who sets them up; thread-safe. */
@Component(service = Awaited.class)
public final class Awaited {
    private volatile Set<String> people;

    /** @param emails in the form in which they are compared */
    public void are(Set<String> emails) {
        people = Set.copyOf(emails);
    }

    /** Whether this person is still to come; until somebody has looked, anybody may be. */
    public boolean has(String email) {
        var now = people;
        return now == null || now.contains(email);
    }
}
