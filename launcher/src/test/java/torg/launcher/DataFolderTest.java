package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import torg.api.program.Refusal;

/** One portal at a time owns a data folder, and nobody else on the machine sees into it. */
class DataFolderTest {
    @TempDir
    Path temp;

    @Test
    void isRefusedToASecondPortal() throws IOException {
        try (var first = DataFolder.open(temp.resolve("data"))) {
            assertThatThrownBy(() -> DataFolder.open(first.folder())).isInstanceOf(Refusal.class).hasMessageContaining("in use").hasMessageContaining("--data");
        }
    }

    @Test
    void isFreeAgainOnceThePortalIsGone() throws IOException {
        DataFolder.open(temp.resolve("data")).close();

        DataFolder.open(temp.resolve("data")).close();
    }

    @Test
    void belongsToItsOwnerAlone() throws IOException {
        try (var data = DataFolder.open(temp.resolve("deep/data"))) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.folder()))).isEqualTo("rwx------");
        }
    }

    @Test
    void isShutWhereOthersCouldLookIntoIt() throws IOException {
        var open = Files.createDirectories(temp.resolve("open/erp")).getParent();
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        DataFolder.open(open).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open))).isEqualTo("rwx------");

        Files.createFile(open.resolve("backup.zip"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
        DataFolder.open(open).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open))).as("a portal has run here before").isEqualTo("rwx------");
    }

    @Test
    void refusesAFolderThatOthersNeed() throws IOException {
        var others = Files.createDirectories(temp.resolve("others"));
        Files.createFile(others.resolve("holiday.jpg"));
        Files.setPosixFilePermissions(others, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThatThrownBy(() -> DataFolder.open(others)).isInstanceOf(Refusal.class).hasMessageContaining("'holiday.jpg'").hasMessageContaining("rwxrwxrwx").hasMessageContaining("--data");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(others))).isEqualTo("rwxrwxrwx");
    }

    @Test
    void setsALongLogOfTheErpAside() throws IOException {
        try (var data = DataFolder.open(temp.resolve("data"))) {
            data.setLongLogsAside();
            Files.createDirectories(data.logs());
            Files.write(data.logs().resolve("erp.log"), new byte[10_000_001]);
            data.setLongLogsAside();
            data.setLongLogsAside();

            assertThat(data.logs().resolve("erp.log")).doesNotExist();
            assertThat(data.logs().resolve("erp.1.log")).hasSize(10_000_001);
        }
    }

    @Test
    void saysWhyAFolderCannotBeUsed() throws IOException {
        var file = Files.createFile(temp.resolve("file"));

        assertThatThrownBy(() -> DataFolder.open(file)).isInstanceOf(Refusal.class).hasMessageContaining(file.toString());
    }
}
