package torg.search.lucene.index;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.apache.lucene.analysis.charfilter.HTMLStripCharFilter;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import torg.api.search.Found;
import torg.api.view.Html;
import torg.api.view.Page;
import torg.search.lucene.text.Words;

/** What a page says in a language. */
public record PageText(String path, Locale locale, String title, String description, String body) {
    private static final int LONGEST = 200_000;

    public static PageText of(Page page, Locale locale) {
        return new PageText(page.path(), locale, page.title().in(locale), page.description().map(text -> text.in(locale)).orElse(""), body(page, locale));
    }

    /** In this language, else the base language, else for every language, else any, as pages are shown. */
    private static String body(Page page, Locale locale) {
        for (var tag : List.of(locale.toLanguageTag(), locale.getLanguage(), "")) {
            if (page.body().get(tag) instanceof Html html) return text(html);
        }
        return page.body().values().stream().findFirst().map(PageText::text).orElse("");
    }

    private static String text(Html html) {
        try (Reader reader = new HTMLStripCharFilter(new StringReader(html.markup())); var text = new StringWriter()) {
            reader.transferTo(text);
            return evenlySpaced(text.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be read", e);
        }
    }

    /** One space wherever there was space of any kind, none at the ends. */
    private static String evenlySpaced(String text) {
        var even = new StringBuilder(text.length());
        var word = 0;
        for (var at = 0; at <= text.length(); at++) {
            if (at < text.length() && !isSpace(text.charAt(at))) continue;
            if (at > word) {
                if (!even.isEmpty()) even.append(' ');
                even.append(text, word, at);
            }
            word = at + 1;
        }
        return even.toString();
    }

    private static boolean isSpace(char character) {
        return Character.isWhitespace(character) || Character.isSpaceChar(character);
    }

    public String id() {
        return id(path, locale);
    }

    public static String id(String path, Locale locale) {
        return Fields.id(Found.Hit.PAGE, path) + '@' + locale.toLanguageTag();
    }

    /** The path in an id's key. */
    public static String path(String key) {
        return key.substring(0, key.lastIndexOf('@'));
    }

    Document document() {
        var document = new Document();
        RowDocument.identify(document, id(), Found.Hit.PAGE);
        document.add(new StringField(Fields.LANGUAGE, locale.toLanguageTag(), Field.Store.NO));
        var locales = List.of(locale);
        RowDocument.words(document, Found.Hit.PAGE, Fields.TITLE, title, locales);
        RowDocument.words(document, Found.Hit.PAGE, Fields.DESCRIPTION, description, locales);
        RowDocument.words(document, Found.Hit.PAGE, Fields.BODY, body.substring(0, Math.min(body.length(), LONGEST)), locales);
        document.add(new StringField(Fields.whole(Found.Hit.PAGE), Words.whole(title), Field.Store.NO));
        return document;
    }
}
