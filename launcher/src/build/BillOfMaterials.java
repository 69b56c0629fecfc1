import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/**
 * Writes what the house is made of, as CycloneDX: torg.cdx.json for all of it, and one file for each jar of ours. The build runs it as it is, before it lays the house down, on the Java that
 * Maven runs on: 17 or later.
 * It looks into the jars themselves: what is packed into one of ours is told by its bytes, and not by what a pom asks for.
 */
final class BillOfMaterials {
    /** As the Maven goal {@code dependency:list} writes them. */
    private static final Pattern LINE = Pattern.compile("\\s+([^:\\s]+):([^:\\s]+):jar:(?:[^:\\s]+:)?([^:\\s]+):(compile|provided|runtime):(\\S+\\.jar)(?:\\s.*)?");
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String OURS = "torg";

    private record Artifact(String group, String name, String version, String scope, Path file) {
        static List<Artifact> of(Path list) throws IOException {
            return Files.readAllLines(list).stream().map(LINE::matcher).filter(line -> line.matches())
                    .map(line -> new Artifact(line.group(1), line.group(2), line.group(3), line.group(4), Path.of(line.group(5)))).toList();
        }
    }

    private final Map<String, List<Artifact>> lists = new TreeMap<>();
    private final Map<String, Artifact> byDigest = new HashMap<>();
    private final Map<Path, String> digests = new HashMap<>();

    /** @param arguments the folder to write into, the version, the launcher's own jar, the folder of the demo ERP's jars, and the lists */
    public static void main(String... arguments) throws IOException {
        var out = Files.createDirectories(Path.of(arguments[0]));
        var version = arguments[1];
        var bill = new BillOfMaterials();
        try (var folders = Files.walk(Path.of(arguments[4]), 4)) {
            for (var list : folders.filter(file -> file.toString().endsWith(".artifacts.txt")).sorted().toList()) {
                bill.lists.put(list.getFileName().toString().replace(".artifacts.txt", ""), Artifact.of(list));
            }
        }
        for (var list : bill.lists.values()) {
            for (var artifact : list) {
                if (!artifact.group.equals(OURS)) bill.byDigest.put(bill.digest(artifact.file), artifact);
            }
        }
        var whole = document(OURS, version, "application");
        var components = (ArrayNode) whole.get("components");
        var own = new Artifact(OURS, "torg.launcher", version, "runtime", Path.of(arguments[2]));
        var shipped = new ArrayList<>(List.of(own));
        bill.lists.get(own.name).stream().filter(artifact -> !artifact.scope.equals("provided")).forEach(shipped::add);
        try (var jars = Files.list(Path.of(arguments[3]))) {
            for (var jar : jars.filter(file -> file.toString().endsWith(".jar")).toList()) shipped.add(bill.named(jar, version));
        }
        shipped.sort(Comparator.comparing(Artifact::group).thenComparing(Artifact::name).thenComparing(Artifact::version));
        for (var artifact : shipped.stream().collect(Collectors.toMap(artifact -> bill.digest(artifact.file), artifact -> artifact, (one, other) -> one, LinkedHashMap::new)).values()) {
            var component = bill.component(artifact);
            components.add(component);
            if (!artifact.group.equals(OURS)) continue;
            var single = document(artifact.name, version, "library");
            ((ObjectNode) single.at("/metadata/component")).set("hashes", component.get("hashes"));
            ((ArrayNode) single.get("components")).addAll((ArrayNode) component.path("components").deepCopy());
            JSON.writeValue(out.resolve(artifact.name + ".cdx.json").toFile(), single);
        }
        JSON.writeValue(out.resolve("torg.cdx.json").toFile(), whole);
    }

    private static ObjectNode document(String name, String version, String type) {
        var document = JSON.createObjectNode().put("bomFormat", "CycloneDX").put("specVersion", "1.6").put("version", 1);
        document.putObject("metadata").putObject("component").put("type", type).put("bom-ref", reference(OURS, name, version)).put("group", OURS).put("name", name).put("version", version)
                .put("purl", reference(OURS, name, version));
        document.putArray("components");
        return document;
    }

    private static String reference(String group, String name, String version) {
        return "pkg:maven/" + group + "/" + name + "@" + version + "?type=jar";
    }

    private Artifact named(Path jar, String version) {
        var known = byDigest.get(digest(jar));
        if (known != null) return known;
        var name = jar.getFileName().toString().replace("-" + version + ".jar", "");
        if (name.startsWith("torg.")) return new Artifact(OURS, name, version, "runtime", jar);
        throw new IllegalStateException(jar + " is shipped, and no pom asks for it: build with clean");
    }

    private ObjectNode component(Artifact artifact) throws IOException {
        var component = JSON.createObjectNode().put("type", "library");
        component.put("bom-ref", reference(artifact.group, artifact.name, artifact.version)).put("group", artifact.group).put("name", artifact.name).put("version", artifact.version);
        component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", digest(artifact.file));
        var licence = licence(artifact.file);
        if (!licence.isEmpty()) component.putArray("licenses").addObject().putObject("license").put("name", licence);
        component.put("purl", reference(artifact.group, artifact.name, artifact.version));
        var packed = component.putArray("components");
        if (artifact.group.equals(OURS)) {
            for (var inner : packed(artifact)) packed.add(component(inner));
            // The same library is packed into several of ours: a reference is given once.
            packed.forEach(inner -> ((ObjectNode) inner).put("bom-ref", artifact.name + "/" + inner.get("bom-ref").asText()));
        }
        return component;
    }

    /** Libraries within one of ours: as jars, or as classes. */
    private List<Artifact> packed(Artifact ours) throws IOException {
        var found = new TreeMap<String, Artifact>();
        try (var jar = new JarFile(ours.file.toFile())) {
            for (var entry : jar.stream().filter(entry -> entry.getName().endsWith(".jar")).toList()) {
                var known = byDigest.get(digest(jar.getInputStream(entry)));
                if (known == null) throw new IllegalStateException(ours.name + " holds " + entry.getName() + ", and no pom asks for that: build with clean");
                found.put(known.group + ":" + known.name, known);
            }
            var sums = classes(jar);
            for (var artifact : lists.getOrDefault(ours.name, List.of())) {
                if (artifact.group.equals(OURS)) continue;
                try (var library = new JarFile(artifact.file.toFile())) {
                    if (classes(library).entrySet().stream().anyMatch(one -> one.getValue().equals(sums.get(one.getKey())))) found.put(artifact.group + ":" + artifact.name, artifact);
                }
            }
        }
        return List.copyOf(found.values());
    }

    private static Map<String, Long> classes(JarFile jar) {
        var passed = Set.of("module-info.class", "package-info.class");
        return jar.stream().filter(entry -> entry.getName().endsWith(".class") && !passed.contains(Path.of(entry.getName()).getFileName().toString()))
                .collect(Collectors.toMap(ZipEntry::getName, ZipEntry::getCrc, (one, other) -> one));
    }

    private static String licence(Path file) throws IOException {
        try (var jar = new JarFile(file.toFile())) {
            var manifest = jar.getManifest();
            var said = manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-License");
            return said == null ? "" : said.strip();
        }
    }

    private String digest(Path file) {
        return digests.computeIfAbsent(file, path -> {
            try {
                return digest(Files.newInputStream(path));
            } catch (IOException e) {
                throw new IllegalStateException(file + " cannot be read: build anew", e);
            }
        });
    }

    private static String digest(InputStream bytes) throws IOException {
        try (bytes) {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.readAllBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
