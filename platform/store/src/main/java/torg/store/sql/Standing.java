package torg.store.sql;

import torg.api.identity.Caller;

/**
 * As much of a caller as the text of a statement depends on: whether there is a contact, and how many accounts, rounded up to a power of two.
 */
public record Standing(boolean contact, int accounts) {
    public static Standing of(Caller caller) {
        var accounts = caller.accounts().size();
        return new Standing(caller.contact().isPresent(), accounts < 2 ? accounts : Integer.highestOneBit(accounts - 1) << 1);
    }
}
