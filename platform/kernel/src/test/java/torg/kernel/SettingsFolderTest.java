package torg.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.kernel.TestFramework.await;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.service.cm.ConfigurationAdmin;
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
        framework = new TestFramework(temp.resolve("cache"), Map.of(SettingsFolder.PROPERTY, folder.toString()));
        admin = framework.service(ConfigurationAdmin.class);
        admin.getConfiguration("torg.x", "?").update(new Hashtable<>(Map.of("url", "first", "size", "3")));
        settings = new SettingsFolder(framework.context(), sometimes());
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
        assertThat(settings.check()).isEqualTo(Status.warn("torg.a.properties is not written in UTF-8; save it as UTF-8", "mend the file"));
    }

    @Test
    void whatAFileNoLongerSaysStaysUntilTheNextStart() throws Exception {
        write("torg.x", "url=second\nmore=yes");
        await(() -> "second".equals(value("torg.x", "url")));
        write("torg.x", "more=no");

        await(() -> "no".equals(value("torg.x", "more")));
        assertThat(value("torg.x", "url")).isEqualTo("second");
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
            throw new IllegalStateException(e);
        }
    }
}
