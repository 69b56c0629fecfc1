package torg.search.lucene.index;

import java.util.Locale;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.DelegatingAnalyzerWrapper;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;
import torg.api.search.Found;
import torg.api.table.Column;
import torg.search.lucene.text.Analysis;
import torg.spi.view.PageGuide.WebFile;

/** Names of what the index keeps of a page, web file or row. What is kept of a column has a field of its own, so that a question looks only into columns that the caller may read. */
public final class Fields {
    /** Kind and key, by which a document is replaced and hits are put in order; a page has one for each language. */
    public static final String ID = "id";
    /** A page, a web file, or the name of a table. */
    public static final String KIND = "kind";
    /** The language of a page. */
    public static final String LANGUAGE = "language";
    /** Names of the columns in which a row has a value. */
    public static final String FILLED = "filled";
    /** What a web file or the files of a row hold, of those whose words are looked for; by these their texts are kept. */
    public static final String FILES = "files";
    /** Why words of a file are not in the index. */
    public static final String UNREAD = "unread";
    public static final String TITLE = "title";
    public static final String DESCRIPTION = "description";
    public static final String BODY = "body";

    /** Words that are looked for by where they stand; how often, and how many others there are, is of no account. */
    static final FieldType WORDS = words(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    static final FieldType STEMS = words(IndexOptions.DOCS);

    /** What a field is named that keeps words without the endings of a language, before its tag. */
    private static final String STEMS_OF = "s:";

    /** Words of each field are made as its name says. */
    static final Analyzer ANALYZER = new DelegatingAnalyzerWrapper(Analyzer.PER_FIELD_REUSE_STRATEGY) {
        @Override
        protected Analyzer getWrappedAnalyzer(String field) {
            return field.startsWith(STEMS_OF) ? Analysis.of(Locale.forLanguageTag(field.substring(STEMS_OF.length(), field.indexOf(':', STEMS_OF.length())))) : Analysis.PLAIN;
        }
    };

    private Fields() {}

    public static String id(String kind, String key) {
        return kind + '/' + key;
    }

    /** Of a web file as it is: another one in its place, whose words are others, has another id. */
    public static String id(WebFile file) {
        return id(Found.Hit.FILE, file.path() + '@' + file.file().version());
    }

    /** The kind in an id. */
    public static String kind(String id) {
        return id.substring(0, id.indexOf('/'));
    }

    /** The key in an id. */
    public static String key(String id) {
        return id.substring(id.indexOf('/') + 1);
    }

    /** Words as they are written. */
    public static String words(String kind, String part) {
        return "w:" + kind + '.' + part;
    }

    /** Words without the endings of a language. */
    public static String stems(Locale locale, String kind, String part) {
        return STEMS_OF + locale.toLanguageTag() + ':' + kind + '.' + part;
    }

    /** Days, months and years. */
    public static String days(String kind, Column column) {
        return "d:" + kind + '.' + column.name();
    }

    /** The whole title. */
    public static String whole(String kind) {
        return "t:" + kind;
    }

    /** The value itself, which rules ask for and other rows are found by. */
    public static String cell(String table, Column column) {
        return "c:" + table + '.' + column.name();
    }

    /** The value by which hits are told apart. */
    public static String facet(String table, Column column) {
        return "f:" + table + '.' + column.name();
    }

    /** The value and those that it lies within, by which hits are told apart in levels. */
    public static String tree(String table, Column column) {
        return "h:" + table + '.' + column.name();
    }

    /** Where the value stands among others, by which hits are told apart by ranges. */
    public static String place(String table, Column column) {
        return "n:" + table + '.' + column.name();
    }

    /** Where the value stands among others, by which hits are put in order. */
    public static String sort(String table, Column column) {
        return "o:" + table + '.' + column.name();
    }

    private static FieldType words(IndexOptions options) {
        var type = new FieldType();
        type.setIndexOptions(options);
        type.setOmitNorms(true);
        type.freeze();
        return type;
    }
}
