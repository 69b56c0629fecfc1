package torg.sync;

/**
 * Why something is not read.
 *
 * @param code of the problem, by which it can be said in another language; empty for what has none
 * @param words in English
 */
record Trouble(String code, String words) {
    static Trouble of(String words) {
        return new Trouble("", words);
    }

    /** As the outbox notes a refusal. */
    String note() {
        return code.isEmpty() ? words : code + ": " + words;
    }
}
