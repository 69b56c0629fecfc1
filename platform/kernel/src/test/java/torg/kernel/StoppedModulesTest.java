package torg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static torg.kernel.TestFramework.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.ConfigurationAdmin;
import torg.api.health.ModuleControl;
import torg.api.health.ModuleState;
import torg.api.health.Status;
import torg.api.problem.TorgException;

/** Modules that an administrator stops and starts, in a real framework; what is wished lies in one file. */
class StoppedModulesTest {
    @TempDir
    Path temp;

    private Path folder;
    private Path file;
    private TestFramework framework;
    private Kernel kernel;
    private SettingsFolder settings;
    private Control control;

    @BeforeEach
    void start() throws Exception {
        folder = Files.createDirectories(temp.resolve("modules"));
        file = temp.resolve("modules.properties");
        TestJar.saying("good", "good").to(folder.resolve("good.jar"));
        TestJar.saying("other", "one").header("Provide-Capability", "osgi.service;objectClass:List<String>=\"java.util.function.Supplier,java.lang.Iterable\"").to(folder.resolve("other.jar"));
        begin();
    }

    private void begin() throws Exception {
        framework = new TestFramework(temp.resolve("cache"));
        kernel = new Kernel(framework.context(), TestSettings.of(folder, file), framework.components(), new PrometheusMetrics());
        settings = new SettingsFolder(framework.context(), framework.service(ConfigurationAdmin.class), framework.components());
        control = new Control(kernel, settings);
        await(() -> kernel.checks().get("modules").level() != Status.Level.NOT_READY);
    }

    private void end() throws Exception {
        kernel.stop();
        settings.stop();
        framework.close();
    }

    @AfterEach
    void stop() throws Exception {
        end();
    }

    @Test
    void aStoppedModuleStandsStillOverARestartAndANewJarUntilItIsStarted() throws Exception {
        control.stop("other", "Ann \\ Admin");
        assertThat(state("other").running()).as("from now on, done or not").isFalse();
        await(() -> state("other").stopped().isPresent());
        assertThat(framework.words()).containsExactly("good");
        assertThat(Files.readString(file)).matches("(?s)#.*\nother=stopped \\d{4}-\\d\\d-\\d\\dT[0-9:]+Z Ann \\\\\\\\ Admin\n");
        assertThat(state("other").running()).isFalse();
        assertThat(state("other").stopped().orElseThrow().by()).isEqualTo("Ann \\ Admin");
        assertThat(state("other").reasons()).singleElement().asString().matches("it was stopped by Ann \\\\ Admin at \\d{4}-.*Z");
        await(() -> kernel.checks().get("modules").equals(Status.ok("1 modules run, 1 is stopped")));

        end();
        begin();
        assertThat(framework.words()).containsExactly("good");
        TestJar.saying("other", "two").header("Bundle-Version", "2.0.0").to(folder.resolve("other.jar"));
        await(() -> state("other").version().equals("2.0.0"));
        assertThat(framework.words()).containsExactly("good");

        control.start("other");
        awaitWords("good", "two");
        await(() -> state("other").running() && state("other").stopped().isEmpty());
        assertThat(Files.readString(file)).doesNotContain("other=");
        assertThat(code(() -> control.start("other"))).isEqualTo("modules.not-stopped");
    }

    @Test
    void whatWaitsForAStoppedModuleSaysSo() throws Exception {
        control.stop("other", "Ann");
        awaitWords("good");
        TestJar.bundle("needing").type("t.Needing", "package t; public class Needing { public void set(Iterable<?> needed) {} }")
                .component("t.Needing", "<reference name=\"needed\" interface=\"java.lang.Iterable\" bind=\"set\"/>").to(folder.resolve("needing.jar"));
        await(() -> kernel.modules().stream().anyMatch(module -> module.name().equals("needing") && module.reasons().size() == 2));
        assertThat(state("needing").reasons().get(0)).isEqualTo("component t.Needing of needing waits for a service java.lang.Iterable");
        assertThat(state("needing").reasons().get(1)).matches("  module other offers it, but it was stopped by Ann at .*");
    }

    @Test
    void whatNobodyElseOffersIsNotStopped() throws Exception {
        painter("painting").to(folder.resolve("painting.jar"));
        await(() -> kernel.modules().stream().anyMatch(module -> module.needed().equals(List.of("torg.spi.view.Painter"))));
        assertThat(catchThrowableOfType(TorgException.class, () -> control.stop("painting", "Ann")).getMessage()).contains("torg.spi.view.Painter");
        painter("another").to(folder.resolve("another.jar"));
        await(() -> kernel.modules().stream().allMatch(module -> module.needed().isEmpty()) && kernel.modules().size() == 4);

        control.stop("painting", "Ann");
        await(() -> state("another").needed().equals(List.of("torg.spi.view.Painter")));
        assertThat(code(() -> control.stop("another", "Ann"))).isEqualTo("modules.needed");
        assertThat(code(() -> control.stop("painting", "Ann"))).isEqualTo("modules.stopped");
        assertThat(code(() -> control.stop("nobody", "Ann"))).isEqualTo("modules.unknown");
    }

