package torg.api.web;

import java.util.Optional;
import torg.api.text.Sha256;

/**
 * How pages and addresses speak of a sign-in for which a second factor is still to be given. Its ticket stays in a cookie that the door keeps in the browser, out of the reach of
 * scripts; what stands in the open is its hash, with which nobody in another browser can do anything. So two pages that are open in one browser keep their sign-ins apart.
 */
public final class Tickets {
    /** The parameter of an address, and the field of a form, that names a ticket. */
    public static final String STEP = "step";

    private Tickets() {}

    /** What a ticket is called in the open: its SHA-256, 43 characters. */
    public static String step(String ticket) {
        return Sha256.base64(ticket);
    }

    /** An address of this house that names a ticket. */
    public static String at(String address, String ticket) {
        return address + (address.contains("?") ? "&" : "?") + STEP + "=" + step(ticket);
    }

    /** Whether a request names a ticket, one of its browser's or not. */
    public static boolean isNamed(Request request) {
        return named(request).isPresent();
    }

    /** The ticket that a request's form names, or else its address; empty when it names none that its browser has. */
    public static Optional<String> of(Request request) {
        return named(request).flatMap(step -> request.tickets().stream().filter(ticket -> step(ticket).equals(step)).findFirst());
    }

    private static Optional<String> named(Request request) {
        return request.form(STEP).or(() -> request.query(STEP));
    }
}
