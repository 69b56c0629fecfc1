package torg.identity.oidc.provider;

/** Somebody does not get in this way. People are told nothing but that; the message is for the audit log and for whoever runs the portal. */
public final class Refused extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int LONGEST = 200;

    /** @param why in a few words, without a secret; what others said is cut */
    public Refused(String why) {
        super(why.length() > LONGEST ? why.substring(0, LONGEST) : why);
    }

    /** The same for something that a library found. */
    public Refused(String why, Exception cause) {
        this(why + ": " + cause.getMessage());
        initCause(cause);
    }
}
