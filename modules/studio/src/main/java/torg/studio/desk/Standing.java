package torg.studio.desk;

import java.time.Instant;
import torg.api.site.Edition;

/** Whether what a file says is on the site at a moment, now that it is published. */
public enum Standing {
    ON_SITE("saved"),
    /** An edition whose time has not begun. */
    TO_COME("tocome"),
    /** An edition whose time has ended. */
    OVER("over"),
    /** An edition of it stands in its place. */
    REPLACED("replaced");

    private final String done;

    Standing(String done) {
        this.done = done;
    }

    /** Of a file, whether it is there already or is just being made. */
    public static Standing of(Desk desk, String path, Instant now) {
        var zone = desk.site().settings().timeZone();
        var own = Edition.ifAny(path);
        if (own.isPresent() && !own.get().inForce(now, zone)) return own.get().isToCome(now, zone) ? TO_COME : OVER;
        if (own.isPresent()) return ON_SITE;
        var replaced = desk.files().keySet().stream().flatMap(file -> Edition.ifAny(file).stream()).anyMatch(edition -> edition.place().equals(path) && edition.inForce(now, zone));
        return replaced ? REPLACED : ON_SITE;
    }

    /** What an address says was done when such a file was published, and what the words for it are called. */
    public String done() {
        return done;
    }
}
