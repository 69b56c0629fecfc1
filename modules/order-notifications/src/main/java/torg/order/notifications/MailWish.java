package torg.order.notifications;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How a person wants to be told of an event by mail. */
enum MailWish {
    /** At once, in a mail of its own. */
    NOW,
    /** With all else of the day, in one mail. */
    DAILY,
    /** Not at all. */
    NEVER;

    /** As documents, forms and rows say it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<MailWish> of(String word) {
        return Arrays.stream(values()).filter(wish -> wish.word().equals(word)).findFirst();
    }
}
