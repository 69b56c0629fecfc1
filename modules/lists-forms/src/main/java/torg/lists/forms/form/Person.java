package torg.lists.forms.form;

import java.util.Optional;
import torg.api.identity.Caller;
import torg.api.table.Operand;
import torg.api.table.Row;

/** For whom a form is filled in: {@code me} and {@code my-account} in its document. What may be read and written is still the caller's right. */
public record Person(Optional<String> contact, Optional<String> account) {
    /** Somebody who is not chosen yet: nothing is theirs. */
    public static final Person NOBODY = new Person(Optional.empty(), Optional.empty());

    public static Person of(Caller caller) {
        return new Person(caller.contact(), caller.accounts().stream().findFirst());
    }

    public static Person of(Row contact) {
        return new Person(Optional.of(contact.key()), contact.text("account"));
    }

    /** What stands in a condition instead of the caller; no key is the empty text, so nothing belongs to nobody. */
    public Operand inPlaceOf(Operand operand) {
        return switch (operand) {
            case Operand.Me() -> new Operand.Literal(contact.orElse(""));
            case Operand.MyAccounts() -> new Operand.Literal(account.orElse(""));
            case Operand.MyAccountTrees trees -> trees;
            case Operand.Literal literal -> literal;
        };
    }
}
