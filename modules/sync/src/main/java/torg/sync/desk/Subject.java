package torg.sync.desk;

import java.util.Arrays;
import java.util.Optional;
import torg.sync.pause.Pausing.Scope;

/** What a form or an address is about: {@code map/orders}, {@code connector/dynamics}. */
record Subject(Scope scope, String name) {

    /** Empty for what is none; whether there is such a map or connector is another question. */
    static Optional<Subject> of(String text) {
        var parts = text.split("/", 2);
        return parts.length < 2 ? Optional.empty() : Arrays.stream(Scope.values()).filter(scope -> scope.word().equals(parts[0])).findFirst().map(scope -> new Subject(scope, parts[1]));
    }

    @Override
    public String toString() {
        return scope.word() + "/" + name;
    }
}
