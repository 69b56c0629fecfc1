package torg.studio.module;

import java.util.List;
import torg.api.health.ModuleOffer;

/**
 * A module of the catalogue as administrators are told of it.
 *
 * @param summary one sentence, or empty
 * @param licence as its manifest names it, or empty
 * @param signer who signed it, as the catalogue says; empty when it names nobody
 * @param size of its jar, in bytes
 * @param before version that is here now; empty when none is
 * @param misfits why it cannot be added, one a line; empty when it can
 */
public record Offer(String name, String version, String summary, String licence, String signer, long size, String before, List<String> misfits) {
    static Offer of(ModuleOffer offer) {
        return new Offer(offer.module().name(), offer.module().version(), offer.summary(), offer.licence(), offer.module().signer().orElse(""), offer.size(),
                offer.module().before().orElse(""), offer.module().refused());
    }
}
