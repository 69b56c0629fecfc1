package torg.store.query;

import torg.api.table.Query;

/**
 * Characters of texts that whoever asks is still answered with; a service with any number. Counted while cells are read: to go through those of a row once more took a twentieth of
 * the time of a page. For one thread.
 */
final class Room {
    private long left;

    Room(Question question) {
        left = question.reach.caller().isService() ? Long.MAX_VALUE : Query.MOST_CHARACTERS;
    }

    /** One more cell is shown. */
    void take(Object cell) {
        if (cell instanceof String text) left -= text.length();
    }

    /** Negative when there was not enough. */
    long left() {
        return left;
    }
}
