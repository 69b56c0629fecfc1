package torg.identity.local.contact;

import java.util.Locale;

/** E-mail addresses as names of people. */
public final class Email {
    private Email() {}

    /** The form in which one is kept and compared. */
    public static String compared(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }
}
