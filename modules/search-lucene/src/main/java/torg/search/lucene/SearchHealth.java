package torg.search.lucene;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import torg.api.health.Metrics;
import torg.api.health.Status;
import torg.search.lucene.file.FileText.Reason;
import torg.search.lucene.index.SearchIndex;
import torg.spi.health.HealthCheck;

/** How far the index is. */
@Component(service = HealthCheck.class)
public final class SearchHealth implements HealthCheck {
    private static final int MOST_COUNTED = 1_000;

    private final SearchIndex index;
    private final List<AutoCloseable> gauges;

    @Activate
    public SearchHealth(@Reference SearchIndex index, @Reference Metrics metrics) {
        this.index = index;
        this.gauges = List.of(metrics.gauge("torg_search_documents", "Pages and rows in the search index.", index::size),
                metrics.gauge("torg_search_waiting", "Changed rows that the search index has yet to take in.", index::waiting),
                metrics.gauge("torg_search_files_waiting", "Files whose words the search has yet to read.", index::filesWaiting));
    }

    @Override
    public String name() {
        return "search";
    }

    @Override
    public Status check() {
        var trouble = index.trouble();
        if (!trouble.isEmpty()) return Status.warn("nothing new is found, since the index cannot be kept: " + trouble, "give it a folder of its own that can be written to, or end whoever uses this one; start the portal again where its thread has ended");
        var building = new TreeSet<>(index.building());
        var leftOut = index.leftOut();
        if (building.isEmpty() && !leftOut.isEmpty()) {
            return Status.warn(leftOut.size() + " of the pages and rows cannot be indexed and are not found",
                    "look into the log for 'search-left-out', which names them, and shorten their values");
        }
        if (building.isEmpty()) return Status.ok(index.size() + " pages and rows are found" + files());
        return Status.warn("not everything is found yet: the index of " + String.join(", ", building) + " is being made", "wait; if it stays so, look into the log for 'search-index'");
    }

    /** Files that cannot be read are no trouble of the portal, but whoever runs it should know. Not of which rows: everybody on the machine may ask, and the log names the files. */
    private String files() {
        var unread = index.unread(MOST_COUNTED);
        if (unread.isEmpty()) return "";
        var told = unread.entrySet().stream().map(reason -> files(reason.getKey(), reason.getValue())).collect(Collectors.joining("; "));
        return "; files that cannot be read, and are found by their names alone: " + told;
    }

    private static String files(Reason reason, List<String> ids) {
        var what = switch (reason) {
            case LOCKED -> "they ask for a password";
            case DAMAGED -> "they are damaged, or not what they are called";
            case SLOW -> "they take too long";
            case HEAVY -> "they take too much memory";
        };
        return (ids.size() < MOST_COUNTED ? "" : "at least ") + ids.size() + " because " + what;
    }

    @Deactivate
    void close() throws Exception {
        for (var gauge : gauges) gauge.close();
    }
}
