package torg.search.lucene.process;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.txt.TXTParser;
import org.apache.tika.sax.BodyContentHandler;
import org.apache.tika.sax.WriteOutContentHandler;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * The program: reads the file {@code file} in its working folder and writes its words to its output, in UTF-8. How it ends says how it went. What is inside of the file as a file
 * of its own, such as a picture or an attachment, is not read.
 */
public final class ReadFile {
    /** Characters of a text that are written; what follows is left out. */
    public static final int LONGEST = 100_000;
    /** It ended well. */
    public static final int READ = 0;
    /** The file asks for a password. */
    public static final int LOCKED = 10;
    /** The file is not what it is called. */
    public static final int DAMAGED = 11;

    private ReadFile() {}

    /** @param arguments the media type */
    public static void main(String[] arguments) {
        System.exit(run(arguments[0]));
    }

    private static int run(String mediaType) {
        try (var in = TikaInputStream.get(Path.of("file")); Writer out = new OutputStreamWriter(System.out, StandardCharsets.UTF_8)) {
            var metadata = new Metadata();
            metadata.set(Metadata.CONTENT_TYPE, mediaType);
            try {
                parser(FileKind.of(mediaType).orElseThrow()).parse(in, new BodyContentHandler(new WriteOutContentHandler(out, LONGEST)), metadata, context());
            } catch (SAXException e) {
                if (!WriteLimitReachedException.isWriteLimitReached(e)) throw e;
            }
            return READ;
        } catch (EncryptedDocumentException e) {
            return LOCKED;
        } catch (TikaException | SAXException | IOException | RuntimeException | LinkageError e) {
            return DAMAGED;
        }
    }

    private static Parser parser(FileKind kind) {
        return switch (kind) {
            case PDF -> new PDFParser();
            case OFFICE -> new OOXMLParser();
            case OPEN_DOCUMENT -> new OpenDocumentParser();
            case TEXT -> new TXTParser();
        };
    }

    private static ParseContext context() {
        var context = new ParseContext();
        context.set(EmbeddedDocumentExtractor.class, new EmbeddedDocumentExtractor() {
            @Override
            public boolean shouldParseEmbedded(Metadata metadata) {
                return false;
            }

            @Override
            public void parseEmbedded(java.io.InputStream in, ContentHandler handler, Metadata metadata, boolean html) {
                throw new IllegalStateException("nothing embedded is asked for");
            }
        });
        return context;
    }
}
