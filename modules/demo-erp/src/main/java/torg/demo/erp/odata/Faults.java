package torg.demo.erp.odata;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Misbehaviour on demand, for tests and demonstrations: what the next requests to the OData service run into. Off unless switched on. */
public final class Faults {
    private State state = State.NONE;

    /** What goes wrong. */
    public enum Mode {
        NONE("answer as usual"),
        THROTTLE("answer 429 with Retry-After"),
        ERROR("answer 500"),
        SLOW("answer late"),
        TIMEOUT_AFTER_COMMIT("do what a write asks, then drop the connection without an answer");

        private final String meaning;

        Mode(String meaning) {
            this.meaning = meaning;
        }

        public String meaning() {
            return meaning;
        }

        /** The name that forms and scripts use, for instance timeout-after-commit. */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Optional<Mode> labelled(String label) {
            return Arrays.stream(values()).filter(mode -> mode.label().equals(label)).findFirst();
        }
    }

    /**
     * @param count how many requests are left to be hit
     * @param seconds the Retry-After of a throttled request, or how late a slow one is answered
     */
    public record State(Mode mode, int count, int seconds) {
        static final State NONE = new State(Mode.NONE, 0, 0);
    }

    public synchronized void set(Mode mode, int count, int seconds) {
        state = mode == Mode.NONE || count == 0 ? State.NONE : new State(mode, count, seconds);
    }

    public synchronized State state() {
        return state;
    }

    /** What happens to one request; a lost answer is something that only writes can suffer from. */
    synchronized State hit(boolean isWrite) {
        if (state.mode() == Mode.NONE || state.mode() == Mode.TIMEOUT_AFTER_COMMIT && !isWrite) {
            return State.NONE;
        }
        var hit = state;
        set(hit.mode(), hit.count() - 1, hit.seconds());
        return hit;
    }
}
