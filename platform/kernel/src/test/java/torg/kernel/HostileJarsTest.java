package torg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.kernel.TestFramework.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import torg.api.health.ModuleState;

/** Broken and hostile jars, all at once beside a module that works: each is named with its reason, and nothing else stops. */
class HostileJarsTest {
    private static final String ENOUGH = "torg.kernel.HostileJarsTest.enough";
    /** Does not heed an interrupt. */
    private static final String ENDLESS = "while (!Boolean.getBoolean(\"" + ENOUGH + "\")) java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);";

    /** How an entry of a zip's central directory begins. */
    private static final int CENTRAL_ENTRY = 0x02014b50;

    @TempDir
    Path temp;

    private TestFramework framework;
    private ModuleFolders modules;
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        folder = Files.createDirectories(temp.resolve("modules"));
        TestJar.saying("good", "good").to(folder.resolve("good.jar"));
        framework = new TestFramework(temp.resolve("cache"));
        modules = new ModuleFolders(TestFramework.files(InstantSource.system(), folder), TestFramework.NONE_ADDED,
                framework.context(), InstantSource.system(), new Starts(Duration.ofSeconds(3)), framework.reasons(), Runnable::run,
                new StoppedModules(Optional.empty(), InstantSource.system()), () -> {});
        await(() -> framework.words().equals(List.of("good")));
    }

    @AfterEach
    void stop() throws Exception {
        System.setProperty(ENOUGH, "true"); // or the framework would wait for what is starting
        modules.close();
        framework.close();
        System.clearProperty(ENOUGH);
    }

    @Test
    void eachIsNamedWithItsReasonAndNothingElseStops() throws Exception {
        var since = framework.context().getBundle(bundle("good")).getLastModified();
        for (var hostile : corpus().entrySet()) {
            var file = hostile.getKey();
            await(() -> !reasons(file).isEmpty() && !reasons(file).getFirst().startsWith("it is just being"));
            assertThat(reasons(file).getFirst()).as(file).contains(hostile.getValue()).hasSizeLessThan(700);
            assertThat(framework.words()).as("after " + file).containsExactly("good");
        }
        assertThat(modules.isWatched()).isTrue();
        assertThat(framework.context().getBundle(bundle("good")).getLastModified()).isEqualTo(since);
        assertThat(temp.resolve("outside.txt")).doesNotExist();

        // After all of that a good one is still taken, and each that goes is forgotten.
        try (var jars = Files.newDirectoryStream(folder, file -> !file.endsWith("good.jar"))) {
            for (var jar : jars) Files.delete(jar);
        }
        TestJar.saying("late", "late").to(folder.resolve("late.jar"));
        await(() -> framework.words().equals(List.of("good", "late")));
        await(() -> modules.states().stream().map(ModuleState::file).toList().equals(List.of("good.jar", "late.jar")));
    }

    @Test
    void aStartThatComesBackAfterAllIsUndone() throws Exception {
        activating("endless", ENDLESS).to(folder.resolve("endless.jar"));
        await(() -> !reasons("endless.jar").isEmpty());
        assertThat(bundle("endless")).isNotNegative();

        System.setProperty(ENOUGH, "true");
        await(() -> bundle("endless") < 0);
        assertThat(reasons("endless.jar")).singleElement().asString().contains("has not come back");
    }

    /** Lays down each jar; what is said of it, by file. */
    private Map<String, String> corpus() throws IOException {
        var said = new LinkedHashMap<String, String>();
        Files.write(folder.resolve("truncated.jar"), Arrays.copyOf(TestJar.saying("truncated", "x").bytes(), 700));
        said.put("truncated.jar", "it is not a jar, or its copy is not complete");
        Files.write(folder.resolve("empty.jar"), new byte[0]);
        said.put("empty.jar", "it is not a jar, or its copy is not complete");
        try (var vast = new RandomAccessFile(folder.resolve("vast.jar").toFile(), "rw")) {
            vast.setLength(200L << 20); // sparse: it takes no room
        }
        said.put("vast.jar", "it is larger than 128 MB");
        TestJar.bundle("manifest").header("X-Long", "x".repeat(2 << 20)).to(folder.resolve("manifest.jar"));
        said.put("manifest.jar", "its manifest is larger than 1 MB");
        Files.write(folder.resolve("bomb.jar"), claiming(TestJar.bundle("bomb").entry("zeros", "0").bytes(), Integer.MAX_VALUE));
        said.put("bomb.jar", "it unpacks to more than 512 MB");
        for (var path : List.of("../../../outside.txt", "/outside.txt", "a\\..\\outside.txt", "C:/outside.txt")) {
            var file = "astray-" + said.size() + ".jar";
            TestJar.saying("astray", "x").entry(path, "x").to(folder.resolve(file));
            said.put(file, "it contains a file whose path leads out of the jar");
        }
        TestJar.saying("good", "evil twin").to(folder.resolve("twin.jar"));
        said.put("twin.jar", "'good.jar' in the same folder is the same module");
        TestJar.bundle("version").header("Bundle-Version", "new").to(folder.resolve("version.jar"));
        said.put("version.jar", "it cannot be installed: ");
        TestJar.bundle("imports").header("Import-Package", "org.nowhere").to(folder.resolve("imports.jar"));
        said.put("imports.jar", "it imports package org.nowhere, which nothing in the house offers");
        TestJar.bundle("absent").header("Bundle-Activator", "t.Absent").to(folder.resolve("absent.jar"));
        said.put("absent.jar", "it does not start: ");
        TestJar.bundle("rubbish").header("Bundle-Activator", "t.Rubbish").entry("t/Rubbish.class", "rubbish").to(folder.resolve("rubbish.jar"));
        said.put("rubbish.jar", "it does not start: ");
        activating("future", "").classVersion("t.Activator", 99).to(folder.resolve("future.jar"));
        said.put("future.jar", "class file version 99.0");
        activating("exploding", "throw new StackOverflowError(\"boom\".repeat(1_000_000));").to(folder.resolve("exploding.jar"));
        said.put("exploding.jar", "it does not start: boomboom");
        activating("sleeping", "Thread.sleep(1_000_000);").to(folder.resolve("sleeping.jar"));
        said.put("sleeping.jar", "it does not start: sleep interrupted");
        activating("endless", ENDLESS).to(folder.resolve("endless.jar"));
        said.put("endless.jar", "it does not start: its start has not come back after 3 s");
        return said;
    }

    /** A jar whose last entry claims to unpack to this many bytes. */
    private static byte[] claiming(byte[] jar, int size) {
        var bytes = ByteBuffer.wrap(jar).order(ByteOrder.LITTLE_ENDIAN);
        var last = jar.length;
        do last--; while (last + 4 > jar.length || bytes.getInt(last) != CENTRAL_ENTRY);
        bytes.putInt(last + 24, size);
        return jar;
    }

    private List<String> reasons(String file) {
        return modules.states().stream().filter(state -> state.file().equals(file)).findFirst().map(ModuleState::reasons).orElse(List.of());
    }

    /** Id of the bundle of this name, or -1. */
    private long bundle(String name) {
        return Stream.of(framework.context().getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName())).mapToLong(Bundle::getBundleId).findFirst().orElse(-1);
    }

    private static TestJar activating(String name, String body) {
        return TestJar.bundle(name).header("Bundle-Activator", "t.Activator").header("Import-Package", "org.osgi.framework").type("t.Activator", """
                package t;
                public class Activator implements org.osgi.framework.BundleActivator {
                    public void start(org.osgi.framework.BundleContext context) throws Exception { %s }
                    public void stop(org.osgi.framework.BundleContext context) { }
                }
                """.formatted(body));
    }
}
