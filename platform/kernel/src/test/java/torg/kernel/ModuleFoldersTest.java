package torg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.kernel.TestFramework.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.wiring.FrameworkWiring;
import org.slf4j.LoggerFactory;
import torg.api.health.ModuleState;

/** Modules dropped in, replaced, removed and broken, in a real framework. */
class ModuleFoldersTest {
    @TempDir
    Path temp;

    private Path shipped;
    private Path own;
    private TestFramework framework;
    private ModuleFolders modules;
    private final AtomicInteger quietMoments = new AtomicInteger();
    private final AtomicInteger firstLooks = new AtomicInteger();
    private final AtomicReference<Instant> time = new AtomicReference<>();
    /** Stands still when a test says so: machines pause, and then a copy that goes on looks as if it had been given up. */
    private final InstantSource clock = () -> time.get() == null ? Instant.now() : time.get();

    @BeforeEach
    void start() throws Exception {
        shipped = Files.createDirectories(temp.resolve("shipped"));
        own = Files.createDirectories(temp.resolve("own"));
        TestJar.saying("good", "good").to(shipped.resolve("good.jar"));
        framework = new TestFramework(temp.resolve("cache"));
        modules = new ModuleFolders(TestFramework.files(clock, shipped, own), TestFramework.NONE_ADDED, framework.context(), clock, new Starts(Duration.ofMinutes(1)), framework.reasons(), change -> {
            quietMoments.incrementAndGet();
            change.run();
        }, new StoppedModules(Optional.empty(), InstantSource.system()), firstLooks::incrementAndGet);
        await(modules::hasLooked);
    }

    @AfterEach
    void stop() throws Exception {
        var words = framework.words();
        modules.close();
        framework.close();
        // Whatever happened, the good module was not harmed.
        assertThat(words).anyMatch(word -> word.startsWith("good"));
    }

    @Test
    void whatLiesThereAtTheStartRuns() {
        assertThat(framework.words()).containsExactly("good");
        assertThat(firstLooks).hasValue(1);
        assertThat(modules.isWatched()).isTrue();
        assertThat(modules.states()).containsExactly(new ModuleState("good", "1.0.0", "good.jar", true, List.of(), List.of()));
    }

    @Test
    void whatAModuleOffersTheHouseIsTold() throws Exception {
        TestJar.bundle("offering").type("t.Both", "package t; public class Both implements Runnable { public void run() {} }")
                .component("t.Both", "<service><provide interface=\"java.lang.Runnable\"/><provide interface=\"torg.spi.web.RestResource\"/></service>").to(own.resolve("offering.jar"));

        await(() -> modules.states().stream().anyMatch(module -> module.name().equals("offering") && module.running() && module.offers().equals(List.of("torg.spi.web.RestResource"))));
    }

    @Test
    void aJarDroppedInStartsAndARemovedOneStops() throws Exception {
        var jar = TestJar.saying("other", "hello").to(own.resolve("other.jar"));
        awaitWords("good", "hello");

        Files.delete(jar);
        awaitWords("good");
        await(() -> modules.states().size() == 1);
        assertThat(quietMoments).hasValue(1);
    }

    @Test
    void aReplacedJarTakesEffectAndOnlyItRestarts() throws Exception {
        TestJar.saying("other", "one").to(own.resolve("other.jar"));
        awaitWords("good", "one");
        var started = framework.context().getBundles()[framework.context().getBundles().length - 2].getLastModified();

        TestJar.saying("other", "two").to(own.resolve("other.jar"));
        awaitWords("good", "two");

        assertThat(quietMoments).hasValue(1);
        assertThat(framework.context().getBundles()).filteredOn(bundle -> bundle.getSymbolicName().equals("good")).singleElement().matches(bundle -> bundle.getLastModified() == started);
        // The old one lies there until the new one is known to run: then it goes.
        await(() -> Arrays.stream(framework.context().getBundles()).filter(bundle -> bundle.getSymbolicName().equals("other")).count() == 1);
        await(() -> framework.context().getBundle(0).adapt(FrameworkWiring.class).getRemovalPendingBundles().isEmpty());
    }

