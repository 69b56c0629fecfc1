package torg.search.lucene.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.AutomatonQuery;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
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
 * @param forgiving whether a word may be written a little otherwise
 */
record WordQueries(IndexSearcher searcher, Sight sight, Locale locale, boolean forgiving) {
    private static final int AS_IT_IS = 4;
    private static final int OTHERWISE = 1;
    private static final Points TYPED = new Points(AS_IT_IS, 3, 2);
    private static final Points THE_SAME = new Points(3, 2, OTHERWISE);
    /** A title that is nothing but what is looked for comes before all else. */
    private static final int WHOLE_TITLE = 100;
    private static final int TITLE = 8;
    private static final int DESCRIPTION = 3;
    private static final int BODY = 1;
    /** Fields that the most words are looked for in, each in these ways: as it is, with another ending, as a beginning. */
    private static final int MOST_FIELDS = 100;
    private static final int MOST_WAYS = 3;

    /** How well a word fits: as it is, with another ending, as a beginning. What means the same fits less well than what was typed. */
    private record Points(int asItIs, int otherEnding, int beginning) {}

    static {
        // what Lucene has by itself is not enough for as many words as may be asked for; it is packed into this bundle, so nobody else has it
        IndexSearcher.setMaxClauseCount(Search.MOST_WORDS * MOST_FIELDS * MOST_WAYS);
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
        Query to(Word word) throws IOException;
    }

    private static Query all(Words words, Query seen, String kind, boolean titled, Way way) throws IOException {
        var all = new BooleanQuery.Builder().add(seen, Occur.FILTER);
        for (var word : words.needed()) all.add(way.to(word), Occur.MUST);
        for (var word : words.welcome()) all.add(way.to(word), Occur.SHOULD);
        if (titled) all.add(points(WHOLE_TITLE, new TermQuery(new Term(Fields.whole(kind), words.whole()))), Occur.SHOULD);
        return all.build();
    }

    private Query page(Word word) {
        var ways = new ArrayList<Query>();
        add(ways, word, Found.Hit.PAGE, Fields.TITLE, TITLE);
        add(ways, word, Found.Hit.PAGE, Fields.DESCRIPTION, DESCRIPTION);
        add(ways, word, Found.Hit.PAGE, Fields.BODY, BODY);
        return new DisjunctionMaxQuery(ways, 0);
    }

    private Query file(Word word) {
        var ways = new ArrayList<Query>();
        add(ways, word, Found.Hit.FILE, Fields.TITLE, TITLE);
        add(ways, word, Found.Hit.FILE, Fields.BODY, BODY);
        return new DisjunctionMaxQuery(ways, 0);
    }

    private DisjunctionMaxQuery row(Searched searched, Word word) throws IOException {
        var ways = new ArrayList<Query>();
        var table = searched.table().name();
        searched.weights().forEach((column, weight) -> {
            if (!sight.reads(table, column)) return;
            if (column.type() == ColumnType.DATE || column.type() == ColumnType.DATE_TIME) {
                word.day().ifPresent(day -> ways.add(points(weight * AS_IT_IS, new TermQuery(new Term(Fields.days(table, column), day)))));
            } else {
                add(ways, word, table, column.name(), weight);
            }
        });
        for (var by : searched.foundBy()) foundBy(ways, searched, by, word);
        return new DisjunctionMaxQuery(ways, 0);
    }

    private void add(List<Query> ways, Word word, String kind, String part, int weight) {
        var field = Fields.words(kind, part);
        add(ways, word, TYPED, field, Fields.stems(locale, kind, part), weight);
        for (var same : word.same()) add(ways, same, THE_SAME, field, Fields.stems(locale, kind, part), weight);
        if (forgiving && word.isForgiven()) {
            ways.add(points(weight * OTHERWISE, new AutomatonQuery(new Term(field, word.whole()), new LevenshteinAutomata(word.whole(), true).toAutomaton(1))));
        }
    }

    private static void add(List<Query> ways, Word word, Points points, String field, String stems, int weight) {
        if (word.together() || word.parts().size() > 1) ways.add(points(weight * points.asItIs, new PhraseQuery(field, word.parts().toArray(String[]::new))));
        if (word.together()) return;
        ways.add(points(weight * points.asItIs, new TermQuery(new Term(field, word.whole()))));
        if (!word.stems().isEmpty()) ways.add(points(weight * points.otherEnding, every(stems, word.stems())));
        if (word.mayBegin()) ways.add(points(weight * points.beginning, new PrefixQuery(new Term(field, word.whole()))));
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

    /** Who may see the rows is asked of those alone that can have the word: that may be a question to the gate. */
    private Set<String> values(Searched searched, Word word, String field) throws IOException {
        var ways = row(searched, word);
        if (ways.getDisjuncts().isEmpty()) return Set.of();
        var rows = new BooleanQuery.Builder().add(ways, Occur.FILTER).add(sight.rows(searched), Occur.FILTER).build();
        return searcher.search(rows, new Values.Distinct(field));
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
