package torg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.kernel.TestFramework.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.ConfigurationAdmin;
import torg.api.health.ModuleSetting.Kind;
import torg.api.health.ModuleSetting.Origin;
import torg.api.health.ModuleSetting;
import torg.api.health.ModulesTried;
import torg.api.health.Status;

class SettingsFolderTest {
    @TempDir
    Path temp;

    private Path folder;
    private TestFramework framework;
    private ConfigurationAdmin admin;
    private volatile boolean away;
    private SettingsFolder settings;

    @BeforeEach
    void start() throws Exception {
        folder = temp.resolve("settings");
        framework = new TestFramework(temp.resolve("cache"), Map.of(SettingsFolder.PROPERTY, folder.toString(), SettingsFolder.GIVEN + "torg.x/url", "first"));
        admin = framework.service(ConfigurationAdmin.class);
        admin.getConfiguration("torg.x", "?").update(new Hashtable<>(Map.of("url", "first", "size", "3")));
        settings = look();
    }

    private SettingsFolder look() {
        return new SettingsFolder(framework.context(), sometimes(), framework.components());
    }

    @AfterEach
    void stop() throws Exception {
        settings.stop();
        framework.close();
    }

    @Test
    void aFileLiesOverTheLaunchersSettingsKeyByKey() throws Exception {
        write("torg.x", "url=second\n");

        await(() -> "second".equals(value("torg.x", "url")));
        assertThat(value("torg.x", "size")).isEqualTo("3");
    }

    @Test
    void aSavedFileCountsAtOnceAndANewOneToo() throws Exception {
        write("torg.x", "url=second");
        await(() -> "second".equals(value("torg.x", "url")));
        write("torg.x", "url=third one");
        await(() -> "third one".equals(value("torg.x", "url")));

        write("torg.new", "a=b");
        await(() -> "b".equals(value("torg.new", "a")));
    }

    @Test
    void aBrokenFileChangesNothing() throws Exception {
        write("torg.x", "url=\\u00zz");
        write("torg.y", "a=b");

        await(() -> "b".equals(value("torg.y", "a")));
        assertThat(value("torg.x", "url")).isEqualTo("first");
    }

    @Test
    void whatCouldNotBeTakenIsTriedAgain() throws Exception {
        away = true;
        write("torg.x", "url=second");
        write("torg.y", "a=b");
        await(() -> settings.check().message().contains("torg.x.properties cannot be read"));

        away = false;
        await(() -> "second".equals(value("torg.x", "url")) && "b".equals(value("torg.y", "a")));
        await(() -> settings.check().equals(Status.ok("the settings are as their files say")));
    }

    @Test
    void aFileInAnotherEncodingIsToldAsSuchAndHoldsNoOtherUp() throws Exception {
        write("torg.a", "url=");
        Files.write(folder.resolve("torg.a.properties"), "url=gr\u00fc\u00df".getBytes(StandardCharsets.ISO_8859_1));
        write("torg.y", "a=b");

        await(() -> "b".equals(value("torg.y", "a")));
        assertThat(settings.check()).isEqualTo(Status.warn("torg.a.properties is not written in UTF-8", "save it as UTF-8"));
    }

    @Test
    void whatAFileNoLongerSaysReturnsToWhatTheLauncherGave() throws Exception {
        write("torg.x", "url=second\nmore=yes");
        await(() -> "yes".equals(value("torg.x", "more")));
        write("torg.x", "more=no");
        await(() -> "first".equals(value("torg.x", "url")));
        assertThat(value("torg.x", "more")).isEqualTo("no");

        write("torg.new", "a=b");
        await(() -> "b".equals(value("torg.new", "a")));
        Files.delete(folder.resolve("torg.x.properties"));
        Files.delete(folder.resolve("torg.new.properties"));
        await(() -> value("torg.x", "more") == null && value("torg.new", "a") == null);
        assertThat(value("torg.x", "url")).isEqualTo("first");
        assertThat(value("torg.x", "size")).as("no file ever spoke of it").isEqualTo("3");
    }

    @Test
    void aValueThatDoesNotFitIsToldAndTheOneBeforeStays() throws Exception {
        install("torg.x");
        write("torg.x", "# sessions\nhours=24\nopen=true");
        await(() -> "24".equals(value("torg.x", "hours")));
        write("torg.x", "hours=\\\n  two\nopen=yes\nurl=second");

        await(() -> "second".equals(value("torg.x", "url")));
        assertThat(value("torg.x", "hours")).isEqualTo("24");
        assertThat(value("torg.x", "open")).isEqualTo("true");
        assertThat(settings.check()).isEqualTo(Status.warn("torg.x.properties:1 'hours' is 'two', expected a whole number from 1 to 720, and does not count (and 1 more)",
                "write a whole number from 1 to 720"));
        write("torg.x", "hours=721");
        await(() -> settings.check().message().contains("'hours' is '721'"));
        write("torg.x", "hours=720");
        await(() -> settings.check().level() == Status.Level.OK);
        assertThat(value("torg.x", "hours")).isEqualTo("720");
    }

    @Test
    void aKeyThatNobodyReadsIsTold() throws Exception {
        install("torg.x");
        write("torg.x", "\nhuors=24");

        await(() -> settings.check().equals(Status.warn("torg.x.properties:2 'huors' is no setting of torg.x", "did you mean 'hours'?")));
    }