    @Test
    void ofTheLastTwoTheSecondStaysAlthoughTheFirstHasNotStoodStillYet() throws Exception {
        painter("painting").to(folder.resolve("painting.jar"));
        painter("another").to(folder.resolve("another.jar"));
        await(() -> kernel.modules().stream().filter(ModuleState::running).count() == 4);
        control.stop("painting", "Ann");
        assertThat(code(() -> control.stop("another", "Bob"))).as("asked for in the same moment").isEqualTo("modules.needed");
    }

    @Test
    void theModuleByWhichOthersAreStartedAgainIsNotStopped() throws Exception {
        framework.context().registerService(ModuleControl.class, control, null);
        TestJar.bundle("desk").type("t.Desk", "package t; public class Desk { public void set(torg.api.health.ModuleControl control) {} }").header("Import-Package", "torg.api.health")
                .component("t.Desk", "<reference name=\"control\" interface=\"torg.api.health.ModuleControl\" bind=\"set\"/>").to(folder.resolve("desk.jar"));
        await(() -> kernel.modules().stream().anyMatch(module -> module.name().equals("desk") && module.needed().equals(List.of("torg.api.health.ModuleControl"))));
        assertThat(code(() -> control.stop("desk", "Ann"))).isEqualTo("modules.needed");
    }

    @Test
    void whatAPersonWritesCountsAtOnceAndWhatIsWrongInItIsToldAndNotLost() throws Exception {
        Files.writeString(file, "other = stopped\n");
        await(() -> state("other").reasons().equals(List.of("it was stopped")));
        assertThat(framework.words()).containsExactly("good");

        var wrong = "good = stoped\nother = stopped until the fair is over\n";
        Files.writeString(file, wrong);
        await(() -> kernel.checks().get("modules").message().equals("modules.properties says 'stoped' of good, expected 'stopped', and does not count"));
        await(() -> !state("other").reasons().equals(List.of("it was stopped")));
        assertThat(state("other").reasons()).containsExactly("it was stopped by until the fair is over");
        assertThat(code(() -> control.start("other"))).isEqualTo("modules.unwritten");
        assertThat(Files.readString(file)).isEqualTo(wrong);

        Files.delete(file);
        awaitWords("good", "one");
        await(() -> kernel.checks().get("modules").equals(Status.ok("2 modules run")));
    }

    @Test
    void aNameWithAnythingInItIsReadAsItWasWritten() {
        var stops = new StoppedModules(Optional.of(file), InstantSource.system());
        for (var name : List.of("other", "my jar=1: #2!.jar", "#one", "back\\slash")) stops.put(name, "Ann");
        var read = new StoppedModules(Optional.of(file), InstantSource.system());
        assertThat(read.now()).containsOnlyKeys("other", "my jar=1: #2!.jar", "#one", "back\\slash");
        assertThat(read.trouble()).isEmpty();
    }

    @Test
    void aFileThatCannotBeReadChangesNothingAndIsToldAndAtTheStartEverythingRuns() throws Exception {
        control.stop("other", "Ann");
        await(() -> state("other").stopped().isPresent());
        Files.write(file, new byte[] {'a', '=', (byte) 0xff, (byte) 0xfe});
        await(() -> kernel.checks().get("modules").message().startsWith("modules.properties cannot be read"));
        assertThat(state("other").stopped()).isPresent();

        end();
        begin();
        awaitWords("good", "one");
        assertThat(kernel.checks().get("modules").level()).isEqualTo(Status.Level.WARN);
        Files.delete(file);
        await(() -> kernel.checks().get("modules").level() == Status.Level.OK);
    }

    private static TestJar painter(String name) {
        return TestJar.bundle(name).type("t.Painting", "package t; public class Painting { }")
                .component("t.Painting", "<service><provide interface=\"torg.spi.view.Painter\"/></service>");
    }

    private ModuleState state(String name) {
        return kernel.modules().stream().filter(module -> module.name().equals(name)).findFirst().orElseThrow();
    }

    private void awaitWords(String... words) throws InterruptedException {
        await(() -> framework.words().equals(List.of(words)));
    }

    private static String code(Runnable act) {
        return Optional.ofNullable(catchThrowableOfType(TorgException.class, act::run)).map(TorgException::code).orElse("done");
    }
}
