package torg.identity.oidc.person;

/**
 * From where somebody comes.
 *
 * @param provider as its document calls it
 * @param way what sessions that begin so are told to have begun by
 * @param issuer what tells it from every other, also from one that had the same name before
 */
public record Origin(String provider, String way, String issuer) {}
