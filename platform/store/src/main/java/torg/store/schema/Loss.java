package torg.store.schema;

import java.util.List;
import org.jooq.Query;

/**
 * Values that go for good when the site is in force whose document confirms it.
 *
 * @param words that confirm it
 * @param rows how many lose something
 * @param steps that take the values away
 */
record Loss(String table, String words, long rows, List<Query> steps) {}
