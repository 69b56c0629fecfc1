package torg.api.audit;

import torg.api.identity.Caller;

/**
 * Something that is told to the audit log; who did it, when and from where the log knows itself.
 *
 * @param name what was done, lower case with hyphens, such as {@code sign-in}; at most 60 characters
 * @param outcome what came of it
 * @param person key of the contact whom it is about; empty when it is about nobody
 * @param table of the row it is about; empty when it is about none
 * @param key of that row; empty when it is about none, or about many
 * @param detail what else is to be known, for machines: names, keys, addresses of pages; never a secret. What is longer than {@value #LONGEST_DETAIL} characters is cut
 * @param times how often; 1 unless several are told together
 */
public record Act(String name, Outcome outcome, String person, String table, String key, String detail, long times) {
    /** Characters of a detail. */
    public static final int LONGEST_DETAIL = 2_000;

    /** What came of an act. */
    public enum Outcome {
        /** It was done. */
        DONE,
        /** It was not allowed, or failed. */
        REFUSED
    }

    /** Something that was done. */
    public static Act done(String name) {
        return new Act(name, Outcome.DONE, "", "", "", "", 1);
    }

    /** Something that was refused. */
    public static Act refused(String name) {
        return new Act(name, Outcome.REFUSED, "", "", "", "", 1);
    }

    /** The same about a contact. */
    public Act about(String contact) {
        return new Act(name, outcome, contact, table, key, detail, times);
    }

    /** The same about a caller; about nobody when it is no contact. */
    public Act about(Caller caller) {
        return about(caller.contact().orElse(""));
    }

    /** The same on a row. */
    public Act on(String ofTable, String rowKey) {
        return new Act(name, outcome, person, ofTable, rowKey, detail, times);
    }

    /** The same with this detail. */
    public Act with(String more) {
        return new Act(name, outcome, person, table, key, more, times);
    }

    /** So many of them. */
    public Act times(long many) {
        return new Act(name, outcome, person, table, key, detail, many);
    }
}
