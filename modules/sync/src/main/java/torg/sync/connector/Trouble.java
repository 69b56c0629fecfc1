package torg.sync.connector;

/**
 * Why something is not read.
 *
 * @param code of the problem, by which it can be said in another language; empty for what has none
 * @param words in English
 */
public record Trouble(String code, String words) {
    public static Trouble of(String words) {
        return new Trouble("", words);
    }

    /** As the outbox notes a refusal. */
    public String note() {
        return code.isEmpty() ? words : code + ": " + words;
    }
}
