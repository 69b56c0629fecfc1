package torg.api.web;

/**
 * What a resource returns to lead a browser through a place that is not this site's, as to sign in at another house: it is sent there (303) with something to keep, and brings
 * that along when it comes back. The door keeps it in a cookie of its own, out of the reach of scripts and of other sites; whoever comes back without it is another browser.
 * In a preview it is refused (403 {@code web.preview-read-only}), and nobody has kept anything.
 */
public sealed interface Detour {
    /** The cookie, by which a resource's method is handed what the browser kept: {@code @CookieParam(Detour.KEPT) String kept}, null when it kept nothing. */
    String KEPT = "torg-detour";
    /** Characters that can be kept. */
    int LONGEST = 1_500;

    /** Where the browser goes now: a path of this site, or a whole address. */
    String location();

    /**
     * It goes, and keeps something for ten minutes.
     *
     * @param kept letters of ASCII, digits, {@code -}, {@code _} and {@code .}; 1 to {@value #LONGEST}
     */
    record Begins(String location, String kept) implements Detour {
        /** @throws IllegalArgumentException for what cannot be kept */
        public Begins {
            if (!kept.matches("[A-Za-z0-9._-]{1," + LONGEST + "}")) throw new IllegalArgumentException("this cannot be kept by a browser");
        }
    }

    /** It is back, and keeps nothing any more. */
    record Ends(String location) implements Detour {}

    /**
     * The same, and a session begins in place of the one that it may have had.
     *
     * @param token of {@link torg.spi.identity.Identity.Entry.Granted}
     */
    record SignedIn(String token, String location) implements Detour {}

    /**
     * It is back, and a second factor is wanted as well: the door has the browser keep the ticket, and names it in the address; see {@link Tickets}.
     *
     * @param ticket of {@link torg.spi.identity.Identity.Entry.SecondFactor}
     * @param location where the code is asked for
     */
    record SecondFactor(String ticket, String location) implements Detour {}
}
