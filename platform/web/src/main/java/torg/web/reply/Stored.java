package torg.web.reply;

import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import torg.api.text.Sha256;
import torg.api.web.Reply;

/** An answer that is sent many times: its bytes are compressed and named once. */
public final class Stored implements Answer {
    private final Reply reply;
    private final Map<String, String> heading;
    private final String tag;
    private final String compressedTag;
    private final boolean compressible;
    private volatile byte[] compressed;

    public Stored(Reply reply) {
        this.reply = reply;
        this.heading = heading(reply);
        var digest = digest(reply.body());
        this.tag = '"' + digest + '"';
        this.compressedTag = '"' + digest + "-gzip\"";
        this.compressible = Gzip.worthwhile(reply);
    }

    @Override
    public Reply reply() {
        return reply;
    }

    private static Map<String, String> heading(Reply reply) {
        var heading = Heading.of(reply);
        // In whatever case they are written.
        heading.remove("ETag");
        heading.remove("Vary");
        heading.put("Vary", "Accept-Encoding, Authorization, Cookie");
        // Gone through with each answer, and looked into by nobody.
        return Collections.unmodifiableMap(new LinkedHashMap<>(heading));
    }

    /** The headers it is sent with each time, but for its tag. */
    Map<String, String> heading() {
        return heading;
    }

    /** Approximately what it costs to keep. */
    public int size() {
        return reply.body().length * 2 + 512;
    }

    boolean compressible() {
        return compressible;
    }

    /** The strong entity tag of the bytes as they are sent. */
    String tag(boolean asGzip) {
        return asGzip ? compressedTag : tag;
    }

    /** Whether a browser that names these tags has these bytes, in either form. */
    boolean known(String ifNoneMatch) {
        if (ifNoneMatch == null) return false;
        return ifNoneMatch.contains(tag) || ifNoneMatch.contains(compressedTag) || ifNoneMatch.strip().equals("*");
    }

    byte[] compressed() {
        var bytes = compressed;
        if (bytes == null) compressed = bytes = Gzip.tight(reply.body());
        return bytes;
    }

    /** A short name of these bytes: other bytes have another. */
    public static String digest(byte[]... parts) {
        var digest = Sha256.begin();
        for (var part : parts) digest.update(part);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest()).substring(0, 22);
    }

    /** A page of 200 that anybody may keep and has to ask about each time. */
    public static Stored page(byte[] html) {
        return new Stored(new Reply(200, Map.of("Content-Type", "text/html;charset=utf-8", "Cache-Control", "public, max-age=0, must-revalidate"), html));
    }
}
