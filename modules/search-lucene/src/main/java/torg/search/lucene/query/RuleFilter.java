package torg.search.lucene.query;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import torg.api.identity.Caller;
import torg.api.table.Column;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.search.lucene.index.Fields;
import torg.search.lucene.site.SearchPlan.Searched;

/** Makes of a condition about rows the same question to the index, where it asks for nothing but values that the index keeps of the row itself; else there is none. */
record RuleFilter(Searched searched, Caller caller) {
    private static final Query ALL = new MatchAllDocsQuery();
    private static final Query NONE = new MatchNoDocsQuery();

    Optional<Query> of(Condition condition) {
        return switch (condition) {
            case Condition.Everything _ -> Optional.of(ALL);
            case Condition.Nothing _ -> Optional.of(NONE);
            case Condition.And(var all) -> together(all, Occur.FILTER, ALL);
            case Condition.Or(var any) -> together(any, Occur.SHOULD, NONE);
            case Condition.Not(var not) -> of(not).map(RuleFilter::without);
            case Condition.Compare(var path, var operator, var operand) -> compare(path, operator, operand);
            case Condition.Empty(var path) -> kept(path).map(column -> without(filled(column)));
            case Condition.Contains _, Condition.StartsWith _, Condition.Mentions _, Condition.Hop _, Condition.Count _ -> Optional.empty();
        };
    }

    private Optional<Query> together(List<Condition> conditions, Occur how, Query ofNone) {
        var queries = conditions.stream().map(this::of).toList();
        if (queries.stream().anyMatch(Optional::isEmpty)) return Optional.empty();
        if (queries.isEmpty()) return Optional.of(ofNone);
        var all = new BooleanQuery.Builder();
        queries.forEach(query -> all.add(query.orElseThrow(), how));
        return Optional.of(all.build());
    }

    static Query without(Query query) {
        return new BooleanQuery.Builder().add(ALL, Occur.FILTER).add(query, Occur.MUST_NOT).build();
    }

    private Optional<Query> compare(String path, Condition.Operator operator, Operand operand) {
        if (path.equals(searched.table().key()) && operator == Condition.Operator.EQ) return keys(operand).map(keys -> among(Fields.ID, keys.map(key -> Fields.id(searched.table().name(), key)).toList()));
        var column = kept(path);
        var equal = column.flatMap(kept -> keys(operand).map(keys -> among(Fields.cell(searched.table().name(), kept), keys.toList())));
        return switch (operator) {
            case EQ -> equal;
            case NE -> operand instanceof Operand.Literal ? equal.map(query -> new BooleanQuery.Builder().add(filled(column.orElseThrow()), Occur.FILTER).add(query, Occur.MUST_NOT).build()) : Optional.empty();
            case GT, GE, LT, LE -> Optional.empty();
        };
    }

    /** What the cell has to equal, one of them; empty when only the database knows. */
    private Optional<Stream<String>> keys(Operand operand) {
        return switch (operand) {
            case Operand.Literal(var value) -> Optional.of(Stream.of(value.toString()));
            case Operand.Me _ -> Optional.of(caller.contact().stream());
            case Operand.MyAccounts _ -> Optional.of(caller.accounts().stream());
            case Operand.MyAccountTrees _ -> Optional.empty();
        };
    }

    private Optional<Column> kept(String path) {
        return searched.kept().stream().filter(column -> column.name().equals(path)).findFirst();
    }

    private Query filled(Column column) {
        return new TermQuery(new Term(Fields.FILLED, column.name()));
    }

    static Query among(String field, Collection<String> values) {
        return new TermInSetQuery(field, values.stream().map(BytesRef::new).toList());
    }
}
