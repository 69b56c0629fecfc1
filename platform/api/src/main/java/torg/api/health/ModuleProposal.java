package torg.api.health;

import java.util.List;
import java.util.Optional;

/**
 * What a jar would be if it were added as a module; worked out without installing anything.
 *
 * @param name bundle symbolic name; empty when it is no module
 * @param version its version, or empty
 * @param digest SHA-256 of the jar, in hexadecimal digits
 * @param signer who signed it, when that is somebody who is trusted
 * @param before version of the module of this name that is there now
 * @param refused why it cannot be added, one a line: what it needs and nobody has, who signed it, that it is older than what is there; empty when it can
 */
public record ModuleProposal(String name, String version, String digest, Optional<String> signer, Optional<String> before, List<String> refused) {
    /** Keeps a copy. */
    public ModuleProposal {
        refused = List.copyOf(refused);
    }
}
