package torg.kernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Builds module jars for tests: real classes, real manifests, real component descriptions. */
final class TestJar {
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    /** A bundle without content. */
    static TestJar bundle(String name) {
        return new TestJar().header("Bundle-ManifestVersion", "2").header("Bundle-SymbolicName", name).header("Bundle-Version", "1.0.0");
    }

    /** A module with one component, which offers a service that says this word. */
    static TestJar saying(String name, String word) {
        return bundle(name).type("t.Hello", "package t; public class Hello implements java.util.function.Supplier<String> { public String get() { return \"" + word + "\"; } }")
                .component("t.Hello", "<service><provide interface=\"java.util.function.Supplier\"/></service>");
    }

    TestJar header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    TestJar entry(String path, String text) {
        entries.put(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    TestJar type(String name, String source) {
        entries.put(name.replace('.', '/') + ".class", compile(name, source));
        return this;
    }

    /** Makes a type that is there one of another version of Java's class files. */
    TestJar classVersion(String name, int major) {
        entries.get(name.replace('.', '/') + ".class")[7] = (byte) major;
        return this;
    }

    TestJar component(String type, String content) {
        var file = "OSGI-INF/" + type + ".xml";
        headers.merge("Service-Component", file, (before, more) -> before + "," + more);
        return entry(file, """
                <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.4.0" name="%s" immediate="true" %s<implementation class="%s"/></scr:component>
                """.formatted(type, content.startsWith("<") ? ">" + content : content, type));
    }

    Path to(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes());
    }

    byte[] bytes() throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
        var bytes = new ByteArrayOutputStream();
        try (var jar = new JarOutputStream(bytes, manifest)) {
            for (var entry : entries.entrySet()) {
                jar.putNextEntry(new JarEntry(entry.getKey()));
                jar.write(entry.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] compile(String name, String source) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var bytes = new ByteArrayOutputStream();
        var files = new ForwardingJavaFileManager<JavaFileManager>(compiler.getStandardFileManager(null, null, null)) {
            @Override
            public JavaFileObject getJavaFileForOutput(Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("memory:/" + className), kind) {
                    @Override
                    public ByteArrayOutputStream openOutputStream() {
                        return bytes;
                    }
                };
            }
        };
        var unit = new SimpleJavaFileObject(URI.create("memory:/" + name.replace('.', '/') + ".java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreErrors) {
                return source;
            }
        };
        var classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        if (!compiler.getTask(null, files, null, List.of("-classpath", classPath, "-proc:none"), null, List.of(unit)).call()) throw new IllegalArgumentException(source);
        return bytes.toByteArray();
    }
}
