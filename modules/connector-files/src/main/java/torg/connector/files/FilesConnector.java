package torg.connector.files;

import java.nio.charset.Charset;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.connector.files.Exports.Export;
import torg.spi.sync.Connector;

/**
 * An ERP that exchanges files. What it has it lays down as CSV, an entity a file, whole each time; a document for it is laid down as JSON, and is there when it shows in the
 * ERP's own file. Until then it was sent and got no answer, however long that takes.
 */
@Component(service = Connector.class, configurationPid = "torg.connector.files", configurationPolicy = ConfigurationPolicy.REQUIRE, property = "torg.idle:Boolean=true")
@Designate(ocd = FilesSettings.class)
public final class FilesConnector implements Connector {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration WHILE_WRITTEN = Duration.ofSeconds(2);
    /** So many pages are looked through for a page of records that are wanted. */
    private static final int MOST_PAGES = 200;
    private final Documents documents;
    private final Exports exports;
    private final Map<String, List<String>> keys;
    private final Duration patience;

    /** @throws TorgException CONFIG when a setting makes no sense */
    @Activate
    public FilesConnector(FilesSettings settings) {
        this(settings, InstantSource.system());
    }

    FilesConnector(FilesSettings settings, InstantSource clock) {
        var layout = Layout.below(settings.folder());
        var charset = charset(settings.charset());
        this.documents = new Documents(layout, charset);
        this.exports = new Exports(layout, separator(settings.separator()), charset, clock);
        this.keys = keys(settings.keys());
        if (settings.answer$_$seconds() < 0 || settings.answer$_$seconds() > 30) throw wrong("answer-seconds", "" + settings.answer$_$seconds(), "write 0 to 30");
        this.patience = Duration.ofSeconds(settings.answer$_$seconds());
    }

