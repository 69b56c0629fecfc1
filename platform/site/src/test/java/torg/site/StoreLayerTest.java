package torg.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import torg.api.site.ContentFile;
import torg.spi.site.ContentStore;

class StoreLayerTest {
    @Test
    void whatCameMeanwhileIsReadToo() {
        var store = new Moving();
        try (var layer = new StoreLayer(store, () -> {})) {
            assertThat(texts(layer)).isEqualTo(Map.of("content/test/a", "0", "content/test/b", "0"));
            layer.note(Set.of("content/test/a"));
            store.moves = true;

            assertThat(texts(layer)).as("both of the newest state").isEqualTo(Map.of("content/test/a", "1", "content/test/b", "1"));
        }
    }

    @Test
    void afterAReadThatFailedEverythingIsReadAnew() {
        var store = new Moving();
        try (var layer = new StoreLayer(store, () -> {})) {
            layer.files(_ -> {});
            store.state = 1;
            store.fails = true;
            layer.note(Set.of("content/test/a"));
            assertThatThrownBy(() -> layer.files(_ -> {})).isInstanceOf(OutOfMemoryError.class);

            assertThat(texts(layer)).isEqualTo(Map.of("content/test/a", "1", "content/test/b", "1"));
        }
    }

    private static Map<String, String> texts(StoreLayer layer) {
        var texts = new TreeMap<String, String>();
        layer.files(_ -> {}).forEach((path, file) -> texts.put(path, new String(file.bytes(), StandardCharsets.UTF_8)));
        return texts;
    }

    /** Two files that always change together; whoever reads one finds the newest state, and is told first. */
    private static final class Moving implements ContentStore {
        private final Set<String> both = Set.of("content/test/a", "content/test/b");
        private Consumer<Set<String>> listener = _ -> {};
        private int state;
        private boolean moves;
        private boolean fails;

        @Override
        public String name() {
            return "moving";
        }

        @Override
        public List<ContentFile> read(Set<String> onlyThese) {
            if (fails) {
                fails = false;
                throw new OutOfMemoryError("as it may come");
            }
            if (moves) {
                moves = false;
                state++;
                listener.accept(both);
            }
            return both.stream().filter(onlyThese::contains).sorted().map(path -> new ContentFile(path, "v" + state, Integer.toString(state).getBytes(StandardCharsets.UTF_8))).toList();
        }

        @Override
        public List<ContentFile> readAll() {
            return read(both);
        }

        @Override
        public Watch watch(Consumer<Set<String>> changed) {
            listener = changed;
            return () -> listener = _ -> {};
        }
    }
}
