package torg.sync;

import java.util.Locale;

/** Where a map is. What it runs into meanwhile is told beside it: an ERP that is silent makes a map wait and changes nothing of its state. */
public enum MapState {
    /** Everything is read for the first time, or will be. */
    INITIAL,
    /** Everything was read, and changes are followed in both directions. */
    LIVE,
    /** An administrator lets it stand still: nothing is read or sent, and what is changed here queues. */
    PAUSED,
    /** No connector runs that speaks to its ERP; it goes on by itself when one does. */
    STOPPED;

    /** As it is written for programs. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
