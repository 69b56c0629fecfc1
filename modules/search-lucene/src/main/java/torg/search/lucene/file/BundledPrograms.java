package torg.search.lucene.file;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.osgi.framework.BundleContext;
import torg.search.lucene.process.ReadFile;

/** What the process runs from lies in this bundle: it is laid down in files when it is needed first. Thread-safe. */
public final class BundledPrograms implements ReadingProcess.Programs {
    private static final String LIBRARIES = "tika";

    private final BundleContext context;
    private List<Path> known = List.of();

    public BundledPrograms(BundleContext context) {
        this.context = context;
    }

    @Override
    public synchronized List<Path> classPath() throws IOException {
        if (known.isEmpty()) known = laidDown(context.getDataFile("process").toPath());
        return known;
    }

    private List<Path> laidDown(Path folder) throws IOException {
        var paths = new ArrayList<>(List.of(folder));
        for (var type : entries(ReadFile.class.getPackageName().replace('.', '/'), "*.class")) copy(type, folder.resolve(type.getPath().substring(1)));
        for (var jar : entries(LIBRARIES, "*.jar")) paths.add(copy(jar, folder.resolve(jar.getPath().substring(1))));
        return List.copyOf(paths);
    }

    private List<URL> entries(String folder, String pattern) {
        return Collections.list(context.getBundle().findEntries(folder, pattern, false));
    }

    private static Path copy(URL entry, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (var in = entry.openStream()) {
            Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
        }
        return to;
    }
}
