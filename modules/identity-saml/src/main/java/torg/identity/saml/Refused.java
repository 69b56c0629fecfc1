package torg.identity.saml;

/** Something of a provider does not count. The message is for the audit log and for whoever runs the portal; people are told nothing but that. */
final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;

    /** @param why in a few words, without a secret; what others said is cut */
    Refused(String why) {
        super(why.length() > LONGEST ? why.substring(0, LONGEST) : why);
    }

    /** The same for something that Java found. */
    Refused(String why, Exception cause) {
        this(why + ": " + cause.getMessage());
        initCause(cause);
    }
}
