package torg.sync;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import torg.spi.sync.Connector;

/** Whether each ERP answers: one that does says nothing of another. Thread-safe. */
final class Contacts {
    private final Map<Connector, Contact> known = new ConcurrentHashMap<>();

    void add(Connector connector) {
        known.put(connector, Contact.NOT_YET);
    }

    void remove(Connector connector) {
        known.remove(connector);
    }

    /** It answered; whether it was silent before. */
    boolean answered(Connector connector) {
        return silentBefore(connector, contact -> contact.answered(Instant.now()));
    }

    /** No map got an answer from it; whether it was silent before. */
    boolean silent(Connector connector, Trouble why) {
        return silentBefore(connector, contact -> contact.silent(why, Instant.now()));
    }

    private boolean silentBefore(Connector connector, UnaryOperator<Contact> next) {
        var before = new boolean[1];
        known.computeIfPresent(connector, (_, contact) -> {
            before[0] = contact.silence().isPresent();
            return next.apply(contact);
        });
        return before[0];
    }

    boolean isSilent(Connector connector) {
        return known.getOrDefault(connector, Contact.NOT_YET).silence().isPresent();
    }

    /** Whether there is no ERP that answers, or has still to be asked. */
    boolean allSilent() {
        return known.keySet().stream().allMatch(this::isSilent);
    }

    /** That with the ERP that has been silent longest, else with the one that answered longest ago. */
    Contact worst() {
        var silent = known.values().stream().filter(contact -> contact.silence().isPresent()).min(Comparator.comparing(contact -> contact.since().orElseThrow()));
        return silent.or(() -> known.values().stream().filter(contact -> contact.heard().isPresent()).min(Comparator.comparing(contact -> contact.heard().orElseThrow()))).orElse(Contact.NOT_YET);
    }
}
