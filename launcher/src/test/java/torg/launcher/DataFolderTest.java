package torg.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void saysWhyAFolderCannotBeUsed() throws IOException {
        var file = Files.createFile(temp.resolve("file"));

        assertThatThrownBy(() -> DataFolder.open(file)).isInstanceOf(Refusal.class).hasMessageContaining(file.toString());
    }
}
