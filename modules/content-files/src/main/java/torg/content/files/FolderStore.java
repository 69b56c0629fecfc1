package torg.content.files;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import torg.api.health.Status;
import torg.api.site.ContentFile;
import torg.spi.health.HealthCheck;
import torg.spi.site.ContentStore;

/** A content store in two folders, which any editor can write to. */
@Component(configurationPid = "torg.content.files", configurationPolicy = ConfigurationPolicy.REQUIRE, service = {ContentStore.class, HealthCheck.class})
@Designate(ocd = FolderStore.Settings.class)
public final class FolderStore implements ContentStore, HealthCheck {
    /** Where the folders are. */
    @ObjectClassDefinition(name = "Torg content files")
    public @interface Settings {
        /** A folder with one folder for each site. */
        @AttributeDefinition(description = "Folder that holds one folder for each site")
        String content();

        /** A folder with one folder for each theme. */
        @AttributeDefinition(description = "Folder that holds one folder for each theme")
        String themes();
    }

    private final List<Tree> trees;
    private final Forest forest;
    private final List<Consumer<Set<String>>> listeners = new CopyOnWriteArrayList<>();

    /** @param settings where the folders are */
    @Activate
    public FolderStore(Settings settings) throws IOException {
        this(Path.of(settings.content()), Path.of(settings.themes()), Pace.USUAL);
    }

    FolderStore(Path content, Path themes, Pace pace) throws IOException {
        this.trees = List.of(new Tree("content", content), new Tree("themes", themes));
        this.forest = new Forest(trees, pace, changed -> listeners.forEach(listener -> listener.accept(changed)));
    }

    @Override
    public String name() {
        return "files";
    }

    @Override
    public Status check() {
        return forest.isAlive() ? Status.ok("edits in the content and theme folders are noticed")
                : Status.warn("edits in the content and theme folders are no longer noticed", "restart the portal; the log says what ended it");
    }

    @Override
    public List<ContentFile> read(Set<String> onlyThese) {
        return new TreeSet<>(onlyThese).stream().flatMap(path -> trees.stream().map(tree -> tree.read(path)).flatMap(Optional::stream)).toList();
    }

    @Override
    public List<ContentFile> readAll() {
        return trees.stream().flatMap(tree -> tree.scan(_ -> {}).keySet().stream().map(tree::read).flatMap(Optional::stream)).toList();
    }

    @Override
    public Watch watch(Consumer<Set<String>> changed) {
        listeners.add(changed);
        return () -> listeners.remove(changed);
    }

    /** Nobody is told of changes after this. */
    @Deactivate
    void stop() {
        forest.close();
    }
}
