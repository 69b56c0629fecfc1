package torg.demo.erp.books;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Collects everything that is wrong with one write, so that the caller learns it all at once. */
final class Infolog {
    private final List<String> reasons = new ArrayList<>();

    void error(String reason) {
        reasons.add(reason);
    }

    void require(boolean holds, String reason) {
        if (!holds) {
            error(reason);
        }
    }

    void requireFilled(Row row, String... columns) {
        for (var column : columns) {
            require(!row.isEmpty(column), "Field '%s' must be filled in".formatted(column));
        }
    }

    void refuseSetting(Row sent, List<String> columns) {
        for (var column : columns) {
            require(!sent.has(column), "Field '%s' is set by the system and cannot be edited".formatted(column));
        }
    }

    /** A value that is given must be found in the table it points to. */
    void requireKnown(BooleanSupplier found, Row row, String column, Object table) {
        require(row.isEmpty(column) || found.getAsBoolean(),
                "The value '%s' in field '%s' is not found in the related table '%s'".formatted(row.text(column), column, table));
    }

    void refuseUnlessClean() {
        if (!reasons.isEmpty()) {
            throw new Refusal(reasons);
        }
    }
}
