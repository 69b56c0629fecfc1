package torg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static torg.kernel.TestFramework.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.ConfigurationAdmin;
import torg.api.file.Bytes;
import torg.api.health.ModuleState;
import torg.api.health.ModuleState.Origin;
import torg.api.health.Status;
import torg.api.problem.TorgException;

/** Modules that an administrator adds, brings up to date, takes back and removes, in a real framework. */
class AddedModulesTest {
    @TempDir
    Path temp;

    private Path shipped;
    private Path added;
    private TestFramework framework;
    private Kernel kernel;
    private SettingsFolder settings;
    private Control control;

    @BeforeEach
    void start() throws Exception {
        shipped = Files.createDirectories(temp.resolve("shipped"));
        added = temp.resolve("data/modules");
        TestJar.saying("ours", "shipped").to(shipped.resolve("ours.jar"));
        begin(true);
    }

    private void begin(boolean unsigned) throws Exception {
        framework = new TestFramework(temp.resolve("cache"));
        kernel = new Kernel(framework.context(), TestSettings.of(shipped, added, temp).unsigned(unsigned), framework.components(), new PrometheusMetrics());
        settings = new SettingsFolder(framework.context(), framework.service(ConfigurationAdmin.class), framework.components());
        control = new Control(kernel, settings);
        await(() -> kernel.checks().get("modules").level() != Status.Level.NOT_READY);
    }

    @AfterEach
    void end() throws Exception {
        kernel.stop();
        settings.stop();
        framework.close();
    }

    @Test
    void whatIsAddedRunsIsBroughtUpToDateTakenBackAndRemoved() throws Exception {
        var first = control.add(jar("new", "one", "1.0.0"));
        assertThat(first.name() + " " + first.version() + " " + first.before() + " " + first.digest().length()).isEqualTo("new 1.0.0 Optional.empty 64");
        awaitWords("one", "shipped");
        // it runs a moment before the kernel is through with its folders and tells of it
        await(() -> kernel.modules().stream().anyMatch(module -> module.name().equals("new")));
        assertThat(state("new").origin()).isEqualTo(Origin.ADDED);
        assertThat(state("new").former()).isEmpty();

        assertThat(control.add(jar("new", "two", "1.1.0")).before()).contains("1.0.0");
        awaitWords("shipped", "two");
        assertThat(refused(jar("new", "one", "1.0.0"))).contains("version 1.1.0 is there, which is newer");

        await(() -> state("new").former().equals(Optional.of("1.0.0")));
        control.back("new");
        awaitWords("one", "shipped");
        await(() -> state("new").former().equals(Optional.of("1.1.0")));
        control.back("new");
        awaitWords("shipped", "two");

        end();
        begin(true);
        assertThat(framework.words()).as("it is there after a restart").containsExactly("shipped", "two");
        control.remove("new");
        awaitWords("shipped");
        await(() -> kernel.modules().size() == 1);
        assertThat(code(() -> control.remove("new"))).isEqualTo("modules.unknown");
        assertThat(code(() -> control.remove("../shipped/ours"))).isEqualTo("modules.unknown");
        try (var left = Files.walk(added).filter(Files::isRegularFile)) {
            assertThat(left).as("nothing of it is left").isEmpty();
        }
    }

    @Test
    void whatTakesThePlaceOfAShippedModuleGivesItBackWhenItGoes() throws Exception {
        assertThat(code(() -> control.remove("ours"))).isEqualTo("modules.ships");
        assertThat(code(() -> control.back("ours"))).isEqualTo("modules.ships");
        assertThat(refused(jar("ours", "older", "0.9.0"))).contains("version 1.0.0 is there");
        control.add(jar("ours", "newer", "1.0.1"));
        awaitWords("newer");
        assertThat(code(() -> control.back("ours"))).isEqualTo("modules.no-former");
        control.remove("ours");
        awaitWords("shipped");
    }

    @Test
    void whatWasAddedAndIsOlderThanWhatShipsSinceAnUpgradeIsTold() throws Exception {
        control.add(jar("ours", "added", "1.0.1"));
        awaitWords("added");
        await(() -> kernel.checks().get("modules").level() == Status.Level.OK);
        TestJar.saying("ours", "upgraded").header("Bundle-Version", "1.2.0").to(shipped.resolve("ours.jar"));
        await(() -> kernel.checks().get("modules").message().equals("module ours was added in version 1.0.1, and a newer one ships, 1.2.0"));
        assertThat(framework.words()).as("what an administrator added runs until they say otherwise").containsExactly("added");
        control.remove("ours");
        awaitWords("upgraded");
        await(() -> kernel.checks().get("modules").level() == Status.Level.OK);
    }

