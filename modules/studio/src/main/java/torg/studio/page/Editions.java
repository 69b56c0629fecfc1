package torg.studio.page;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import torg.api.site.Edition;
import torg.api.view.Model;
import torg.api.web.Request;
import torg.studio.desk.Work;
import torg.studio.room.Links;
import torg.studio.room.Words;

/** What stands, stood or will stand in the place of pages for a time, by the address of the page. */
record Editions(Request request, Map<String, List<Work>> byAddress) {
    static Editions of(Request request, List<Work> works) {
        return new Editions(request, works.stream().filter(work -> work.edition().isPresent() && work.address().isPresent()).collect(Collectors.groupingBy(work -> work.address().orElseThrow())));
    }

    /** Those of a page, the first ones first: when each counts, whether it does now, and where it is edited. */
    List<Model> at(String address) {
        var first = Comparator.comparing((Work work) -> work.edition().orElseThrow().from().orElse(LocalDateTime.MIN));
        return byAddress.getOrDefault(address, List.of()).stream().sorted(first.thenComparing(Work::path)).map(this::model).toList();
    }

    private Model model(Work work) {
        var edition = work.edition().orElseThrow();
        var zone = request.site().settings().timeZone();
        return Model.with("when", when(edition, zone)).with("now", edition.inForce(Instant.now(), zone)).with("link", new Links(request).file(work.path())).build();
    }

    private String when(Edition edition, ZoneId zone) {
        var words = Words.of(request);
        var from = edition.from().map(moment -> words.moment(moment.atZone(zone).toInstant()));
        var until = edition.until().map(moment -> words.moment(moment.atZone(zone).toInstant()));
        if (from.isEmpty()) return words.text("edition-until", until.orElse(""));
        return until.map(end -> words.text("edition-between", from.get(), end)).orElseGet(() -> words.text("edition-from", from.get()));
    }
}
