package torg.studio.module;

import java.util.Optional;
import torg.api.identity.Caller;
import torg.spi.identity.Entrance;
import torg.spi.identity.Identity;

/** A house in which everybody proved of late who they are, or nobody did. */
record FreshProof(boolean fresh) implements Entrance {
    @Override
    public boolean isFresh(Caller caller, String csrf) {
        return fresh;
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
