package torg.mustache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import torg.api.site.ContentFile;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Site;
import torg.api.view.Html;
import torg.api.view.Model;
import torg.testkit.Yaml;

/**
 * Paints the theme that ships with sample models, those of {@code src/test/resources/gallery}, so that one can look at it without a portal:
 * run {@code main} with a folder to write to, serve the checkout's top folder, and open what was written.
 */
final class Gallery {
    private static final Path HOUSE = Path.of("../..");
    private static final Path SAMPLES = Path.of("src/test/resources/gallery");

    private final MustachePainter painter = new MustachePainter();
    private final Problems problems = new Problems();
    private final Site site;
    private final Model frame;
    private final String assets;

    /** With the address that assets are found at. */
    Gallery(String assets) {
        this.assets = assets;
        painter.addTemplates(Gallery::modulesTemplates, Map.of("service.id", 1L));
        this.site = new Site("gallery", 1, Fixture.SETTINGS, List.of(), Map.of(), Map.of(Theme.class, painter.compile(Fixture.source(files("themes/torg", "theme")), problems)));
        this.frame = model(Yaml.mapping("frame.yml", text(SAMPLES.resolve("frame.yml"))));
    }

    public static void main(String[] arguments) throws IOException {
        var folder = Files.createDirectories(Path.of(arguments[0]));
        var gallery = new Gallery(arguments[1]);
        gallery.problems.found().forEach(System.out::println);
        for (var name : gallery.samples()) Files.writeString(folder.resolve(name + ".html"), gallery.paint(name));
    }

    Problems problems() {
        return problems;
    }

    List<String> samples() {
        return files(SAMPLES).map(path -> path.getFileName().toString().replace(".yml", "")).filter(name -> !name.equals("frame")).toList();
    }

    String paint(String name) {
        var sample = Yaml.mapping(name, text(SAMPLES.resolve(name + ".yml")));
        var page = frame.and(model(sample)).and(Model.with("assets", assets).with("theme", theme()).with("slots", slots(sample)).build());
        return painter.paint(site, (String) page.get("template"), page);
    }

    /** As nobody sets it. */
    private Model theme() {
        return Model.with("styles", List.of(assets + "/tokens.css", assets + "/styles.css")).with("surface", Model.with("light", "#ffffff").with("dark", "#172226"))
                .with("logo", assets + "/icon.svg").with("icon", assets + "/icon.svg").build();
    }

    private Model slots(Node.Mapping sample) {
        var main = new ArrayList<Html>();
        if (sample.get("slots").orElse(null) instanceof Node.Mapping slots && slots.get("main").orElseThrow() instanceof Node.Sequence parts) {
            for (var part : parts.items()) {
                var model = model((Node.Mapping) part);
                main.add(new Html(painter.paint(site, (String) model.get("template"), model)));
            }
        }
        return Model.with("main", main).build();
    }

    /** Values as models hold them; texts that begin with a tag stand for mark-up, {@code bodyOf} for the body of a page that ships. */
    private static Model model(Node.Mapping mapping) {
        var model = new Model.Builder();
        mapping.entries().forEach((name, value) -> model.with(name, value(value)));
        if (mapping.get("bodyOf").orElse(null) instanceof Node.Scalar body) {
            var html = text(HOUSE.resolve("content/customer-portal").resolve(body.value())).split("---\n", 3)[2].replaceAll("\\{\\{snippet:[^}]*}}", "<p>A snippet stands here.</p>");
            model.with("page", model((Node.Mapping) mapping.get("page").orElseThrow()).and(Model.with("body", new Html(html)).build()));
        }
        return model.build();
    }

    private static Object value(Node value) {
        return switch (value) {
            case Node.Mapping mapping -> model(mapping);
            case Node.Sequence sequence -> sequence.items().stream().map(Gallery::value).toList();
            case Node.Scalar scalar when scalar.value().equals("true") -> true;
            case Node.Scalar scalar when scalar.value().startsWith("<") -> new Html(scalar.value());
            case Node.Scalar scalar -> scalar.value();
        };
    }

    private static Map<String, ContentFile> files(String from, String as) {
        var found = new TreeMap<String, ContentFile>();
        files(HOUSE.resolve(from)).forEach(path -> {
            var name = HOUSE.resolve(from).relativize(path).toString().replace('\\', '/');
            found.put(as + "/" + name, new ContentFile(from + "/" + name, "1", text(path).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        });
        return found;
    }

    /** Templates of all modules of the checkout, as their folders have them. */
    private static Map<String, String> modulesTemplates() {
        var templates = new TreeMap<String, String>();
        files(HOUSE.resolve("modules")).filter(path -> path.toString().replace('\\', '/').matches(".*/src/main/resources/.*\\.mustache"))
                .forEach(path -> templates.put("components/" + path.getFileName().toString().replace(".mustache", ""), text(path)));
        return templates;
    }

    private static Stream<Path> files(Path folder) {
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
