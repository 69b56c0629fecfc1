package torg.testkit.oracle;

import java.util.Arrays;

/** How far a rule reaches from the caller. */
public enum Scope {
    /** Every row. */
    GLOBAL,
    /** Rows that lead to an account of the caller. */
    ACCOUNT,
    /** The same, with all accounts below. */
    ACCOUNT_TREE,
    /** Rows that lead to the caller's contact. */
    CONTACT,
    /** The caller's contact. */
    SELF,
    /** Rows that lead to a row that the rule above reaches. */
    PARENT;

    /** The one that is written so; {@link java.util.NoSuchElementException} when there is none. */
    static Scope of(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text().equals(text)).findFirst().orElseThrow();
    }

    /** As it stands in a document. */
    public String text() {
        return Words.of(this);
    }
}
