package torg.search.lucene.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import torg.api.search.Found;
import torg.api.table.ColumnType;
import torg.search.lucene.index.Fields;
import torg.search.lucene.site.SearchPlan.FoundBy;
import torg.search.lucene.site.SearchPlan.Searched;
import torg.search.lucene.text.Word;
import torg.search.lucene.text.Words;
import torg.spi.search.Search;

/**
 * Makes words into questions to the index. A word counts whole points: where it stands best, times how well it fits. That is the same for a hit whatever else is in the index,
 * so that neither numbers nor order tell anything of what is hidden; what is usual, to count rare words for more, would.
 *
 * <p>What the index has in no document is not looked for, so a kind of hits that has not all the words costs next to nothing.
 */
final class WordQueries {
    private static final int AS_IT_IS = 4;
    private static final int OTHERWISE = 1;
    private static final Points TYPED = new Points(AS_IT_IS, 3, 2);
    private static final Points THE_SAME = new Points(3, 2, OTHERWISE);
    /** A title that is nothing but what is looked for comes before all else. */
    private static final int WHOLE_TITLE = 100;
    private static final int TITLE = 8;
    private static final int DESCRIPTION = 3;
    private static final int BODY = 1;
    private static final int PAGE_FIELDS = 3;
    private static final int FILE_FIELDS = 2;
    /** Fields that the most words are looked for in, each in these ways: in its parts, as it is, with another ending, as a beginning. */
    private static final int MOST_FIELDS = 100;
    private static final int MOST_WAYS = 4;
    private static final int MOST_IN_ALL = Search.MOST_WORDS * MOST_FIELDS * MOST_WAYS;

    /** How well a word fits: as it is, with another ending, as a beginning. What means the same fits less well than what was typed. */
    private record Points(int asItIs, int otherEnding, int beginning) {}

    static {
        // what Lucene takes by itself is not enough for as many ways, and for the rules beside them; it is packed into this bundle, so nobody else has it
        IndexSearcher.setMaxClauseCount(2 * MOST_IN_ALL);
    }

    private final IndexSearcher searcher;
    private final IndexedWords indexed;
    private final Sight sight;
    private final Locale locale;
    private final boolean forgiving;

    /** @param forgiving whether a word may be written a little otherwise */
    WordQueries(IndexSearcher searcher, Sight sight, Locale locale, boolean forgiving) {
        this.searcher = searcher;
        this.indexed = new IndexedWords(searcher.getIndexReader().leaves());
        this.sight = sight;
        this.locale = locale;
        this.forgiving = forgiving;
    }

    /**
     * Whether so many words are too much for all that this caller looks into, whatever the index has of them: else an answer would tell that rows of others have them.
     *
     * @throws torg.api.problem.TorgException MALFORMED {@code search.too-long}
     */
    void check(Words words, List<Searched> hits) {
        var fields = PAGE_FIELDS * sight.boosts().size() + FILE_FIELDS * sight.fileBoosts().size() + hits.stream().mapToInt(this::fields).sum();
        var count = Stream.concat(words.needed().stream(), words.welcome().stream()).mapToInt(word -> 1 + word.same().size()).sum();
        if ((long) fields * count * MOST_WAYS > MOST_IN_ALL) throw Words.tooLong();
    }

    private int fields(Searched searched) {
        var own = (int) searched.weights().keySet().stream().filter(sight.reads(searched)).count();
        return own + searched.foundBy().stream().map(by -> switch (by) {
            case FoundBy.Target(_, var target) -> target;
            case FoundBy.Rows(var other, _) -> other;
        }).mapToInt(table -> fields(sight.plan().tables().get(table))).sum();
    }

    /** Pages that are worth so much and have all the words. */
    Query pages(Words words, int boost) throws IOException {
        return all(words, sight.readablePages(boost), Found.Hit.PAGE, true, word -> page(word));
    }

    /** Web files that are worth so much and have all the words. */
    Query files(Words words, int boost) throws IOException {
        return all(words, sight.readableFiles(boost), Found.Hit.FILE, true, word -> file(word));
    }

    /** Rows of the table that have all the words. */
    Query rows(Searched searched, Words words) throws IOException {
        var title = searched.table().columns().get(searched.table().title());
        return all(words, sight.rows(searched), searched.table().name(), sight.reads(searched).test(title), word -> row(searched, word));
    }

    private interface Way {
        DisjunctionMaxQuery to(Word word) throws IOException;
    }

    /** Who may see them is asked whether there are any or not: to ask the gate takes a time by which one could tell. */
    private static Query all(Words words, Query seen, String kind, boolean titled, Way way) throws IOException {
        var all = new BooleanQuery.Builder().add(seen, Occur.FILTER);
        for (var word : words.needed()) {
            var ways = way.to(word);
            if (ways.getDisjuncts().isEmpty()) return new MatchNoDocsQuery();
            all.add(ways, Occur.MUST);
        }
        for (var word : words.welcome()) all.add(way.to(word), Occur.SHOULD);
        if (titled) all.add(points(WHOLE_TITLE, new TermQuery(new Term(Fields.whole(kind), words.whole()))), Occur.SHOULD);
        return all.build();
    }

