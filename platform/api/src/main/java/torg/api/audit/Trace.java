package torg.api.audit;

import java.util.Optional;
import java.util.function.Supplier;
import torg.api.identity.Caller;

/**
 * From where the house was set to work at this moment: the request that is being answered. It goes with the thread that answers and says nothing of rights; only the
 * audit log asks for it.
 *
 * @param caller who sent the request; empty for the house by itself
 * @param address of the network peer; empty for the house by itself
 * @param request its id in the logs; empty for the house by itself
 */
public record Trace(Optional<Caller> caller, String address, String request) {
    /** The house by itself, such as the sync. */
    public static final Trace HOUSE = new Trace(Optional.empty(), "", "");
    private static final ScopedValue<Trace> NOW = ScopedValue.newInstance();

    /** The one of this moment; {@link #HOUSE} when no request is being answered by this thread. */
    public static Trace now() {
        return NOW.orElse(HOUSE);
    }

    /** Do something on the trace of this; what it throws is thrown. */
    public <T> T in(Supplier<T> work) {
        return ScopedValue.where(NOW, this).call(work::get);
    }
}
