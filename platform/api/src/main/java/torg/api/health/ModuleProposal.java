package torg.api.health;

import java.util.List;
import java.util.Optional;

/**
 * What a jar would be if it were added as a module; worked out without installing anything.
 *
 * @param name bundle symbolic name; empty when it is no module, or the name is none
 * @param version as its manifest says it; empty when it says none that is one
 * @param digest SHA-256 of the jar, in hexadecimal digits
 * @param signer who signed it, as the certificate says it; empty when that is nobody who is trusted
 * @param before version of the module of this name that is there now; empty when there is none
 * @param rights what its manifest says that it acts with, to which it is held; empty when it says nothing of that, and then nothing holds it
 * @param refused why it cannot be added, one a line: what it needs and nobody has, who signed it, that it is older than what is there; empty when it can
 */
public record ModuleProposal(String name, String version, String digest, Optional<String> signer, Optional<String> before, Optional<ModuleRights> rights, List<String> refused) {
    /** Keeps a copy. */
    public ModuleProposal {
        refused = List.copyOf(refused);
    }
}
