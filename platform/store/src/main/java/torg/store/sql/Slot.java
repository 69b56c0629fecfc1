package torg.store.sql;

import java.util.List;
import torg.api.identity.Caller;

/** Where the value of a parameter comes from when a statement runs, so that statements can be compiled once. */
@FunctionalInterface
public interface Slot {
    Object value(Arguments arguments);

    /** What a run of a statement brings. */
    record Arguments(Caller caller, List<Object> literals, List<Object> cursor, int fetch, int skip) {
        public static Arguments of(Caller caller, Object... literals) {
            return new Arguments(caller, List.of(literals), List.of(), 0, 0);
        }
    }

    static Slot fixed(Object value) {
        return _ -> value;
    }

    /** A value of the question itself, in the order in which the question is read. */
    static Slot literal(int index) {
        return arguments -> arguments.literals().get(index);
    }

    /** One of the values from there to the end; beyond the last one, the last one again, because lists in SQL come in few lengths. */
    static Slot among(int index) {
        return arguments -> arguments.literals().get(Math.min(index, arguments.literals().size() - 1));
    }

    static Slot cursor(int index) {
        return arguments -> arguments.cursor().get(index);
    }

    static Slot fetch() {
        return arguments -> (long) arguments.fetch();
    }

    static Slot skip() {
        return arguments -> (long) arguments.skip();
    }

    static Slot skipAndFetch() {
        return arguments -> (long) arguments.skip() + arguments.fetch();
    }

    static Slot me() {
        return arguments -> arguments.caller().contact().orElseThrow();
    }

    /** One of the caller's accounts; beyond the last one, the last one again, because lists in SQL come in few lengths. */
    static Slot account(int index) {
        return arguments -> arguments.caller().accounts().get(Math.min(index, arguments.caller().accounts().size() - 1));
    }
}
