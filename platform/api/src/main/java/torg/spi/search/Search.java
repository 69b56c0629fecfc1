package torg.spi.search;

import org.osgi.annotation.versioning.ConsumerType;
import torg.api.search.Found;
import torg.api.search.Sought;
import torg.api.web.Request;

/**
 * Finds pages and rows by the words in them. Thread-safe. What the caller of the request may not see has no part in the answer: two sites that differ only in that answer the
 * same, byte for byte. A right, a rule or a row that was taken away before the question is nowhere in it.
 */
@ConsumerType
public interface Search {
    /** Characters of a text. */
    int LONGEST_TEXT = 400;
    /** Words of a text. */
    int MOST_WORDS = 16;

    /**
     * Look for a text. Hits have each of its words: as it is, with another ending of the language of the request, or as the beginning of a longer one; what stands in double quotes
     * stands so in the hit. Capitals and the marks on letters do not matter. No character has another meaning, and none is refused.
     *
     * @param request tells the caller, the language and the site
     * @throws torg.api.problem.TorgException MALFORMED {@code search.too-long} for a text beyond {@value #LONGEST_TEXT} characters or {@value #MOST_WORDS} words, and
     *     {@code search.unknown-facet} and {@code search.unknown-sort} for one that is not there for this caller, {@code search.bad-page} for a page that no answer to this question
     *     named; BUSY {@code search.not-ready} while there is nothing to look at, {@code search.late} when it
     *     takes too long
     */
    Found find(Request request, Sought sought);
}
