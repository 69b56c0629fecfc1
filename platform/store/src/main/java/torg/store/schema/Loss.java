package torg.store.schema;

import java.util.List;
import java.util.Optional;
import org.jooq.Query;

/**
 * Values that go for good when the site is in force whose document confirms it.
 *
 * @param words that confirm it
 * @param rows how many lose something
 * @param change of the rows that lose it, whose versions are raised; empty where nobody could see it any more
 * @param steps that take away, after that, what the values were kept in
 */
record Loss(String table, String words, long rows, Optional<RowChange> change, List<Query> steps) {}
