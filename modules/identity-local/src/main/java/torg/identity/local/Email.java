package torg.identity.local;

import java.util.Locale;

/** E-mail addresses as names of people. */
final class Email {
    private Email() {}

    /** The form in which one is kept and compared. */
    static String compared(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }
}
