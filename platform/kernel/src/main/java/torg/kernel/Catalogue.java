package torg.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osgi.framework.Version;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.file.Bytes;
import torg.api.health.ModuleCatalogue;
import torg.api.health.ModuleOffer;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.text.Characters;
import torg.kernel.CatalogueIndex.Listed;

/** The catalogue that the setting names, and which of its modules fit here. */
@Component(service = ModuleCatalogue.class)
public final class Catalogue implements ModuleCatalogue {
    private static final Logger LOG = LoggerFactory.getLogger(Catalogue.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long LARGEST_INDEX = 8 << 20;
    private static final Comparator<ModuleOffer> NEWEST = Comparator.comparing((ModuleOffer offer) -> offer.module().refused().isEmpty())
            .thenComparing(offer -> AddedModules.version(offer.module().version()).orElse(Version.emptyVersion));

    private final Kernel kernel;
    private final Duration patience;

    /** @param kernel knows what is there */
    @Activate
    public Catalogue(@Reference Kernel kernel) {
        this(kernel, PATIENCE);
    }

    Catalogue(Kernel kernel, Duration patience) {
        this.kernel = kernel;
        this.patience = patience;
    }

    @Override
    public boolean isThere() {
        return !kernel.catalogue().isEmpty();
    }

    @Override
    public List<ModuleOffer> search(String words) {
        var wanted = Stream.of(words.toLowerCase(Locale.ROOT).strip().split("\\s+")).toList();
        var best = new HashMap<String, ModuleOffer>();
        listed(source()).stream().filter(one -> wanted.stream().allMatch((one.name() + " " + one.summary()).toLowerCase(Locale.ROOT)::contains))
                .forEach(one -> best.merge(one.name(), offer(one), (a, b) -> NEWEST.compare(a, b) < 0 ? b : a));
        return best.values().stream().sorted(Comparator.comparing(offer -> offer.module().name())).toList();
    }

    @Override
    public <T> T with(String name, String version, Function<Bytes, T> use) {
        var source = source();
        var chosen = listed(source).stream().filter(one -> one.name().equals(name) && (version.isEmpty() || one.version().equals(version)))
                .max(Comparator.comparing(this::offer, NEWEST))
                .orElseThrow(() -> TorgException.of(ProblemKind.NOT_FOUND, "modules.unknown", "the catalogue has no such module").help("torg module search says which it has"));
        if (chosen.size() < 0 || chosen.size() > ModuleJar.LARGEST) throw notGot(name, "the catalogue says no size that a module may have");
        return temporary(file -> {
            try {
                source.get(chosen.place(), chosen.size(), file);
            } catch (IOException e) {
                throw notGot(name, e.getMessage());
            }
            if (!AddedModules.digest(file).equals(chosen.digest().toLowerCase(Locale.ROOT))) throw notGot(name, "it is another than the catalogue says: its SHA-256 differs");
            if (!isAsSaid(chosen, file)) throw notGot(name, "it is another than the catalogue says: by its manifest it has another name or version, or acts with other things");
            return use.apply(() -> Files.newInputStream(file));
        });
    }

    /** Whoever adds it chose by what the catalogue says of it. What is no module is told to be none by whoever looks at it next. */
    private static boolean isAsSaid(Listed said, Path file) {
        try {
            var stamp = Stamp.of(file).orElseThrow(() -> new IOException("it is gone"));
            var jar = ModuleJar.read(file, stamp);
            return jar.fault().isPresent() || jar.name().equals(said.name()) && AddedModules.version(jar.version()).equals(AddedModules.version(said.version()))
                    && (said.rights().isEmpty() || said.rights().equals(jar.rights()));
        } catch (IOException e) {
            throw unread("what the catalogue has cannot be read here", "look at the room on the disk", e);
        }
    }

    private CatalogueSource source() {
        if (!isThere()) throw unread("no catalogue is set", "name one as 'catalogue' in the settings of torg.modules", null);
        try {
            return CatalogueSource.of(kernel.catalogue(), patience);
        } catch (IllegalArgumentException e) {
            throw unread("the setting 'catalogue' of torg.modules: " + e.getMessage(), "", e);
        }
    }

    private List<Listed> listed(CatalogueSource source) {
        return temporary(file -> {
            try {
                source.get(Path.of(source.index().getPath()).getFileName().toString(), LARGEST_INDEX, file);
                try (var bytes = Files.newInputStream(file)) {
                    return CatalogueIndex.read(bytes);
                }
            } catch (IOException e) {
                throw unread("the catalogue cannot be read: " + e.getMessage(), "", e);
            }
        });
    }

    private ModuleOffer offer(Listed one) {
        return new ModuleOffer(kernel.added().listed(one), one.summary(), one.licence(), one.size());
    }

    private static <T> T temporary(Function<Path, T> use) {
        try {
            var file = Files.createTempFile("torg-", ".catalogue");
            try {
                return use.apply(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw unread("what the catalogue has cannot be laid down here", "look at the room on the disk", e);
        }
    }

    private static TorgException unread(String what, String help, Throwable cause) {
        if (cause != null) LOG.warn("event=catalogue-unread: {} ({})", what, String.valueOf(cause.getCause()));
        return TorgException.of(ProblemKind.CONFLICT, "modules.no-catalogue", what).help(help);
    }

    private static TorgException notGot(String name, String what) {
        LOG.warn("module={} event=not-got: {}", Characters.line(name), what);
        return TorgException.of(ProblemKind.CONFLICT, "modules.not-got", "the jar of module '" + name + "' is not taken from the catalogue: " + what);
    }
}
