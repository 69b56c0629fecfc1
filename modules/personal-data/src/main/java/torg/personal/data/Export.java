package torg.personal.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import torg.api.audit.AuditEntry;
import torg.api.audit.AuditLog;
import torg.api.audit.AuditQuery;
import torg.api.file.StoredFile;
import torg.api.table.Query;
import torg.api.table.Row;
import torg.api.table.Tables;
import torg.personal.data.Sources.Source;

/**
 * One zip with what is kept about a person: {@code data/} holds an array of objects for each source, {@code files/} the files of their rows, {@code audit.json} what happened, and
 * {@code contents.json}, the last, says how much there is of each and whether it is all. Written page by page. For one thread, once.
 */
final class Export {
    /** Rows of a source, and entries of the audit log. */
    static final int MOST_ROWS = 100_000;
    /** Bytes of all files together; those beyond are named only. */
    static final long MOST_BYTES = 500_000_000;
    private static final int AT_A_TIME = 500;
    private static final JsonFactory JSON = new JsonFactory().disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    private final Tables tables;
    private final Optional<AuditLog> log;
    private final String contact;
    private final ZipOutputStream zip;
    private final List<Part> parts = new ArrayList<>();
    private final List<FilePlace> files = new ArrayList<>();
    private long bytes;

    Export(Tables tables, Optional<AuditLog> log, String contact, OutputStream out) {
        this.tables = tables;
        this.log = log;
        this.contact = contact;
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
    }

    /** How much there is in a file of the zip, and whether it is all there is. */
    private record Part(String path, long entries, boolean complete) {}

    /** A file that is still to be written. */
    private record FilePlace(Source source, String key, String column, String path) {}

    void write(List<Source> sources, Instant now) throws IOException {
        for (var source : sources) rows(source);
        for (var file : files) file(file);
        if (log.isPresent()) audit(log.get());
        try (var json = begin("contents.json")) {
            json.writeStartObject();
            json.writeStringField("contact", contact);
            json.writeStringField("made", now.toString());
            json.writeArrayFieldStart("parts");
            for (var part : parts) {
                json.writeStartObject();
                json.writeStringField("path", part.path());
                json.writeNumberField("entries", part.entries());
                json.writeBooleanField("complete", part.complete());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        zip.finish();
    }

    private JsonGenerator begin(String path) throws IOException {
        zip.putNextEntry(new ZipEntry(path));
        return JSON.createGenerator(zip).useDefaultPrettyPrinter();
    }

    private void rows(Source source) throws IOException {
        var path = "data/" + source.name() + ".json";
        var written = 0L;
        Optional<String> next;
        try (var json = begin(path)) {
            json.writeStartArray();
            var query = Query.of(source.table(), source.told().stream().limit(Query.MOST_SELECTED).toArray(String[]::new)).where(source.rows()).top(AT_A_TIME);
            do {
                var page = tables.query(source.caller(), query);
                for (var row : page.rows()) row(json, source, row);
                written += page.rows().size();
                next = page.next();
                if (next.isPresent()) query = query.after(next.get());
            } while (next.isPresent() && written < MOST_ROWS);
            json.writeEndArray();
        }
        parts.add(new Part(path, written, next.isEmpty()));
    }

    private void row(JsonGenerator json, Source source, Row found) throws IOException {
        // more columns than one question takes: then row by row, which asks for all of them
        var row = source.told().size() <= Query.MOST_SELECTED ? found : tables.find(source.caller(), source.table(), found.key()).orElse(found);
        json.writeStartObject();
        for (var column : source.told()) {
            var value = row.value(column);
            if (value.isEmpty()) continue;
            json.writeFieldName(column);
            switch (value.get()) {
                case Boolean truth -> json.writeBoolean(truth);
                case Long number -> json.writeNumber(number);
                case BigDecimal number -> json.writeNumber(number);
                case StoredFile file -> file(json, new FilePlace(source, row.key(), column, "files/" + (files.size() + 1) + "-" + plain(file.name())), file);
                case Object other -> json.writeString(other.toString());
            }
        }
        json.writeEndObject();
    }

    private void file(JsonGenerator json, FilePlace place, StoredFile file) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", file.name());
        json.writeStringField("mediaType", file.mediaType());
        json.writeNumberField("size", file.size());
        if (bytes + file.size() <= MOST_BYTES) {
            bytes += file.size();
            files.add(place);
            json.writeStringField("path", place.path());
        }
        json.writeEndObject();
    }

    /** A name that leads nowhere else, whatever the file is called. */
    private static String plain(String name) {
        return name.replaceAll("[^\\p{L}\\p{N}._ -]", "_");
    }

    private void file(FilePlace place) throws IOException {
        var content = tables.file(place.source().caller(), place.source().table(), place.key(), place.column());
        if (content.isEmpty()) return;
        zip.putNextEntry(new ZipEntry(place.path()));
        try (var from = content.get().bytes().open()) {
            from.transferTo(zip);
        }
    }

    /**
     * What the person did and what was done about them, without what rows held: that is among the rows, as far as whoever asks may read it. From where others came, and what else is
     * told of what they did, is theirs.
     */
    private void audit(AuditLog from) throws IOException {
        var written = 0L;
        List<AuditEntry> page;
        try (var json = begin("audit.json")) {
            json.writeStartArray();
            var before = OptionalLong.empty();
            do {
                page = from.find(new AuditQuery(Optional.of(contact), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                        Optional.empty(), before, AT_A_TIME));
                for (var entry : page) entry(json, entry);
                written += page.size();
                if (!page.isEmpty()) before = OptionalLong.of(page.getLast().number());
            } while (page.size() == AT_A_TIME && written < MOST_ROWS);
            json.writeEndArray();
        }
        parts.add(new Part("audit.json", written, page.size() < AT_A_TIME));
    }

    private void entry(JsonGenerator json, AuditEntry entry) throws IOException {
        var own = entry.caller().equals("contact:" + contact) && entry.deputy().isEmpty() || entry.deputy().equals(contact);
        var act = entry.act();
        json.writeStartObject();
        json.writeNumberField("number", entry.number());
        json.writeStringField("at", entry.at().toString());
        json.writeStringField("act", act.name());
        json.writeStringField("outcome", act.outcome().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("times", act.times());
        json.writeStringField("by", entry.caller());
        if (!entry.deputy().isEmpty()) json.writeStringField("deputy", entry.deputy());
        if (!act.person().isEmpty()) json.writeStringField("about", act.person());
        if (own) {
            for (var more : List.of(List.of("account", entry.account()), List.of("table", act.table()), List.of("key", act.key()), List.of("detail", act.detail()),
                    List.of("address", entry.address()))) {
                if (!more.getLast().isEmpty()) json.writeStringField(more.getFirst(), more.getLast());
            }
        }
        json.writeEndObject();
    }
}
