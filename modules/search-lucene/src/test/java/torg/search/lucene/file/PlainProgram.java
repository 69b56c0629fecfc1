package torg.search.lucene.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * A program in the place of {@code ReadFile} that says what is in a file, and of one that begins with {@value #ENDLESS} never comes to an end. For tests of what becomes of files and of their
 * words: it starts in a tenth of the time, since it knows no formats.
 */
public final class PlainProgram {
    public static final String ENDLESS = "endless";

    private PlainProgram() {}

    /** Compiled into this folder; a file has an hour. */
    public static ReadingProcess in(Path folder) throws IOException {
        var source = Files.writeString(folder.resolve("ReadFile.java"), """
                package torg.search.lucene.process;

                public class ReadFile {
                    public static void main(String[] arguments) throws Exception {
                        var bytes = java.nio.file.Files.readAllBytes(java.nio.file.Path.of("file"));
                        if (new String(bytes).startsWith("%s")) Thread.sleep(Long.MAX_VALUE);
                        System.out.write(bytes);
                        System.out.flush();
                    }
                }
                """.formatted(ENDLESS));
        if (ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), source.toString()) != 0) throw new IOException("the program cannot be compiled");
        return new ReadingProcess(() -> List.of(folder), Duration.ofHours(1), 64);
    }
}
