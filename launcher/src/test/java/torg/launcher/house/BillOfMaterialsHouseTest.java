package torg.launcher.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import torg.launcher.OwnPortal;

/** What the bills of materials say is what is really there, byte for byte: of the whole distribution, and of what is packed into its own jars. */
@OwnPortal
class BillOfMaterialsHouseTest {
    private static final Path HOME = Path.of("target/torg");
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void everyJarOfTheDistributionIsNamedAndEveryOneNamedIsThere() throws IOException {
        var bill = JSON.readTree(HOME.resolve("sbom/torg.cdx.json").toFile());
        assertThat(bill.at("/bomFormat").asText() + " " + bill.at("/specVersion").asText()).isEqualTo("CycloneDX 1.6");
        var named = hashes(bill);
        var there = new TreeMap<String, String>();
        for (var folder : List.of("lib", "bundles", "modules", "erp/lib")) {
            for (var jar : jars(HOME.resolve(folder))) there.put(folder + "/" + jar.getFileName(), sha256(Files.newInputStream(jar)));
        }
        assertThat(there).hasSizeGreaterThan(60);
        assertThat(there.entrySet().stream().filter(jar -> !named.contains(jar.getValue()))).as("not named").isEmpty();
        assertThat(named.stream().filter(hash -> !there.containsValue(hash))).as("named, and not there").isEmpty();
        assertThat(bill.get("components").findValuesAsText("bom-ref")).as("a reference means one component").doesNotHaveDuplicates();
        assertThat(bill.get("components").findValuesAsText("purl")).allMatch(purl -> purl.matches("pkg:maven/[\\w.-]+/[\\w.-]+@[\\w.-]+\\?type=jar"));
    }

    @Test
    void ofEachJarOfOursItIsSaidWhatIsPackedIntoIt() throws IOException {
        var looked = 0;
        var packed = 0;
        for (var folder : List.of("bundles", "modules")) {
            for (var file : jars(HOME.resolve(folder))) {
                var name = file.getFileName().toString().replaceFirst("\\.jar$", "");
                if (!name.startsWith("torg.")) continue;
                var bill = bill(name);
                assertThat(hashes(JSON.createObjectNode().set("components", JSON.createArrayNode().add(bill.at("/metadata/component"))))).containsExactly(sha256(Files.newInputStream(file)));
                try (var jar = new JarFile(file.toFile())) {
                    var named = hashes(bill);
                    for (var inner : jar.stream().filter(one -> one.getName().endsWith(".jar")).toList()) {
                        assertThat(named).as(name + " holds " + inner.getName()).contains(sha256(jar.getInputStream(inner)));
                        packed++;
                    }
                }
                looked++;
            }
        }
        assertThat(looked).isGreaterThan(25);
        assertThat(packed).as("jars within jars").isPositive();
        assertThat(names("torg.search.lucene")).contains("lucene-core", "tika-core").doesNotContain("jakarta.ws.rs-api", "torg.api");
        assertThat(names("torg.mail")).containsExactly("jakarta.activation-api", "angus-activation", "jakarta.mail");
        assertThat(names("torg.mustache")).contains("compiler");
        assertThat(names("torg.example")).isEmpty();
    }

    private static JsonNode bill(String name) throws IOException {
        return JSON.readTree(HOME.resolve("sbom/" + name + ".cdx.json").toFile());
    }

    private static List<String> names(String name) throws IOException {
        var names = new ArrayList<String>();
        bill(name).get("components").forEach(component -> names.add(component.get("name").asText()));
        return names;
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static Set<String> hashes(JsonNode bill) {
        var all = new HashSet<String>();
        bill.get("components").forEach(component -> component.path("hashes").forEach(hash -> {
            if (hash.get("alg").asText().equals("SHA-256")) all.add(hash.get("content").asText());
        }));
        return all;
    }

    private static String sha256(InputStream bytes) throws IOException {
        try (bytes) {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.readAllBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
