package torg.connector.tryton;

import torg.spi.sync.Connector.Answer;

/** What Tryton answered when it did not do what it was asked for. Stays inside this module: whoever is called by the sync hands the answer on. */
final class NotDone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer<?> answer;

    NotDone(Answer<?> answer) {
        super(answer.toString(), null, false, false);
        this.answer = answer;
    }

    static NotDone refused(String code, String reason) {
        return new NotDone(new Answer.Refused<>(code, reason));
    }

    /** The same answer to a question of another type. */
    <T> Answer<T> answer() {
        return switch (answer) {
            case Answer.Refused<?>(var code, var reason) -> new Answer.Refused<>(code, reason);
            case Answer.Later<?>(var delay, var reason) -> new Answer.Later<>(delay, reason);
            case Answer.Unknown<?>(var sent, var reason) -> new Answer.Unknown<>(sent, reason);
            case Answer.Done<?> _ -> throw new IllegalStateException("what is done is no NotDone");
        };
    }
}
