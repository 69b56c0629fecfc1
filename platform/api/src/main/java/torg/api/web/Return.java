package torg.api.web;

import java.util.regex.Pattern;

/** Where people go back to, when a browser says it: an address of this house and no other, or whoever writes a link could send them elsewhere. */
public final class Return {
    /** A path, with what may stand behind it. What begins with two slashes, or with a backslash a browser takes for one, leads elsewhere. */
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]{0,2000}");

    private Return() {}

    /** Whether it is an address of this house, and no longer than 2,001 characters. */
    public static boolean isLocal(String address) {
        return LOCAL.matcher(address).matches();
    }
}
