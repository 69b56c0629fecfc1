package torg.demo.erp.books;

import java.util.List;

/** The books refuse a write, for reasons a person can act on. It is thrown so that the transaction around it rolls back. */
public final class Refusal extends RuntimeException {
    private final List<String> reasons;

    public Refusal(List<String> reasons) {
        super(String.join("; ", reasons), null, false, false); // a refusal is an answer: no stack trace
        this.reasons = List.copyOf(reasons);
    }

    public List<String> reasons() {
        return reasons;
    }
}
