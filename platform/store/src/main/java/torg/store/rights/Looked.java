package torg.store.rights;

/** How many rows of a table are left when a rule about it is asked; decides how the rule is put, not what it says. */
public enum Looked {
    /** What the rule allows is the way to the rows. */
    MANY,
    /** An index leads to few; the rule is asked for each. */
    FEW,
    /** The key is known. */
    ONE
}