    @Test
    void whatTheLauncherHandedOnIsLookedAtBeforeTheBundleCanStart() throws Exception {
        settings.stop();
        write("torg.x", "hours=two\nurl=second");
        admin.getConfiguration("torg.x", "?").update(new Hashtable<>(Map.of("url", "second", "hours", "two")));
        settings = look();
        assertThat(value("torg.x", "hours")).as("nobody has said yet what it has to be").isEqualTo("two");

        install("torg.x");
        assertThat(value("torg.x", "hours")).isNull();
        assertThat(value("torg.x", "url")).isEqualTo("second");
        assertThat(settings.check().message()).startsWith("torg.x.properties:1 'hours' is 'two'");
    }

    @Test
    void aFileForNobodyIsToldOnceAllModulesHaveBeenTried() throws Exception {
        install("torg.x");
        write("torg.xx", "hours=24");
        await(() -> "24".equals(value("torg.xx", "hours")));
        assertThat(settings.check().level()).isEqualTo(Status.Level.OK);

        framework.offer(ModulesTried.class, new ModulesTried() {});
        assertThat(settings.check()).isEqualTo(Status.warn("torg.xx.properties is read by nobody", "did you mean torg.x.properties?"));
    }

    @Test
    void whatABundleDeclaresIsToldWithWhatItIsNowAndWhoSaysSoButNoSecretIs() throws Exception {
        var bundle = install("torg.x", """
                <AD id="url" type="String" description="Where the house is"/><AD id="hours" type="Integer" min="1" default="12"/><AD id="secret" type="String" default="usual"/>
                <AD id="key" type="Password"/><AD id="door" type="String" default="red"><Option label="Red" value="red"/><Option label="Green" value="green"/></AD>""");
        write("torg.x", "hours=24\nsecret=hush\n");
        await(() -> "24".equals(value("torg.x", "hours")));
        assertThat(settings.of(bundle)).containsExactly(
                new ModuleSetting("torg.x.properties", "url", Kind.TEXT, Optional.empty(), Optional.empty(), List.of(), "", "Where the house is", Origin.START, Optional.of("first")),
                new ModuleSetting("torg.x.properties", "hours", Kind.NUMBER, Optional.of("1"), Optional.empty(), List.of(), "12", "", Origin.FILE, Optional.of("24")),
                new ModuleSetting("torg.x.properties", "secret", Kind.SECRET, Optional.empty(), Optional.empty(), List.of(), "", "", Origin.FILE, Optional.empty()),
                new ModuleSetting("torg.x.properties", "key", Kind.SECRET, Optional.empty(), Optional.empty(), List.of(), "", "", Origin.USUAL, Optional.empty()),
                new ModuleSetting("torg.x.properties", "door", Kind.TEXT, Optional.empty(), Optional.empty(), List.of("red", "green"), "red", "", Origin.USUAL, Optional.of("red")));
        assertThat(settings.of(framework.context().getBundle())).isEmpty();

        write("torg.x", "url=https://ann:hush@erp.example/x\n");
        await(() -> settings.of(bundle).getFirst().value().equals(Optional.of("https://erp.example/x")));
    }

    @Test
    void aTextThatIsNoneOfTheOptionsDoesNotCount() throws Exception {
        install("torg.x", "<AD id=\"door\" type=\"String\"><Option label=\"Red\" value=\"red\"/><Option label=\"Green\" value=\"green\"/></AD>");
        write("torg.x", "door=green");
        await(() -> "green".equals(value("torg.x", "door")));
        write("torg.x", "door=blue");
        await(() -> settings.check().equals(Status.warn("torg.x.properties:1 'door' is 'blue', expected one of red, green, and does not count", "write one of red, green")));
        assertThat(value("torg.x", "door")).isEqualTo("green");
    }

    /** A bundle that says which settings it has. */
    private void install(String pid) throws Exception {
        install(pid, "<AD id=\"url\" type=\"String\"/><AD id=\"more\" type=\"String\"/><AD id=\"hours\" type=\"Integer\" min=\"1\" max=\"720\" default=\"12\"/><AD id=\"open\" type=\"Boolean\"/>");
    }

    private Bundle install(String pid, String declared) throws Exception {
        var jar = TestJar.bundle("t." + pid).entry("OSGI-INF/metatype/t.xml", """
                <m:MetaData xmlns:m="http://www.osgi.org/xmlns/metatype/v1.4.0">
                  <OCD id="t" name="t">%s</OCD>
                  <Designate pid="%s"><Object ocdref="t"/></Designate>
                </m:MetaData>
                """.formatted(declared, pid)).to(temp.resolve(pid + ".jar"));
        return framework.context().installBundle(jar.toUri().toString());
    }

    /** The framework's Config Admin, which can be away for a while. */
    private ConfigurationAdmin sometimes() {
        return (ConfigurationAdmin) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ConfigurationAdmin.class}, (_, method, arguments) -> {
            if (away) throw new IOException("away");
            return method.invoke(admin, arguments);
        });
    }

    private void write(String pid, String text) throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(pid + ".properties"), text);
    }

    private Object value(String pid, String key) {
        try {
            var properties = admin.getConfiguration(pid, "?").getProperties();
            return properties == null ? null : properties.get(key);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalStateException _) {
            // Taken back by the folder between being found here and being read.
            return null;
        }
    }
}
