package torg.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import torg.api.site.ContentFile;
import torg.api.site.Document;
import torg.api.site.Edition;
import torg.api.site.Problems;
import torg.api.site.SiteMarkers;
import torg.api.site.SiteProblem;
import torg.api.site.SiteSettings;
import torg.api.site.SiteTheme;
import torg.api.text.Text;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/** A site in the making whose documents stand in a test, or in a folder. Changing it changes what the next compiler sees; for one thread. */
public final class TestSource implements SiteSource {
    private static final String SITE = "site/";
    private final Map<String, Document> documents = new TreeMap<>();
    private final Map<String, String> texts = new TreeMap<>();
    private final Map<String, ContentFile> files = new TreeMap<>();
    /** The theme is there before any compiler is asked. */
    private final Map<Class<?>, Object> parts = new HashMap<>(Map.of(SiteTheme.class, SiteTheme.plain("plain"), SiteMarkers.class, SiteMarkers.NONE));
    private final Map<String, String> settings = new HashMap<>();
    private boolean proposed;
    private List<Locale> locales = List.of(Locale.ENGLISH);

    /** Add or replace a document, {@code lists/orders.yml}. */
    public TestSource document(String path, String text) {
        if (Edition.ifAny(path).isEmpty()) documents.put(path, Documents.of(SITE + path, settled(text)));
        texts.put(path, text);
        return this;
    }

    /** A site marker: where a document leads to it that is added from now on, the path of its page stands, as the site settles it. */
    public TestSource marker(String name, String path) {
        var paths = new HashMap<>(part(SiteMarkers.class).paths());
        paths.put(name, path);
        return part(SiteMarkers.class, new SiteMarkers(paths));
    }

    private String settled(String text) {
        var settled = text;
        for (var marker : part(SiteMarkers.class).paths().entrySet()) settled = settled.replaceAll("\\bmarker:" + marker.getKey() + "\\b(?!-)", marker.getValue());
        return settled;
    }

    /** Take a document away. */
    public TestSource without(String path) {
        documents.remove(path);
        texts.remove(path);
        return this;
    }

    /** Add all documents below some folders of a site on disk: {@code folder(content/customer-portal, "tables", "permissions")}. */
    public TestSource folder(Path site, String... folders) {
        for (var folder : folders) {
            try (var paths = Files.walk(site.resolve(folder))) {
                for (var path : paths.filter(Files::isRegularFile).toList()) {
                    document(site.relativize(path).toString().replace('\\', '/'), Files.readString(path));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }

    /** Add or replace a file that is no document. */
    public TestSource file(String path, String text) {
        return file(path, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same of what is no text. */
    public TestSource file(String path, byte[] bytes) {
        files.put(path, new ContentFile(path, Integer.toHexString(Arrays.hashCode(bytes)), bytes));
        return this;
    }

    /** A setting of {@code site.yml}. */
    public TestSource setting(String name, String value) {
        settings.put(name, value);
        return this;
    }

    /** The site's languages, the default one first; English alone unless said otherwise. */
    public TestSource languages(String... tags) {
        locales = Arrays.stream(tags).map(Locale::forLanguageTag).toList();
        return this;
    }

    /** A part as if its compiler had made it. */
    public <T> TestSource part(Class<T> type, T value) {
        parts.put(type, value);
        return this;
    }

    /** Run one compiler, keep its part for those that come after, and fail when it finds the documents wrong. */
    public <T> T compile(SiteCompiler<T> compiler) {
        var problems = new Problems(locales.stream().map(Locale::toLanguageTag).collect(Collectors.toSet()));
        var part = compiler.compile(this, problems);
        if (problems.fatal()) throw new IllegalArgumentException("the documents do not compile: " + problems.found());
        parts.put(compiler.part(), part);
        return part;
    }

    /** What one compiler says is wrong with the documents, warnings included. */
    public List<SiteProblem> problems(SiteCompiler<?> compiler) {
        var problems = new Problems(locales.stream().map(Locale::toLanguageTag).collect(Collectors.toSet()));
        compiler.compile(this, problems);
        return problems.found();
    }

    /** Another one with the same content, which is only tried. */
    public TestSource proposal() {
        var proposal = copy();
        proposal.proposed = true;
        return proposal;
    }

    /** Another one with the same documents, files, parts and settings. */
    TestSource copy() {
        var copy = new TestSource();
        copy.documents.putAll(documents);
        copy.texts.putAll(texts);
        copy.files.putAll(files);
        copy.parts.putAll(parts);
        copy.settings.putAll(settings);
        copy.locales = locales;
        return copy;
    }

    List<Document> all() {
        return new ArrayList<>(documents.values());
    }

    /** What was written, by path below the site. */
    Map<String, String> texts() {
        return texts;
    }

    Map<Class<?>, Object> parts() {
        return Map.copyOf(parts);
    }

    @Override
    public SiteSettings settings() {
        return new SiteSettings(Text.of("Test site"), "test", locales, settings);
    }

    @Override
    public List<Document> documents(String folder) {
        return documents.values().stream().filter(document -> document.folder().equals(folder)).toList();
    }

    @Override
    public Map<String, ContentFile> files() {
        return Map.copyOf(files);
    }

    @Override
    public boolean proposed() {
        return proposed;
    }

    @Override
    public <T> T part(Class<T> type) {
        var part = parts.get(type);
        if (part == null) throw new IllegalArgumentException("the source has no part " + type.getSimpleName() + ": compile or set it first");
        return type.cast(part);
    }
}
