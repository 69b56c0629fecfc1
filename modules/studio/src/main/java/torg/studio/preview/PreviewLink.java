package torg.studio.preview;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import torg.api.identity.Caller;
import torg.api.site.Draft;
import torg.api.site.Site;
import torg.spi.identity.Identity;
import torg.studio.desk.Rights;

/**
 * What a link of a preview says, signed with the portal's key.
 *
 * @param until when it ends
 * @param at the moment as of which the site is seen; empty for now
 * @param roles web roles by which pages are seen; none for somebody who is not signed in
 * @param maker who made it: the link is good for as long as they may make one
 * @param reach which files they could change then: drafts of others are not seen by it
 * @param author key of the contact whose drafts are seen; empty for what is published
 * @param path of the one file whose draft is seen; empty for all of the author's
 * @param theme in which the site is seen; empty for its own
 */
record PreviewLink(Instant until, Optional<Instant> at, List<String> roles, Maker maker, Reach reach, String author, String path, String theme) {
    private static final String KIND = "torg-preview-3";
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /**
     * Who made a link.
     *
     * @param contact their key; empty for a program of its own, whose links end by their date alone
     * @param account for which they acted; empty for none
     */
    record Maker(String contact, String account) {
        static Maker of(Caller caller) {
            return new Maker(caller.contact().orElse(""), caller.contact().flatMap(_ -> caller.accounts().stream().findFirst()).orElse(""));
        }

        /** Who they would be if they came in now; empty when they may not. */
        Optional<Caller> now(Identity identity) {
            return account.isEmpty() ? identity.callerOf(contact) : identity.callerOf(contact, account);
        }
    }

    /** How far the rights of whoever makes a link go. */
    enum Reach {
        ALL, LOOKS, WORDS;

        static Reach of(Rights rights) {
            return rights.all() ? ALL : rights.looks() ? LOOKS : WORDS;
        }

        /** Whether these rights go as far. */
        boolean isWithin(Rights rights) {
            return rights.any() && compareTo(of(rights)) >= 0;
        }

        Rights rights(Site site) {
            return new Rights(this == ALL, true, this == LOOKS, site.path(""));
        }
    }

    /** Whether this draft is seen. A schema is tried only by bringing the database to it, so nobody sees one ahead. */
    boolean shows(Draft draft, Site site) {
        return draft.author().contact().equals(author) && (path.isEmpty() || draft.path().equals(path)) && reach.rights(site).reach(draft.path()) && !draft.path().startsWith(site.path("tables/"));
    }

    /** As it stands in an address: letters, digits, {@code -}, {@code _} and one dot. */
    String token(PreviewKey key) {
        var text = text().getBytes(StandardCharsets.UTF_8);
        return written(text, key.sign(text));
    }

    private static String written(byte[] text, byte[] signature) {
        return BASE64.encodeToString(text) + "." + BASE64.encodeToString(signature);
    }

    private String text() {
        return String.join("\n", KIND, "" + until.getEpochSecond(), at.map(moment -> "" + moment.getEpochSecond()).orElse(""), String.join(",", roles), maker.contact(), maker.account(), reach.name(), author, path, theme);
    }

    /** What a token says that the portal signed; empty for any other text, and for one that has run out. */
    static Optional<PreviewLink> of(String token, PreviewKey key, Instant now) {
        var dot = token.indexOf('.');
        if (dot < 0) return Optional.empty();
        try {
            var text = Base64.getUrlDecoder().decode(token.substring(0, dot));
            // Compared as it is written: the last sign of base64 has bits that nobody reads, and one token is to be one link.
            return key.signature(text).filter(right -> MessageDigest.isEqual(written(text, right).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8)))
                    .flatMap(_ -> read(new String(text, StandardCharsets.UTF_8))).filter(link -> now.isBefore(link.until));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<PreviewLink> read(String text) {
        var lines = text.split("\n", -1);
        if (lines.length != 10 || !lines[0].equals(KIND)) return Optional.empty();
        var roles = Arrays.stream(lines[3].split(",")).filter(role -> !role.isEmpty()).collect(Collectors.toList());
        return Optional.of(new PreviewLink(moment(lines[1]), Optional.of(lines[2]).filter(at -> !at.isEmpty()).map(PreviewLink::moment), roles, new Maker(lines[4], lines[5]), Reach.valueOf(lines[6]), lines[7], lines[8], lines[9]));
    }

    private static Instant moment(String seconds) {
        return Instant.ofEpochSecond(Long.parseLong(seconds));
    }
}
