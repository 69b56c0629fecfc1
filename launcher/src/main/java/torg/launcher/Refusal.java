package torg.launcher;

/** The launcher will not start: its message is one sentence for the person at the keyboard. Nothing was started that stays behind. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What scripts see: the command, as given, cannot be carried out. */
    static final int EXIT_CODE = 2;

    Refusal(String sentence) {
        super(sentence);
    }

    Refusal(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
