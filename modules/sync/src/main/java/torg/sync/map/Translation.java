package torg.sync.map;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * What the ERP's words are called here.
 *
 * @param words ERP value to portal value, in the order they were written; a word that ends in {@code *} stands for all that begin so
 */
record Translation(SequencedMap<String, String> words) {
    static final Translation NONE = new Translation(new LinkedHashMap<>());

    Translation {
        words = new LinkedHashMap<>(words);
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** The portal's word: that of the very word, else of the first beginning that fits. */
    Optional<String> here(String erp) {
        return Optional.ofNullable(words.get(erp)).or(() -> words.entrySet().stream()
                .filter(word -> word.getKey().endsWith("*") && erp.startsWith(word.getKey().substring(0, word.getKey().length() - 1))).map(Map.Entry::getValue).findFirst());
    }

    /** The ERP's word: the first that means this here; the word itself when none does. */
    String there(String portal) {
        return words.entrySet().stream().filter(word -> word.getValue().equals(portal) && !word.getKey().endsWith("*")).map(Map.Entry::getKey).findFirst().orElse(portal);
    }
}
