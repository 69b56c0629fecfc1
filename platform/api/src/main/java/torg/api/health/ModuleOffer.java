package torg.api.health;

/**
 * A module of a catalogue, as the catalogue tells of it; worked out without getting its jar.
 *
 * @param module what it would be if it were added: of what is in the jar itself, such as who really signed it, nothing is known yet; {@link ModuleProposal#signer} is what the catalogue says
 * @param summary one sentence for people, or empty
 * @param licence as its manifest names it, or empty
 * @param size of the jar, in bytes
 */
public record ModuleOffer(ModuleProposal module, String summary, String licence, long size) {}
