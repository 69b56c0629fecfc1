package torg.studio.module;

import java.util.List;
import torg.api.health.ModuleOffer;
import torg.api.health.ModuleProposal;

/**
 * A module of the catalogue as administrators are told of it.
 *
 * @param summary one sentence, or empty
 * @param licence as its manifest names it, or empty
 * @param signer who signed it, as the catalogue says; empty when it names nobody
 * @param size of its jar, in bytes
 * @param before version that is here now; empty when none is
 * @param declares whether it says what it acts with; otherwise nothing holds it
 * @param may what that is, as {@link torg.api.health.ModuleRights} has it
 * @param misfits why it cannot be added, one a line; empty when it can
 */
public record Offer(String name, String version, String summary, String licence, String signer, long size, String before, boolean declares, List<String> may, List<String> misfits) {
    static Offer of(ModuleOffer offer) {
        return new Offer(offer.module().name(), offer.module().version(), offer.summary(), offer.licence(), offer.module().signer().orElse(""), offer.size(),
                offer.module().before().orElse(""), offer.module().rights().isPresent(), may(offer.module()), offer.module().refused());
    }

    static List<String> may(ModuleProposal module) {
        return module.rights().stream().flatMap(rights -> rights.said().stream()).toList();
    }
}
