package torg.studio.file;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import torg.api.site.ContentFile;
import torg.api.site.Edit;
import torg.api.web.Request;
import torg.studio.desk.Desk;

/** What somebody wishes who sends the editor of a file. */
sealed interface FileWish {
    /** The file is to hold other bytes, or to go: on the site. */
    record Publish(Sheet sheet, Edit.Change change) implements FileWish {}

    /** The same as the caller's draft, whatever is wrong with it. */
    record Keep(Sheet sheet, Edit.Change change) implements FileWish {}

    /** A page is to be seen as it would be with this text. */
    record Preview(Sheet sheet, String text) implements FileWish {}

    /** The page that the file is of is to go to another address: on the site, or in drafts of the caller's. */
    record Move(String to, boolean drafted) implements FileWish {}

    /** More was typed than a file or its history takes. */
    record TooLong(Sheet sheet) implements FileWish {}

    /** @param stored the file as it is now */
    static FileWish of(Request request, Optional<ContentFile> stored) {
        var action = request.form("action").orElse("save");
        if (action.startsWith("move")) return new Move(request.form("to").orElse(""), action.endsWith("draft"));
        var goes = action.startsWith("delete");
        var typed = request.form("text").orElse("");
        var text = like(stored, typed);
        var seen = request.form("seen").orElse("");
        var message = request.form("message").orElse("").strip();
        var sheet = goes ? Sheet.of(stored) : new Sheet(stored, Optional.of(plain(typed)), seen, message, request.form("draft").orElse(""));
        if (text.length() > Desk.LONGEST_TEXT || message.length() > Desk.LONGEST_MESSAGE) return new TooLong(sheet);
        if (action.equals("preview")) return new Preview(sheet, text);
        var change = new Edit.Change(Optional.of(seen).filter(version -> !version.isEmpty()), goes ? Optional.empty() : Optional.of(text.getBytes(StandardCharsets.UTF_8)));
        return action.endsWith("draft") ? new Keep(sheet, change) : new Publish(sheet, change);
    }

    /** As a browser sends it every line ends with two characters; who wrote the file may have meant that, most did not. */
    private static String like(Optional<ContentFile> stored, String typed) {
        return stored.flatMap(Desk::text).filter(text -> text.contains("\r\n")).map(_ -> plain(typed).replace("\n", "\r\n")).orElseGet(() -> plain(typed));
    }

    private static String plain(String typed) {
        return typed.replace("\r\n", "\n");
    }
}
