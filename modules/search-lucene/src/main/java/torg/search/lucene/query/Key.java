package torg.search.lucene.query;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.search.Sought;
import torg.api.text.Sha256;

/**
 * A place among hits, from which a page is told: beside the hit that has it, whether that is there or not. It gives no right, so it is not signed; it carries a sum over itself and its
 * question, so that one that was made for another question, or changed, is refused.
 *
 * @param back whether the page stands before the place, and not after it
 * @param forgiving whether it is a place among hits that are written a little otherwise
 * @param number what the hit is put in order by; anything where the best come first
 * @param points how well it fits
 * @param id the document's
 */
record Key(boolean back, boolean forgiving, long number, float points, String id) {
    /** More than any row's key needs. */
    private static final int LONGEST = 4_000;
    private static final int SUM = 8;

    /** As a text for addresses, of one question. */
    String written(Sought sought, Locale locale) {
        var bytes = bytes();
        var all = Arrays.copyOf(sum(bytes, sought, locale), SUM + bytes.length);
        System.arraycopy(bytes, 0, all, SUM, bytes.length);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    }

    /**
     * Read what {@link #written} wrote for the same question.
     *
     * @throws TorgException MALFORMED {@code search.bad-page} for anything else
     */
    static Key of(String written, Sought sought, Locale locale) {
        if (written.length() > LONGEST) throw bad();
        try {
            var bytes = Base64.getUrlDecoder().decode(written);
            var in = new DataInputStream(new ByteArrayInputStream(bytes, Math.min(SUM, bytes.length), bytes.length));
            var key = new Key(in.readBoolean(), in.readBoolean(), in.readLong(), in.readFloat(), in.readUTF());
            if (!key.written(sought, locale).equals(written)) throw bad();
            return key;
        } catch (IOException | IllegalArgumentException e) {
            throw bad().causedBy(e);
        }
    }

    private byte[] bytes() {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeBoolean(back);
            out.writeBoolean(forgiving);
            out.writeLong(number);
            out.writeFloat(points);
            out.writeUTF(id);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory cannot be written", e);
        }
        return bytes.toByteArray();
    }

    private static byte[] sum(byte[] bytes, Sought sought, Locale locale) {
        var digest = Sha256.begin();
        for (var part : new Object[] {locale.toLanguageTag(), sought.sort().map(Sought.Sort::written).orElse(""), sought.chosen(), sought.text()}) {
            digest.update((part.toString() + '\n').getBytes(StandardCharsets.UTF_8));
        }
        return Arrays.copyOf(digest.digest(bytes), SUM);
    }

    static TorgException bad() {
        return TorgException.of(ProblemKind.MALFORMED, "search.bad-page", "there is no such page of what was found").help("start again at the first page");
    }
}
