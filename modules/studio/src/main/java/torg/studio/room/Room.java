package torg.studio.room;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import torg.api.web.Request;

/** The rooms of the Studio: each is a page at an address of its own, with one component on it that is called as the address is. */
public enum Room {
    HOME, FILE, HISTORY, NEW, DRAFTS, CONFLICTS, PREVIEW, MEDIA, THEME, NAVIGATION, REDIRECTS, PAGES, PAGE, TRANSLATIONS, SETTINGS, ACCESS, MODULES, LIST, FORM, PERMISSION, ROLE;

    /** The first part of every address. */
    public static final String STUDIO = "studio";

    /** The one at this address, without a prefix of a language; empty for any other. */
    public static Optional<Room> at(String address) {
        return Arrays.stream(values()).filter(room -> room.address().equals(address)).findFirst();
    }

    /** {@code /studio/pages}. */
    public String address() {
        return "/" + STUDIO + (this == HOME ? "" : "/" + word());
    }

    /** The component on it: {@code studio-pages}. */
    public String component() {
        return STUDIO + (this == HOME ? "" : "-" + word());
    }

    /** The way there in the language of an answer. */
    public String link(Request request) {
        return request.link(address());
    }

    private String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
