package torg.api.audit;

import java.util.Optional;
import java.util.function.Supplier;
import torg.api.identity.Caller;

/**
 * From where the house was set to work at this moment: the request that is being answered. It goes with the thread that answers and says nothing of rights: it is for telling
 * people, later, what happened and from where.
 *
 * @param caller who sent the request; empty for the house by itself
 * @param address of the network peer; empty for the house by itself
 * @param request its id in the logs; empty for the house by itself
 * @param agent what the browser or program says that it is; anything, and of any length; empty when it says nothing
 * @param device by which a browser is known again from one session to the next: the hash of what it holds, 43 characters; empty when there is no browser
 */
public record Trace(Optional<Caller> caller, String address, String request, String agent, String device) {
    /** The house by itself, such as the sync. */
    public static final Trace HOUSE = new Trace(Optional.empty(), "", "", "");
    private static final ScopedValue<Trace> NOW = ScopedValue.newInstance();

    /** One of a sender that is no browser. */
    public Trace(Optional<Caller> caller, String address, String request, String agent) {
        this(caller, address, request, agent, "");
    }

    /** The one of this moment; {@link #HOUSE} when no request is being answered by this thread. */
    public static Trace now() {
        return NOW.orElse(HOUSE);
    }

    /** Do something on the trace of this; what it throws is thrown. */
    public <T> T in(Supplier<T> work) {
        return ScopedValue.where(NOW, this).call(work::get);
    }
}
