package torg.content.git;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import torg.spi.site.ContentStore;
import torg.testkit.contract.EditableStoreContract;

class GitStoreContractTest implements EditableStoreContract {
    @TempDir
    Path folder;

    private GitStore store;
    private Committer author;

    @BeforeEach
    void start() throws IOException {
        store = new GitStore(folder, "main", Beside.NOTHING, GitStoreTest.BOUNDS, Clock.systemUTC());
        store.readAll();
        author = new Committer(folder, "main");
    }

    @AfterEach
    void stop() {
        store.stop();
        author.close();
    }

    @Override
    public ContentStore store() {
        return store;
    }

    @Override
    public void put(String path, String text) {
        author.commit("put", Map.of(path, Optional.of(text)));
    }

    @Override
    public void remove(String path) {
        author.commit("remove", Map.of(path, Optional.empty()));
    }
}
