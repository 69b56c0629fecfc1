package torg.testkit.oracle;

import java.util.Arrays;

/** How far a rule reaches from the caller. */
public enum Scope {
    GLOBAL, ACCOUNT, ACCOUNT_TREE, CONTACT, SELF, PARENT;

    /** The one that is written so; {@link java.util.NoSuchElementException} when there is none. */
    static Scope of(String text) {
        return Arrays.stream(values()).filter(scope -> scope.text().equals(text)).findFirst().orElseThrow();
    }

    /** As it stands in a document. */
    public String text() {
        return Words.of(this);
    }
}
