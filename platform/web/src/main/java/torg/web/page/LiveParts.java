package torg.web.page;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import torg.api.identity.Caller;
import torg.api.view.Html;
import torg.api.web.Reply;
import torg.web.reply.Answer;
import torg.web.reply.Stored;

/** What an open page follows: the parts of one answer that it shows as they become. */
final class LiveParts {
    private final List<byte[]> parts = new ArrayList<>();
    private final Set<String> tables = new HashSet<>();

    void add(Html part, Set<String> read) {
        parts.add(part.markup().getBytes(StandardCharsets.UTF_8));
        tables.addAll(read);
    }

    /** The answer to an open page that asks what became of it; empty when it follows nothing. */
    Optional<Answer> of(Reply page, Caller caller) {
        if (parts.isEmpty()) return Optional.empty();
        var tag = '"' + Stored.digest(parts.toArray(byte[][]::new)) + '"';
        var headers = new LinkedHashMap<>(page.headers());
        headers.put("ETag", tag);
        return Optional.of(new Answer.Followed(new Reply(page.status(), headers, page.body()), tag, tables, caller.contact().orElse(caller.name())));
    }
}