    @Test
    void aJarThatIsWrittenSlowlyStartsWhenItIsComplete() throws Exception {
        var bytes = TestJar.saying("other", "slow").bytes();
        var jar = own.resolve("other.jar");
        time.set(Instant.now());
        for (var from = 0; from < bytes.length; from += 400) {
            Files.write(jar, Arrays.copyOfRange(bytes, from, Math.min(from + 400, bytes.length)), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            Thread.sleep(150);
            assertThat(modules.states()).extracting(ModuleState::file).doesNotContain(from + 400 < bytes.length ? "other.jar" : "none");
        }
        time.set(null);
        awaitWords("good", "slow");
    }

    @Test
    void aTruncatedJarIsReported() throws Exception {
        var bytes = TestJar.saying("other", "x").bytes();
        Files.write(own.resolve("half.jar"), Arrays.copyOf(bytes, bytes.length / 2));

        assertThat(reasons("half.jar")).containsExactly("it is not a jar, or its copy is not complete; copy it again");
    }

    @Test
    void aJarThatIsNoModuleIsReported() throws Exception {
        TestJar.bundle("x").header("Bundle-SymbolicName", " ").to(own.resolve("plain.jar"));
        TestJar.bundle("exporter").header("Export-Package", "t").to(own.resolve("exporter.jar"));
        TestJar.bundle("fat").entry("torg/api/web/Request.class", "").to(own.resolve("fat.jar"));
        TestJar.bundle("fragment").header("Fragment-Host", "good").to(own.resolve("fragment.jar"));
        TestJar.bundle("org.apache.felix.scr").to(own.resolve("room.jar"));

        assertThat(reasons("plain.jar")).singleElement().asString().contains("Bundle-SymbolicName is missing");
        assertThat(reasons("exporter.jar")).singleElement().asString().contains("a module exports nothing");
        assertThat(reasons("fat.jar")).singleElement().asString().contains("contains classes of torg.api");
        assertThat(reasons("fragment.jar")).singleElement().asString().contains("is a fragment");
        assertThat(reasons("room.jar")).singleElement().asString().contains("the house itself has a bundle of this name");
    }

    @Test
    void anImportThatNobodyOffersIsReported() throws Exception {
        TestJar.saying("lonely", "x").header("Import-Package", "org.nowhere;version=\"[1.2,2)\",torg.api.table;version=\"[7,8)\",org.maybe;resolution:=optional").to(own.resolve("lonely.jar"));

        assertThat(reasons("lonely.jar")).containsExactly(
                "it imports package org.nowhere from 1.2.0 below 2.0.0, which nothing in the house offers; pack that library into the module, or remove the import",
                "it imports package torg.api.table from 7.0.0 below 8.0.0, and the house offers 1.0.0; build it against the house's version");
    }

    @Test
    void anActivatorThatThrowsIsReported() throws Exception {
        throwing("angry").to(own.resolve("angry.jar"));

        assertThat(reasons("angry.jar")).containsExactly("it does not start: no mood today");
    }

    @Test
    void aComponentThatWaitsIsReportedDownToTheCause() throws Exception {
        TestJar.bundle("waiting").type("t.Waiting", "package t; public class Waiting { public void set(Runnable needed) {} }")
                .component("t.Waiting", "<reference name=\"needed\" interface=\"java.lang.Runnable\" bind=\"set\"/>").to(own.resolve("waiting.jar"));
        TestJar.bundle("giving").type("t.Giving", "package t; public class Giving implements Runnable { public void run() {} public void set(java.util.concurrent.Callable needed) {} }")
                .component("t.Giving", "<service><provide interface=\"java.lang.Runnable\"/></service><reference name=\"call\" interface=\"java.util.concurrent.Callable\" bind=\"set\"/>")
                .to(own.resolve("giving.jar"));

        await(() -> modules.states().size() == 3);
        assertThat(reasons("waiting.jar")).containsExactly(
                "component t.Waiting of waiting waits for a service java.lang.Runnable",
                "  component t.Giving of giving waits for a service java.util.concurrent.Callable, which no bundle gives");
    }

    @Test
    void aComponentThatFailsOrHasNoSettingsIsReported() throws Exception {
        TestJar.bundle("failing").type("t.Failing", "package t; public class Failing { public void start() { throw new IllegalStateException(\"the setting 'url' is missing\"); } }")
                .component("t.Failing", "activate=\"start\">").to(own.resolve("failing.jar"));
        TestJar.bundle("unset").type("t.Unset", "package t; public class Unset { }").component("t.Unset", "configuration-policy=\"require\" configuration-pid=\"my.pid\">").to(own.resolve("unset.jar"));

        TestJar.bundle("idle").type("t.Idle", "package t; public class Idle { }").component("t.Idle", "configuration-policy=\"require\" configuration-pid=\"my.pid\"><property name=\"torg.idle\" type=\"Boolean\" value=\"true\"/>").to(own.resolve("idle.jar"));

        await(() -> modules.states().size() == 4);
        await(() -> modules.states().stream().anyMatch(state -> state.file().equals("idle.jar") && state.running()));
        assertThat(reasons("failing.jar")).containsExactly("component t.Failing of failing failed to start: the setting 'url' is missing");
        assertThat(reasons("unset.jar")).containsExactly("component t.Unset of unset waits for its settings; write them into settings/my.pid.properties in the data folder");
    }

    @Test
    void theCauseIsNamedBeforeWhatFollowsFromIt() throws Exception {
        TestJar.bundle("failing").type("t.Aftermath", "package t; public class Aftermath { public Aftermath(Runnable needed) {} }")
                .component("t.Aftermath", "init=\"1\"><reference name=\"needed\" interface=\"java.lang.Runnable\" parameter=\"0\"/>")
                .type("t.Cause", "package t; public class Cause implements Runnable { public void run() {} public Cause() { throw new IllegalStateException(\"the setting 'url' is missing\"); } }")
                .component("t.Cause", "<service><provide interface=\"java.lang.Runnable\"/></service>").to(own.resolve("failing.jar"));

        await(() -> told("failing.jar").size() == 2);
        assertThat(reasons("failing.jar").getFirst()).isEqualTo("component t.Cause of failing failed to start: the setting 'url' is missing");
    }

    @Test
    void whatOnlyLaterWaitsIsToldTooAndSoIsItsMend() throws Exception {
        var log = listen();
        var needed = framework.context().registerService(Runnable.class, () -> {}, null);
        TestJar.bundle("needing").type("t.Needing", "package t; public class Needing { public void set(Runnable needed) {} }")
                .component("t.Needing", "<reference name=\"needed\" interface=\"java.lang.Runnable\" bind=\"set\"/>").to(own.resolve("needing.jar"));
        await(() -> modules.states().stream().anyMatch(state -> state.file().equals("needing.jar") && state.running()));
        Thread.sleep(3_500); // all has settled, and nobody asks again without a reason
        needed.unregister();
        await(() -> told(log, "module=needing file=needing.jar event=not-running: component t.Needing of needing waits"));

        framework.context().registerService(Runnable.class, () -> {}, null);
        await(() -> told(log, "module=needing file=needing.jar event=mended"));
    }

    private static ListAppender<ILoggingEvent> listen() {
        var appender = new ListAppender<ILoggingEvent>();
        appender.start();
        for (var name : List.of(ModuleFolders.class.getName(), "torg.news")) ((Logger) LoggerFactory.getLogger(name)).addAppender(appender);
        return appender;
    }

    private static boolean told(ListAppender<ILoggingEvent> log, String beginning) {
        return List.copyOf(log.list).stream().anyMatch(event -> event.getFormattedMessage().startsWith(beginning));
    }

    @Test
    void aNewVersionThatCannotBeConnectedLeavesTheOldOneRunning() throws Exception {
        TestJar.saying("other", "one").to(own.resolve("other.jar"));
        awaitWords("good", "one");
        TestJar.saying("other", "two").header("Import-Package", "org.nowhere").to(own.resolve("other.jar"));

        assertThat(reasons("other.jar")).hasSize(2).last().isEqualTo("the version before it runs on");
        assertThat(framework.words()).containsExactly("good", "one");
        assertThat(quietMoments).hasValue(0);

        TestJar.saying("other", "three").to(own.resolve("other.jar"));
        awaitWords("good", "three");
        await(() -> modules.states().stream().allMatch(ModuleState::running));
    }

    @Test
    void aNewVersionThatDoesNotStartGivesWayToTheOldOne() throws Exception {
        TestJar.saying("other", "one").to(own.resolve("other.jar"));
        awaitWords("good", "one");
        throwing("other").to(own.resolve("other.jar"));

        assertThat(reasons("other.jar")).containsExactly("it does not start: no mood today", "the version before it runs on");
        assertThat(framework.words()).containsExactly("good", "one");
    }

    @Test
    void aNewVersionWhoseComponentFailsGivesWayToTheOldOne() throws Exception {
        TestJar.saying("other", "one").to(own.resolve("other.jar"));
        awaitWords("good", "one");
        TestJar.bundle("other").type("t.Failing", "package t; public class Failing { public Failing() { throw new IllegalStateException(\"the setting 'url' is missing\"); } }")
                .component("t.Failing", ">").to(own.resolve("other.jar"));

        assertThat(reasons("other.jar")).containsExactly("component t.Failing of other failed to start: the setting 'url' is missing", "the version before it runs on");
        assertThat(framework.words()).containsExactly("good", "one");
    }

    @Test
    void whereTheOldVersionDoesNotComeBackNothingRunsAndBothStoriesAreTold() throws Exception {
        TestJar.saying("other", "one").header("Bundle-Activator", "t.Once").header("Import-Package", "org.osgi.framework").type("t.Once", """
                package t;
                public class Once implements org.osgi.framework.BundleActivator {
                    static boolean started;
                    public void start(org.osgi.framework.BundleContext context) { if (started) throw new IllegalStateException("not twice"); started = true; }
                    public void stop(org.osgi.framework.BundleContext context) { }
                }
                """).to(own.resolve("other.jar"));
        awaitWords("good", "one");
        TestJar.bundle("other").type("t.Failing", "package t; public class Failing { public Failing() { throw new IllegalStateException(\"the setting 'url' is missing\"); } }")
                .component("t.Failing", ">").to(own.resolve("other.jar"));

        assertThat(reasons("other.jar")).containsExactly("component t.Failing of other failed to start: the setting 'url' is missing",
                "the version before it is gone too: it does not start: not twice");
        assertThat(framework.context().getBundles()).noneMatch(bundle -> "other".equals(bundle.getSymbolicName()));

        TestJar.saying("other", "two").to(own.resolve("other.jar"));
        awaitWords("good", "two");
        await(() -> modules.states().stream().allMatch(ModuleState::running));
    }

    @Test
    void aModuleOverwrittenByRubbishRunsOn() throws Exception {
        TestJar.saying("other", "one").to(own.resolve("other.jar"));
        awaitWords("good", "one");
        Files.writeString(own.resolve("other.jar"), "rubbish");

        assertThat(reasons("other.jar")).singleElement().asString().contains("not a jar");
        assertThat(framework.words()).containsExactly("good", "one");
    }

    @Test
    void theLaterFolderWins() throws Exception {
        var mine = TestJar.saying("good", "good, but mine").to(own.resolve("mine.jar"));
        TestJar.saying("tail", "good").to(own.resolve("tail.jar"));
        awaitWords("good", "good, but mine");
        await(() -> modules.states().stream().map(ModuleState::file).toList().equals(List.of("mine.jar", "tail.jar")));

        Files.delete(mine);
        awaitWords("good", "good");
    }

    @Test
    void theSecondOfTwoInOneFolderIsRefusedUntilTheFirstGoes() throws Exception {
        var first = TestJar.saying("other", "one").to(own.resolve("b.jar"));
        awaitWords("good", "one");
        TestJar.saying("other", "two").to(own.resolve("a.jar"));
        assertThat(reasons("a.jar")).containsExactly("'b.jar' in the same folder is the same module; remove one of the two");
        assertThat(framework.words()).containsExactly("good", "one");

        Files.delete(first);
        awaitWords("good", "two");
    }

    private static TestJar throwing(String name) {
        return TestJar.bundle(name).header("Bundle-Activator", "t.Angry").header("Import-Package", "org.osgi.framework").type("t.Angry", """
                package t;
                public class Angry implements org.osgi.framework.BundleActivator {
                    public void start(org.osgi.framework.BundleContext context) { throw new IllegalStateException("no mood today"); }
                    public void stop(org.osgi.framework.BundleContext context) { }
                }
                """);
    }

    private void awaitWords(String... words) throws InterruptedException {
        await(() -> framework.words().equals(List.of(words)));
    }

    private List<String> reasons(String file) throws InterruptedException {
        await(() -> told(file).stream().findFirst().filter(reason -> !reason.equals("it is just being started or stopped")).isPresent());
        return told(file);
    }

    private List<String> told(String file) {
        return modules.states().stream().filter(state -> state.file().equals(file)).findFirst().map(ModuleState::reasons).orElse(List.of());
    }
}