    @Test
    void whatCannotRunHereIsRefusedInWordsBeforeAnythingIsInstalled() throws Exception {
        var bundles = framework.context().getBundles().length;
        var before = kernel.modules();
        var wanting = TestJar.bundle("wanting").header("Import-Package",
                "com.nowhere;com.nowhere.too;version=\"[1.0,2)\",org.gone;resolution:=optional,torg.api.table;version=\"[7.0,8)\",torg.api.health,java.util")
                .header("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\",osgi.service;filter:=\"(objectClass=x.Y)\";effective:=active");
        var proposal = control.examine(Bytes.of(wanting.bytes()));
        assertThat(proposal.refused()).containsExactly(
                "it imports package com.nowhere from 1.0.0 below 2.0.0, which nothing in the house offers; pack that library into the module, or remove the import",
                "it imports package com.nowhere.too from 1.0.0 below 2.0.0, which nothing in the house offers; pack that library into the module, or remove the import",
                "it imports package torg.api.table from 7.0.0 below 8.0.0, and the house offers 1.0.0; build it against the house's version",
                "it was built for another Java (&(osgi.ee=JavaSE)(version=99)) than the one that runs here");
        assertThat(refused(Bytes.of(wanting.bytes()))).startsWith("it is not added: it imports package com.nowhere");
        assertThat(refused(Bytes.of(new byte[] {1, 2, 3}))).contains("it is not a jar");
        assertThat(refused(Bytes.of(TestJar.bundle("org.apache.felix.scr").bytes()))).contains("the house itself has a bundle of this name");
        for (var name : List.of("../../evil", "a/b", ".hidden", "former/x", "a..b")) assertThat(refused(Bytes.of(TestJar.bundle(name).bytes()))).contains("no Bundle-SymbolicName");
        assertThat(refused(Bytes.of(TestJar.bundle("odd").header("Torg-May", "read everything there is").bytes()))).contains("its manifest says in Torg-May what nobody understands");
        assertThat(refused(jar("odd", "word", "newest"))).contains("its Bundle-Version is none");
        assertThat(refused(Bytes.of(TestJar.bundle("odd").header("Import-Package", "a;version=\"[x\"").bytes()))).contains("a version that is none");
        assertThat(framework.context().getBundles()).hasSize(bundles);
        assertThat(kernel.modules()).isEqualTo(before);
        try (var left = Files.list(added)) {
            assertThat(left).as("nothing was laid down").isEmpty();
        }
    }

    @Test
    void unlessTheOperatorSaysOtherwiseOnlyWhatATrustedPersonSignedIsTakenAlsoFromTheFolder() throws Exception {
        end();
        begin(false);
        var ours = TestSigner.make(temp, "ours").trustedIn(temp.resolve("trusted"));
        var file = TestJar.saying("signed", "signed").to(temp.resolve("signed.jar"));
        assertThat(refused(jar("new", "one", "1.0.0"))).contains("it is not signed");
        var signed = Files.readAllBytes(ours.sign(file));
        assertThat(control.add(Bytes.of(signed)).signer()).contains("CN=ours");
        awaitWords("shipped", "signed");

        TestJar.saying("dropped", "dropped").to(added.resolve("dropped.jar"));
        await(() -> kernel.modules().stream().anyMatch(module -> module.name().equals("dropped") && module.reasons().equals(List.of("it is not signed; sign it with jarsigner"))));
        assertThat(framework.words()).containsExactly("shipped", "signed");
    }

    @Test
    void whetherUnsignedOnesAreTakenCountsAtOnceAndTouchesNoModule() throws Exception {
        end();
        begin(false);
        var ours = framework.context().getBundles();
        var times = Stream.of(ours).map(Bundle::getLastModified).toList();
        TestJar.saying("dropped", "dropped").to(added.resolve("dropped.jar"));
        await(() -> kernel.modules().stream().anyMatch(module -> module.name().equals("dropped") && !module.running()));

        kernel.set(TestSettings.of(shipped, added, temp));
        awaitWords("dropped", "shipped");
        control.add(jar("new", "one", "1.0.0"));
        awaitWords("dropped", "one", "shipped");
        kernel.set(TestSettings.of(shipped, added, temp).unsigned(false));
        assertThat(refused(jar("other", "two", "1.0.0"))).contains("it is not signed");
        assertThat(framework.words()).as("what runs runs on").containsExactly("dropped", "one", "shipped");
        assertThat(Stream.of(framework.context().getBundles()).limit(ours.length)).containsExactly(ours);
        assertThat(Stream.of(ours).map(Bundle::getLastModified).toList()).as("none was restarted").isEqualTo(times);
    }

    private static Bytes jar(String name, String word, String version) throws Exception {
        return Bytes.of(TestJar.saying(name, word).header("Bundle-Version", version).bytes());
    }

    private ModuleState state(String name) {
        return kernel.modules().stream().filter(module -> module.name().equals(name)).findFirst().orElseThrow();
    }

    private void awaitWords(String... words) throws InterruptedException {
        await(() -> framework.words().equals(List.of(words)));
    }

    private String refused(Bytes jar) {
        return catchThrowableOfType(TorgException.class, () -> control.add(jar)).getMessage();
    }

    private static String code(Runnable act) {
        return catchThrowableOfType(TorgException.class, act::run).code();
    }
}
