package torg.content.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import torg.spi.site.ContentStore;
import torg.testkit.contract.EditableStoreContract;

class FolderStoreContractTest implements EditableStoreContract {
    @TempDir
    Path folder;

    private FolderStore store;

    @BeforeEach
    void start() throws IOException {
        store = new FolderStore(folder.resolve("content"), folder.resolve("themes"), Pace.USUAL, Optional.of(new History(folder.resolve("history"), Clock.systemUTC(), 1_000_000)), Optional.of(new DraftFolder(folder.resolve("drafts"), 1_000_000, Clock.systemUTC())));
    }

    @AfterEach
    void stop() {
        store.stop();
    }

    @Override
    public ContentStore store() {
        return store;
    }

    @Override
    public void put(String path, String text) {
        try {
            var file = folder.resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void remove(String path) {
        try {
            Files.delete(folder.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
