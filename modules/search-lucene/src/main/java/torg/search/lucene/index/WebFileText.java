package torg.search.lucene.index;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import torg.api.file.Bytes;
import torg.api.file.FileContent;
import torg.api.file.StoredFile;
import torg.api.search.Found;
import torg.api.text.Sha256;
import torg.search.lucene.file.FileText;
import torg.search.lucene.process.FileKind;
import torg.search.lucene.text.Words;
import torg.spi.view.PageGuide.WebFile;

/** A web file whose words are looked for: in every language the same. */
record WebFileText(WebFile file, StoredFile stored) {
    static WebFileText of(WebFile file) {
        var bytes = file.file().bytes();
        return new WebFileText(file, new StoredFile(file.name(), file.mediaType(), bytes.length, Sha256.hex(bytes)));
    }

    static boolean hasWords(WebFile file) {
        return FileKind.of(file.mediaType()).isPresent();
    }

    FileContent content() {
        return new FileContent(stored, Bytes.of(file.file().bytes()));
    }

    /** @param texts knows the words of a file; empty while they are being read */
    Document document(List<Locale> locales, Function<StoredFile, Optional<FileText>> texts) {
        var document = new Document();
        RowDocument.identify(document, Fields.id(file), Found.Hit.FILE);
        RowDocument.words(document, Found.Hit.FILE, Fields.TITLE, file.name(), locales);
        RowDocument.words(document, Found.Hit.FILE, Fields.BODY, stored, texts, locales);
        document.add(new StringField(Fields.whole(Found.Hit.FILE), Words.whole(file.name()), Field.Store.NO));
        return document;
    }
}
