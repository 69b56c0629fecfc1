package torg.api.table;

/** The right side of a comparison. Placeholders are bound to the caller when a query runs, so a condition can be compiled once. */
public sealed interface Operand {
    /** A value in the column's Java type. */
    record Literal(Object value) implements Operand {}

    /** The key of the caller's contact; matches nothing for callers without one. */
    record Me() implements Operand {}

    /** The keys of the accounts the caller acts for; matches nothing when there are none. */
    record MyAccounts() implements Operand {}

    /**
     * The keys of the caller's accounts and of all accounts below them, by the hierarchy of table {@code account} ({@link Table#hierarchy}); matches nothing when there is
     * none. As {@link MyAccounts}, with {@code EQ} only.
     */
    record MyAccountTrees() implements Operand {}
}
