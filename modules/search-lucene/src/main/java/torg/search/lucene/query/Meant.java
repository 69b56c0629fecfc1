package torg.search.lucene.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.util.automaton.CharacterRunAutomaton;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import torg.api.search.Found.Hit;
import torg.api.search.Found.Piece;
import torg.api.text.Plain;
import torg.search.lucene.text.Word;
import torg.search.lucene.text.Words;

/** What somebody meant by words that nothing has: what the best hit shows in their place, so that it is something the caller may see and finds at least that hit. */
final class Meant {
    private Meant() {}

    static Optional<String> of(Words words, List<Hit> hits) {
        return hits.stream().flatMap(hit -> in(hit, words).stream()).findFirst();
    }

    /** Empty when this hit does not show all of it: an order may be found by what is on its lines. */
    private static Optional<String> in(Hit hit, Words words) {
        var shown = Stream.concat(hit.title().stream(), hit.excerpts().stream().flatMap(excerpt -> excerpt.pieces().stream())).filter(Piece::found).map(Piece::text).toList();
        var text = new ArrayList<String>();
        for (var word : words.needed()) {
            if (!word.isForgiven() || shown.stream().map(Plain::of).anyMatch(piece -> piece.startsWith(word.whole()))) text.add(word.typed());
            else instead(word, shown).ifPresent(text::add);
        }
        return text.size() == words.needed().size() ? Optional.of(String.join(" ", text)) : Optional.empty();
    }

    private static Optional<String> instead(Word word, List<String> shown) {
        var alike = new CharacterRunAutomaton(new LevenshteinAutomata(word.whole(), true).toAutomaton(1));
        return shown.stream().filter(piece -> alike.run(Plain.of(piece))).findFirst();
    }
}
