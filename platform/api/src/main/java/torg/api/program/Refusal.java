package torg.api.program;

/** A program will not do what it was asked for: its message is one sentence for the person at the keyboard. Nothing was begun that stays behind. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What scripts see: the command, as given, cannot be carried out. */
    public static final int EXIT_CODE = 2;

    /** With what is wrong and what to do. */
    public Refusal(String sentence) {
        super(sentence);
    }

    /** With what is wrong and what to do, because of this. */
    public Refusal(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
