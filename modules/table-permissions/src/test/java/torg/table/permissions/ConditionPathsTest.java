package torg.table.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import torg.api.table.Condition;
import torg.api.table.Condition.Operator;
import torg.api.table.Schema;
import torg.testkit.TableDocuments;
import torg.testkit.TestSource;

class ConditionPathsTest {
    private static final Schema SCHEMA = new TestSource()
            .document("tables/letter.yml", "{table: letter, key: id, columns: {id: {type: text}, text: {type: text}, firm: {type: lookup, to: firm}}, relationships: {tags: {to: tag, inverse: letters, label: Tags, inverse-label: Letters}}}")
            .document("tables/tag.yml", "{table: tag, key: id, columns: {id: {type: text}, word: {type: text}}}")
            .document("tables/firm.yml", "{table: firm, key: id, columns: {id: {type: text}, name: {type: text}}}")
            .compile(new TableDocuments());

    @Test
    void everyPathIsToldWithTheTableItStartsIn() {
        var some = new Condition.Some("", "page", "letter", Condition.eq("id", "x"));
        assertThat(paths(new Condition.And(List.of(Condition.eq("id", "1"), new Condition.Not(new Condition.Empty("text")), new Condition.Everything(), new Condition.Nothing(),
                new Condition.Or(List.of(new Condition.Contains("firm.name", "a"), new Condition.Mentions("text", "b"), new Condition.StartsWith("id", "c"))),
                new Condition.Count(some, Operator.GT, 1), new Condition.Linked("tags", Condition.eq("word", "new"))))))
                .containsExactly("letter id", "letter text", "letter firm.name", "letter text", "letter id", "letter letter", "letter tags", "tag word");
        assertThat(paths(new Condition.Linked("nosuch", Condition.eq("word", "new")))).as("beyond what is not there").containsExactly("letter nosuch");
    }

    private static List<String> paths(Condition condition) {
        var paths = new ArrayList<String>();
        ConditionPaths.each(SCHEMA, SCHEMA.table("letter"), condition, (from, path) -> paths.add(from.name() + " " + path));
        return paths;
    }
}
