package torg.testkit;

import java.util.Optional;
import java.util.function.Predicate;
import torg.api.identity.Caller;
import torg.spi.identity.Entrance;
import torg.spi.identity.Identity;

/**
 * A house that lets nobody else in, and knows who of those in it proved of late who they are.
 *
 * @param fresh whether somebody did
 */
public record FreshProof(Predicate<Caller> fresh) implements Entrance {
    @Override
    public boolean isFresh(Caller caller, String csrf) {
        return fresh.test(caller);
    }

    @Override
    public Identity.Entry enter(Proof proof, String address) {
        return new Identity.Entry.Refused();
    }

    @Override
    public Optional<Proof> proof(Caller caller, String csrf) {
        return Optional.empty();
    }

    @Override
    public boolean goesOn(Caller caller, String former, String next) {
        return false;
    }

    @Override
    public long end(String way, Optional<String> subject, Optional<String> elsewhere) {
        return 0;
    }
}
