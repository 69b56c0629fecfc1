package torg.web.reply;

import java.util.LinkedHashMap;
import torg.api.web.Reply;

/** What the walk ends in. */
public sealed interface Answer permits Answer.Fresh, Stored {
    /** Status, headers and bytes. */
    Reply reply();

    /** Made for this request. */
    record Fresh(Reply reply) implements Answer {}

    /** The same, with a cookie for this browser alone; a cookie that is there already stays. */
    default Answer withCookie(String cookie) {
        if (reply().headers().containsKey("Set-Cookie")) return this;
        var headers = new LinkedHashMap<>(reply().headers());
        headers.put("Set-Cookie", cookie);
        headers.put("Cache-Control", "no-store");
        return new Fresh(new Reply(reply().status(), headers, reply().body()));
    }
}
