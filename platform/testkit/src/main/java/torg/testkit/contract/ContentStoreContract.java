package torg.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import torg.api.site.ContentFile;
import torg.spi.site.ContentStore;

/** What every place for documents has to keep; those that take edits also {@link EditableStoreContract}. */
public interface ContentStoreContract {
    /** A path that documents have. */
    String PAGE = "content/site/pages/a.md";
    /** Another one, later in order. */
    String OTHER = "content/site/pages/b.md";

    /** The store under test; empty when a test begins. */
    ContentStore store();

    /** Put a file there the way its authors do, not through the store. */
    void put(String path, String text);

    /** Take a file away the way its authors do. */
    void remove(String path);

    /** How long news may take, with room for a busy machine. */
    default Duration soon() {
        return Duration.ofSeconds(10);
    }

    @Test
    default void filesAreReadWithTheirBytesSortedByPath() {
        put(OTHER, "two");
        put(PAGE, "one \u00e6");

        assertThat(store().readAll()).extracting(ContentFile::path).containsExactly(PAGE, OTHER);
        assertThat(new String(store().readAll().getFirst().bytes(), StandardCharsets.UTF_8)).isEqualTo("one \u00e6");
        assertThat(store().read(Set.of(OTHER, "content/site/gone.md"))).extracting(ContentFile::path).containsExactly(OTHER);
        assertThat(store().name()).isNotBlank();
    }

    @Test
    default void theVersionChangesWithTheBytes() {
        put(PAGE, "one");
        var first = only(PAGE);
        assertThat(only(PAGE)).isEqualTo(first);

        put(PAGE, "two");

        assertThat(only(PAGE).version()).isNotEqualTo(first.version());
    }

    @Test
    default void aPathThatLeadsOutOfTheStoreLeadsNowhere() {
        assertThat(store().read(Set.of("content/../../etc/passwd", "/etc/passwd", "content/site/../../../etc/passwd"))).isEmpty();
    }

    @Test
    default void whoWatchesHearsOfEveryChange() throws InterruptedException {
        var news = new LinkedBlockingQueue<Set<String>>();
        put(PAGE, "one");
        try (var _ = store().watch(news::add)) {
            put(PAGE, "two");
            hears(news, PAGE);
            put(OTHER, "new");
            hears(news, OTHER);
            remove(PAGE);
            hears(news, PAGE);
        }
        assertThat(store().readAll()).extracting(ContentFile::path).containsExactly(OTHER);
    }

    /** Until this path is named, or anything may have changed. */
    private void hears(LinkedBlockingQueue<Set<String>> news, String path) throws InterruptedException {
        var heard = new HashSet<String>();
        while (true) {
            var some = news.poll(soon().toMillis(), TimeUnit.MILLISECONDS);
            assertThat(some).as("news of %s within %s, heard so far: %s", path, soon(), heard).isNotNull();
            heard.addAll(some);
            if (some.isEmpty() || some.contains(path)) return;
        }
    }

    private ContentFile only(String path) {
        return List.copyOf(store().read(Set.of(path))).getFirst();
    }
}