    private static char separator(String text) {
        if (text.equals("tab")) return '\t';
        if (text.length() != 1 || text.charAt(0) == '"' || text.isBlank() || text.charAt(0) > '~') throw wrong("separator", text, "write one character, or tab");
        return text.charAt(0);
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            throw wrong("charset", name, "write UTF-8, windows-1252 or another that Java knows");
        }
    }

    private static Map<String, List<String>> keys(String text) {
        var keys = new HashMap<String, List<String>>();
        for (var one : text.split(",")) {
            if (one.isBlank()) continue;
            var parts = one.strip().split("=", 2);
            if (parts.length < 2 || parts[1].isBlank()) throw wrong("keys", text, "write them as Lines=Order+Position");
            keys.put(parts[0].strip(), List.of(parts[1].strip().split("\\s*\\+\\s*")));
        }
        return Map.copyOf(keys);
    }

    private static TorgException wrong(String setting, String value, String help) {
        return TorgException.of(ProblemKind.CONFIG, "files.setting", "'" + setting + "' of torg.connector.files is '" + value + "'").help(help);
    }

    @Override
    public String name() {
        return "files";
    }

    @Override
    public Optional<EntityInfo> describe(String entity) {
        try {
            return exports.newest(entity).map(export -> {
                var fields = new LinkedHashMap<String, FieldInfo>();
                export.columns().forEach(column -> fields.put(column, new FieldInfo(column, "text", true)));
                return new EntityInfo(fields, keys.getOrDefault(entity, List.of(export.columns().getFirst())));
            });
        } catch (Exports.Unsettled e) {
            throw TorgException.of(ProblemKind.UPSTREAM, "files.unsettled", "the file of entity '" + entity + "' is being written").help("wait; it is read when it is done");
        }
    }

    @Override
    public Answer<Batch> read(Read read) {
        try {
            var at = Place.of(read.cursor());
            var export = at.isPresent() ? exports.named(read.entity(), at.get().export()) : exports.newest(read.entity());
            if (export.isEmpty()) return new Answer.Refused<>("files.no-entity", "the ERP laid down no file '" + read.entity() + ".csv'");
            // A page of another file would be other records: what was moved up would be missed.
            return new Answer.Done<>(page(export.get(), read, at.filter(place -> place.export().equals(export.get().name())).map(Place::page).orElse(0)));
        } catch (Exports.Unsettled e) {
            return new Answer.Later<>(WHILE_WRITTEN, "the file of entity '" + read.entity() + "' is being written");
        }
    }

    /** Pages of the file until there is a page of what is wanted, or the time for it is over. */
    private Batch page(Export export, Read read, int from) {
        var records = new ArrayList<Map<String, Object>>();
        var page = from;
        while (page < export.pages() && page - from < MOST_PAGES && records.size() < Exports.PAGE) {
            for (var record : exports.page(export, page)) if (isWanted(read, record)) records.add(record);
            page++;
        }
        return new Batch(records, page < export.pages() ? Optional.of(new Place(export.name(), page).toString()) : Optional.empty());
    }

    private static boolean isWanted(Read read, Map<String, Object> record) {
        return read.where().entrySet().stream().allMatch(field -> field.getValue().toString().equals(record.get(field.getKey())))
                && read.keys().entrySet().stream().allMatch(field -> record.get(field.getKey()) instanceof String text && field.getValue().contains(text));
    }

    /** Where a reading goes on. */
    private record Place(String export, int page) {
        static Optional<Place> of(Optional<String> cursor) {
            return cursor.map(text -> text.split("/", 2)).filter(parts -> parts.length == 2 && parts[1].matches("[0-9]{1,9}")).map(parts -> new Place(parts[0], Integer.parseInt(parts[1])));
        }

        @Override
        public String toString() {
            return export + "/" + page;
        }
    }

    /** What was laid down is there when the ERP's own file has it; a document that only carries the reference is somebody else's. */
    @Override
    public Answer<Extent> find(Outgoing document) {
        return new Answer.Done<>(shown(document).filter(record -> isSame(document, record)).isPresent() ? Extent.ALL : Extent.NOTHING);
    }

    @Override
    public Answer<Map<String, Object>> create(Outgoing document) {
        var isNew = !documents.isSent(document);
        if (isNew && shown(document).isEmpty()) documents.send(document);
        var end = System.nanoTime() + (isNew ? patience : Duration.ZERO).toNanos();
        var looked = "";
        while (true) {
            var refusal = documents.refusal(document);
            if (refusal.isPresent()) return new Answer.Refused<>("files.refused", refusal.get());
            // A long file is gone through once, until the ERP lays down another.
            var newest = state(document.entity());
            var record = newest.equals(looked) ? Optional.<Map<String, Object>>empty() : shown(document);
            looked = newest;
            if (record.isPresent()) return isSame(document, record.get())
                    ? new Answer.Done<>(record.get())
                    : new Answer.Refused<>("files.reference-taken", "The seller's system already has another document with the reference " + document.reference());
            if (System.nanoTime() >= end || !waited()) return new Answer.Unknown<>(Extent.ALL, "laid down for the ERP, which does not show it yet");
        }
    }

    /** Which file it is that the ERP laid down last; nothing while it is at it. */
    private String state(String entity) {
        try {
            return exports.newest(entity).map(Export::name).orElse("");
        } catch (Exports.Unsettled e) {
            return "";
        }
    }

    private static boolean waited() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isSame(Outgoing document, Map<String, Object> record) {
        return document.same().stream().allMatch(field -> String.valueOf(record.getOrDefault(field, "")).equals(document.head().getOrDefault(field, "").toString()));
    }

    /** The document as the ERP's own file has it; empty as well while that cannot be read. */
    private Optional<Map<String, Object>> shown(Outgoing document) {
        var wanted = new Read(document.entity(), List.of(), Map.of(document.referenceField(), document.reference()), Map.of(), Optional.empty());
        for (var read = Optional.of(wanted); read.isPresent(); ) {
            if (!(read(read.get()) instanceof Answer.Done<Batch>(var batch))) return Optional.empty();
            if (!batch.records().isEmpty()) return Optional.of(batch.records().getFirst());
            read = batch.cursor().map(cursor -> new Read(wanted.entity(), wanted.fields(), wanted.where(), wanted.keys(), Optional.of(cursor)));
        }
        return Optional.empty();
    }
}
