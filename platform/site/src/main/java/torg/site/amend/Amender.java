package torg.site.amend;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Amendment;
import torg.api.site.Node;
import torg.site.amend.Outline.Unreadable;

/**
 * Changes the text of YAML at places. Whatever the text is like, what comes of it says what was meant and nothing else: each text that was made is read again and
 * compared; what does not come out so is refused.
 */
public final class Amender {
    private final Function<String, Node.Mapping> reader;

    /** @param reader reads YAML; throws what it cannot read back to the caller */
    public Amender(Function<String, Node.Mapping> reader) {
        this.reader = reader;
    }

    /**
     * The text with these changes, one after the other.
     *
     * @throws TorgException CONFLICT {@code site.no-place}, {@code site.not-amended}
     */
    public String amended(String yaml, List<Amendment> amendments) {
        var lineEnd = yaml.contains("\r\n") ? "\r\n" : "\n";
        var text = yaml;
        var fields = reader.apply(text);
        for (var amendment : amendments) {
            var meant = amendment.in(fields);
            text = made(text, lineEnd, amendment, fields);
            fields = reader.apply(text);
            if (!same(meant, fields)) throw refused();
        }
        return text;
    }

    private static String made(String text, String lineEnd, Amendment amendment, Node.Mapping fields) {
        try {
            return YamlText.of(text, lineEnd).with(amendment, fields);
        } catch (Unreadable | YamlEngineException e) {
            throw refused();
        }
    }

    private static TorgException refused() {
        return TorgException.of(ProblemKind.CONFLICT, "site.not-amended", "the document is written in a way that only its author can change").help("edit its text");
    }

    /** Wherever they stand. */
    static boolean same(Node one, Node other) {
        return switch (one) {
            case Node.Scalar(_, var text) -> other instanceof Node.Scalar(_, var theirs) && text.equals(theirs);
            case Node.Sequence(_, var items) -> other instanceof Node.Sequence(_, var others) && items.size() == others.size()
                    && IntStream.range(0, items.size()).allMatch(index -> same(items.get(index), others.get(index)));
            case Node.Mapping(_, var entries) -> other instanceof Node.Mapping(_, var others) && List.copyOf(entries.keySet()).equals(List.copyOf(others.keySet()))
                    && entries.entrySet().stream().allMatch(entry -> same(entry.getValue(), others.get(entry.getKey())));
        };
    }
}
