package torg.search.lucene.index;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.util.BytesRef;
import torg.api.file.StoredFile;
import torg.api.site.SiteSettings;
import torg.api.table.Choice;
import torg.api.table.Column;
import torg.api.table.ColumnType;
import torg.api.table.Row;
import torg.search.lucene.file.FileReading;
import torg.search.lucene.file.FileText;
import torg.search.lucene.site.Range;
import torg.search.lucene.site.SearchPlan.Searched;
import torg.search.lucene.text.Days;
import torg.search.lucene.text.Words;

/** What the index keeps of the rows of a table, whoever may see them. */
public record RowDocument(Searched searched, SiteSettings settings) {
    /** Of a long text the beginning counts. */
    private static final int LONGEST = 100_000;
    /** Why words of a file are not in the index: they are being read. */
    static final String NOT_YET = "NOT_YET";

    /** Knows the words of files. */
    @FunctionalInterface
    interface Texts {
        /** Empty while they are being read. */
        Optional<FileText> of(Column column, StoredFile file);
    }

    /** @param texts asked for files of the columns that are looked into */
    Document of(Row row, Texts texts) {
        var table = searched.table().name();
        var document = new Document();
        identify(document, Fields.id(table, row.key()), table);
        for (var column : searched.kept()) row.value(column.name()).ifPresent(value -> cell(document, table, column, value.toString()));
        for (var column : searched.weights().keySet()) {
            row.value(column.name()).ifPresent(value -> {
                if (value instanceof StoredFile file) words(document, table, column, file, texts);
                else words(document, table, column, value);
            });
        }
        for (var column : searched.facets()) row.value(column.name()).ifPresent(value -> exact(document, Fields.facet(table, column), facet(column, value)));
        searched.trees().forEach((column, tree) -> row.value(column.name()).ifPresent(value -> {
            for (var level : tree.levels(day(column, value).map(LocalDate::toString).orElseGet(value::toString))) level(document, Fields.tree(table, column), level);
        }));
        for (var column : searched.ranges().keySet()) {
            row.value(column.name()).ifPresent(value -> place(document, Fields.place(table, column), Range.place(value, zone())));
        }
        for (var column : searched.sorts()) {
            row.value(column.name()).ifPresent(value -> document.add(new NumericDocValuesField(Fields.sort(table, column), Range.exactPlace(value, zone()))));
        }
        row.text(searched.table().title()).ifPresent(title -> document.add(new StringField(Fields.whole(table), Words.whole(title), Field.Store.NO)));
        return document;
    }

    /** The same for documents that hold the same of every row; told again when it is not, they are made again. */
    String digest() {
        var columns = Stream.of(searched.kept(), searched.weights().keySet(), searched.facets()).flatMap(Collection::stream)
                .map(column -> column.name() + ' ' + column.type() + ' ' + column.choices().stream().map(choice -> choice.value() + choice.label().byLanguage()).toList()).toList();
        var numbers = Stream.of(searched.ranges().keySet(), searched.sorts()).map(some -> some.stream().map(column -> column.name() + ' ' + column.type()).toList()).toList();
        var trees = searched.trees().entrySet().stream().map(tree -> tree.getKey().name() + ' ' + tree.getKey().type() + ' ' + tree.getValue()).toList();
        return Integer.toHexString(List.of(columns, numbers, trees, searched.kept().size(), searched.weights().size(), searched.table().title(), settings.locales(), zone()).toString().hashCode());
    }

    static void identify(Document document, String id, String kind) {
        exact(document, Fields.ID, id);
        exact(document, Fields.KIND, kind);
    }

    private static void exact(Document document, String field, String value) {
        document.add(new StringField(field, value, Field.Store.NO));
        document.add(new SortedDocValuesField(field, new BytesRef(value)));
    }

    private static void level(Document document, String field, String value) {
        document.add(new StringField(field, value, Field.Store.NO));
        document.add(new SortedSetDocValuesField(field, new BytesRef(value)));
    }

    private static void place(Document document, String field, long place) {
        document.add(new LongPoint(field, place));
        document.add(new NumericDocValuesField(field, place));
    }

    private static void cell(Document document, String table, Column column, String value) {
        exact(document, Fields.cell(table, column), value);
        document.add(new StringField(Fields.FILLED, column.name(), Field.Store.NO));
    }

    private void words(Document document, String table, Column column, Object value) {
        var day = day(column, value);
        if (day.isPresent()) {
            for (var word : Days.words(day.get()).split(" ")) document.add(new StringField(Fields.days(table, column), word, Field.Store.NO));
        } else {
            var text = text(column, value);
            words(document, table, column.name(), text.substring(0, Math.min(text.length(), LONGEST)), settings.locales());
        }
    }

    /** A file is found by its name, whatever becomes of its words. */
    private void words(Document document, String table, Column column, StoredFile file, Texts texts) {
        words(document, table, column.name(), file.name(), settings.locales());
        if (FileReading.hasWords(file)) words(document, table, column.name(), file, one -> texts.of(column, one), settings.locales());
    }

    /** The words in a file. */
    static void words(Document document, String kind, String part, StoredFile file, Function<StoredFile, Optional<FileText>> texts, List<Locale> locales) {
        document.add(new StringField(Fields.FILES, file.digest(), Field.Store.NO));
        switch (texts.apply(file).orElse(null)) {
            case FileText.Words(var text) -> words(document, kind, part, text.substring(0, Math.min(text.length(), LONGEST)), locales);
            case FileText.Unread(var reason) -> unread(document, reason.name());
            case null -> unread(document, NOT_YET);
        }
    }

    private static void unread(Document document, String reason) {
        document.add(new StringField(Fields.UNREAD, reason, Field.Store.NO));
    }

    static void words(Document document, String kind, String part, String text, List<Locale> locales) {
        document.add(new Field(Fields.words(kind, part), text, Fields.WORDS));
        for (var locale : locales) document.add(new Field(Fields.stems(locale, kind, part), text, Fields.STEMS));
    }

    private Optional<LocalDate> day(Column column, Object value) {
        if (value instanceof LocalDate day) return Optional.of(day);
        return value instanceof Instant moment ? Optional.of(moment.atZone(zone()).toLocalDate()) : Optional.empty();
    }

    private ZoneId zone() {
        return settings.timeZone();
    }

    private String facet(Column column, Object value) {
        return day(column, value).map(day -> "%04d".formatted(day.getYear())).orElseGet(value::toString);
    }

    /** A choice is found by its value and by what people read, in every language. */
    private static String text(Column column, Object value) {
        if (column.type() != ColumnType.CHOICE) return value.toString();
        var labels = column.choice(value.toString()).map(Choice::label).map(label -> label.byLanguage().values().stream()).orElseGet(Stream::empty);
        return Stream.concat(Stream.of(value.toString()), labels).distinct().collect(Collectors.joining(" "));
    }
}
