package torg.store.schema;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import torg.api.site.Document;
import torg.api.site.Problems;
import torg.api.site.Reader;

/**
 * What table documents say may be lost for good, each in the words of the refusal that asked for it: they name the column and what becomes of it, so that
 * words which stay in a document confirm nothing else later.
 *
 * @param words by table
 */
public record ConfirmedLosses(Map<String, Set<String>> words) {
    static final ConfirmedLosses NONE = new ConfirmedLosses(Map.of());
    static final String WORD = "confirm-loss";
    /** Stands alone beside {@code table:}. */
    static final String DROP_TABLE = "drop table";

    /** What is wrong with the documents is told by who reads the tables. */
    static ConfirmedLosses of(List<Document> documents) {
        var words = new HashMap<String, Set<String>>();
        for (var document : documents) {
            var reader = new Reader(document.fields(), new Problems());
            var said = Set.copyOf(reader.texts(WORD));
            if (!said.isEmpty()) reader.text("table").ifPresent(table -> words.put(table, said));
        }
        return new ConfirmedLosses(Map.copyOf(words));
    }

    Set<String> of(String table) {
        return words.getOrDefault(table, Set.of());
    }

    /** Tables that go as a whole. */
    Set<String> droppedTables() {
        return words.entrySet().stream().filter(said -> said.getValue().contains(DROP_TABLE)).map(Map.Entry::getKey).collect(Collectors.toSet());
    }

    boolean isEmpty() {
        return words.isEmpty();
    }
}
