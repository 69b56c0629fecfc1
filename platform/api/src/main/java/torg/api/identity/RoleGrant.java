package torg.api.identity;

/**
 * A way by which somebody has a web role. The same role may come by several.
 *
 * @param role its name
 * @param from what it was given to
 * @param of key of that contact or account; of a membership the account's, empty for a service
 */
public record RoleGrant(String role, From from, String of) {
    /** What web roles are given to. */
    public enum From {
        /** To the contact itself: it counts while the contact acts for its main account, or for none. */
        CONTACT,
        /** To the account that is acted for: it counts for everybody who acts for it. */
        ACCOUNT,
        /** To the contact as a member of the account that is acted for. */
        MEMBERSHIP
    }
}