    private DisjunctionMaxQuery page(Word word) throws IOException {
        var ways = new ArrayList<Query>();
        add(ways, word, Found.Hit.PAGE, Fields.TITLE, TITLE);
        add(ways, word, Found.Hit.PAGE, Fields.DESCRIPTION, DESCRIPTION);
        add(ways, word, Found.Hit.PAGE, Fields.BODY, BODY);
        return new DisjunctionMaxQuery(ways, 0);
    }

    private DisjunctionMaxQuery file(Word word) throws IOException {
        var ways = new ArrayList<Query>();
        add(ways, word, Found.Hit.FILE, Fields.TITLE, TITLE);
        add(ways, word, Found.Hit.FILE, Fields.BODY, BODY);
        return new DisjunctionMaxQuery(ways, 0);
    }

    private DisjunctionMaxQuery row(Searched searched, Word word) throws IOException {
        var ways = new ArrayList<Query>();
        var table = searched.table().name();
        for (var weighed : searched.weights().entrySet()) {
            var column = weighed.getKey();
            if (!sight.reads(table, column)) continue;
            if (column.type() == ColumnType.DATE || column.type() == ColumnType.DATE_TIME) {
                word.day().ifPresent(day -> ways.add(points(weighed.getValue() * AS_IT_IS, new TermQuery(new Term(Fields.days(table, column), day)))));
            } else {
                add(ways, word, table, column.name(), weighed.getValue());
            }
        }
        for (var by : searched.foundBy()) foundBy(ways, searched, by, word);
        return new DisjunctionMaxQuery(ways, 0);
    }

    private void add(List<Query> ways, Word word, String kind, String part, int weight) throws IOException {
        var field = Fields.words(kind, part);
        add(ways, word, TYPED, field, Fields.stems(locale, kind, part), weight);
        for (var same : word.same()) add(ways, same, THE_SAME, field, Fields.stems(locale, kind, part), weight);
        if (forgiving && word.isForgiven()) {
            ways.add(points(weight * OTHERWISE, new AutomatonQuery(new Term(field, word.whole()), new LevenshteinAutomata(word.whole(), true).toAutomaton(1))));
        }
    }

    private void add(List<Query> ways, Word word, Points points, String field, String stems, int weight) throws IOException {
        if ((word.together() || word.parts().size() > 1) && indexed.hasAll(field, word.parts())) ways.add(points(weight * points.asItIs, new PhraseQuery(field, word.parts().toArray(String[]::new))));
        if (word.together()) return;
        if (indexed.has(field, word.whole())) ways.add(points(weight * points.asItIs, new TermQuery(new Term(field, word.whole()))));
        if (!word.stems().isEmpty() && indexed.hasAll(stems, word.stems())) ways.add(points(weight * points.otherEnding, every(stems, word.stems())));
        if (word.mayBegin() && indexed.hasBeginning(field, word.whole())) ways.add(points(weight * points.beginning, new PrefixQuery(new Term(field, word.whole()))));
    }

    /** Rows that are seen and have the word lead to this one, or are led to from it; by a lookup that the caller may read. */
    private void foundBy(List<Query> ways, Searched searched, FoundBy by, Word word) throws IOException {
        var table = searched.table().name();
        switch (by) {
            case FoundBy.Target(var lookup, var target) -> {
                if (!sight.reads(table, lookup)) return;
                var ids = values(sight.plan().tables().get(target), word, Fields.ID);
                if (!ids.isEmpty()) ways.add(points(OTHERWISE, RuleFilter.among(Fields.cell(table, lookup), ids.stream().map(Fields::key).toList())));
            }
            case FoundBy.Rows(var other, var lookup) -> {
                if (!sight.reads(other, lookup)) return;
                var keys = values(sight.plan().tables().get(other), word, Fields.cell(other, lookup));
                if (!keys.isEmpty()) ways.add(points(OTHERWISE, RuleFilter.among(Fields.ID, keys.stream().map(key -> Fields.id(table, key)).toList())));
            }
        }
    }

    /** Who may see the rows is asked whether any has the word or not: that may be a question to the gate, by whose time one could tell that rows of others have it. */
    private Set<String> values(Searched searched, Word word, String field) throws IOException {
        var seen = sight.rows(searched);
        var ways = row(searched, word);
        if (ways.getDisjuncts().isEmpty()) return Set.of();
        var rows = new BooleanQuery.Builder().add(ways, Occur.FILTER).add(seen, Occur.FILTER).build();
        var found = new Values(field);
        searcher.search(rows, Counting.of(List.of(found)));
        return found.all().keySet();
    }

    private static Query every(String field, Collection<String> words) {
        var all = new BooleanQuery.Builder();
        words.forEach(word -> all.add(new TermQuery(new Term(field, word)), Occur.MUST));
        return all.build();
    }

    private static Query points(int points, Query query) {
        return new BoostQuery(new ConstantScoreQuery(query), points);
    }
}
