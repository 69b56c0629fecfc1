package torg.pages.frame;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Optional;
import torg.api.web.Request;
import torg.pages.tree.Publishing;

/** Says to whom is shown a page that others do not find why they do not. */
record PublishingNotice(Words words) {
    /** Empty for a page that is published at this moment. */
    Optional<String> of(Request request, Publishing publishing, Instant now) {
        return switch (publishing.at(now)) {
            case PUBLISHED -> Optional.empty();
            case DRAFT -> Optional.of(words.one(request.site(), request.locale(), "publishing-draft"));
            case UPCOMING -> publishing.from().map(moment -> words.one(request.site(), request.locale(), "publishing-upcoming", said(request, moment)));
            case EXPIRED -> publishing.until().map(moment -> words.one(request.site(), request.locale(), "publishing-expired", said(request, moment)));
        };
    }

    private static String said(Request request, Instant moment) {
        var zone = request.site().settings().timeZone();
        return DateTimeFormatter.ofLocalizedDateTime(FormatStyle.LONG, FormatStyle.SHORT).withLocale(request.locale()).withZone(zone).format(moment)
                + " (" + (zone.getId().equals("Z") ? "UTC" : zone.getId()) + ")";
    }
}
