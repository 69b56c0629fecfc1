package torg.kernel;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.osgi.framework.Version;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import torg.api.file.Bytes;
import torg.api.health.ModuleProposal;
import torg.api.health.ModuleRights;
import torg.api.health.ModuleState;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.text.Sha256;

/**
 * The folder of modules that administrators added: {@code <name>.jar} each, and the one before it in {@code former/}. What lies there is what is wished; the kernel follows. Thread-safe.
 *
 * @param folder empty: none can be added
 * @param signatures says who signed a jar
 * @param unsigned whether one is taken that nobody signed who is trusted
 * @param resolution says what of its needs nobody has
 * @param states every module as it is now
 */
record AddedModules(Optional<Path> folder, Signatures signatures, BooleanSupplier unsigned, Resolution resolution, Supplier<List<ModuleState>> states, InstantSource clock) {
    private static final Logger LOG = LoggerFactory.getLogger(AddedModules.class);
    private static final String FORMER = "former";
    /** What a Bundle-SymbolicName may be, and a file be called. */
    private static final Pattern NAME = Pattern.compile("(?=.{1,200}$)[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

    /** Why a jar that lies in a module folder must not run, though it is a module. */
    Optional<String> refusal(Path file) {
        return unsigned.getAsBoolean() || !holds(file) ? Optional.empty() : signatures.since(file).fault();
    }

    boolean holds(Path file) {
        return folder.filter(file.getParent()::equals).isPresent();
    }

    /** The version kept for going back; empty when there is none. */
    Optional<String> former(String name) {
        return file(FORMER, name).flatMap(file -> {
            try {
                return Stamp.of(file).map(stamp -> ModuleJar.read(file, stamp).version());
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    ModuleProposal examine(Bytes jar) {
        return with(jar, this::proposal);
    }

    synchronized ModuleProposal add(Bytes jar) {
        return with(jar, file -> {
            var proposal = accepted(proposal(file));
            var target = file("", proposal.name()).orElseThrow();
            var before = current(proposal.name());
            writing(() -> {
                if (before.isPresent()) {
                    var former = file(FORMER, proposal.name()).orElseThrow();
                    Files.createDirectories(former.getParent());
                    Files.copy(before.get(), former, StandardCopyOption.REPLACE_EXISTING);
                }
                Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                if (before.isPresent() && !before.get().equals(target)) Files.delete(before.get());
            });
            LOG.info("module={} version={} sha256={} event=added", proposal.name(), proposal.version(), proposal.digest());
            return proposal;
        });
    }

    synchronized void remove(String name) {
        writing(() -> {
            Files.delete(current(name).orElseThrow());
            Files.deleteIfExists(file(FORMER, name).orElseThrow());
        });
        LOG.info("module={} event=taken-out", name);
    }

    /** The two change places. */
    synchronized void back(String name) {
        var former = file(FORMER, name).filter(Files::isRegularFile)
                .orElseThrow(() -> conflict("modules.no-former", "of module '" + name + "' no version is kept that was there before", ""));
        var current = current(name).orElseThrow();
        accepted(proposal(former, false));
        writing(() -> {
            var aside = former.resolveSibling("." + name + ".aside");
            Files.copy(current, aside, StandardCopyOption.REPLACE_EXISTING);
            Files.move(former, current, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Files.move(aside, former, StandardCopyOption.ATOMIC_MOVE);
        });
        LOG.info("module={} event=taken-back", name);
    }

    private static ModuleProposal accepted(ModuleProposal proposal) {
        if (proposal.refused().isEmpty()) return proposal;
        throw conflict("modules.refused", "it is not added: " + String.join("; ", proposal.refused()), "");
    }

    private ModuleProposal proposal(Path file) {
        return proposal(file, true);
    }

    /** @param forward whether it is new here; what one goes back to was taken before, and may be older */
    private ModuleProposal proposal(Path file, boolean forward) {
        var jar = ModuleJar.read(file, stamp(file));
        var digest = digest(file);
        if (jar.fault().isPresent()) return new ModuleProposal("", "", digest, Optional.empty(), Optional.empty(), Optional.empty(), List.of(jar.fault().get()));
        var signed = forward ? signatures.now(file, clock.instant()) : signatures.since(file);
        var refused = misfits(jar.name(), jar.version(), unmet(file));
        if (!unsigned.getAsBoolean()) signed.fault().ifPresent(refused::add);
        return proposal(jar.name(), jar.version(), digest, signed.by(), jar.rights(), forward, refused);
    }

    /** What a jar would be of which a catalogue tells; who signed it is not looked at yet. */
    ModuleProposal listed(CatalogueIndex.Listed one) {
        var refused = misfits(one.name(), one.version(), resolution.unmet(one.demands().stream()));
        return proposal(one.name(), one.version(), one.digest(), Optional.of(one.signer()).filter(signer -> !signer.isEmpty()), one.rights(), true, refused);
    }

    /** Why what is called so does not fit into this house, and what it needs and does not find. */
    private List<String> misfits(String name, String version, List<String> unmet) {
        var refused = new ArrayList<String>();
        if (version(version).isEmpty()) refused.add("its Bundle-Version is none: 1.2.3, or 1.2.3.word");
        if (!isName(name)) refused.add("its name is no Bundle-SymbolicName: letters, digits, '_', '-' and single dots");
        else if (resolution.isTaken(name)) refused.add("the house itself has a bundle of this name; choose another Bundle-SymbolicName");
        refused.addAll(unmet);
        return refused;
    }

    private ModuleProposal proposal(String name, String version, String digest, Optional<String> signer, Optional<ModuleRights> rights, boolean forward, List<String> refused) {
        var there = states.get().stream().filter(state -> state.name().equals(name) && state.origin() != ModuleState.Origin.WATCHED).map(ModuleState::version).findFirst();
        if (forward) there.filter(before -> isOlder(version, before))
                .ifPresent(before -> refused.add("version " + before + " is there, which is newer; 'torg module back' leads to the one that was there before it"));
        return new ModuleProposal(isName(name) ? name : "", version(version).isPresent() ? version : "", digest, signer, there, rights, refused);
    }

    private static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    private List<String> unmet(Path file) {
        try (var jar = new JarFile(file.toFile())) {
            return resolution.unmet(Demand.of(jar.getManifest().getMainAttributes()));
        } catch (IllegalArgumentException e) {
            return List.of("its manifest asks for a version that is none: " + e.getMessage());
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    static boolean isOlder(String version, String than) {
        return version(version).flatMap(mine -> version(than).map(theirs -> mine.compareTo(theirs) < 0)).orElse(false);
    }

    static Optional<Version> version(String text) {
        try {
            return Optional.of(Version.parseVersion(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The jar that was added under this name, by whatever name somebody laid it there; empty when there is none. */
    Optional<Path> current(String name) {
        var laid = states.get().stream().filter(state -> state.origin() == ModuleState.Origin.ADDED && state.name().equals(name)).map(ModuleState::file)
                .flatMap(file -> folder.stream().map(folder -> folder.resolve(file)));
        return Stream.concat(file("", name).stream(), laid).filter(Files::isRegularFile).findFirst();
    }

    private Optional<Path> file(String below, String name) {
        return folder.filter(_ -> NAME.matcher(name).matches()).map(folder -> folder.resolve(below).resolve(name + ".jar"));
    }

    /** Laid beside where it is to lie, for as long as that takes. */
    private ModuleProposal with(Bytes jar, Function<Path, ModuleProposal> use) {
        var home = folder.orElseThrow(() -> conflict("modules.unwritten", "there is no folder for modules that are added", "name one as 'added' in the settings of torg.modules"));
        try {
            Files.createDirectories(home);
            var file = Files.createTempFile(home, ".", ".new");
            try (var bytes = jar.open()) {
                try (var to = Files.newOutputStream(file)) {
                    var left = ModuleJar.LARGEST + 1; // that it is larger, whoever reads it tells
                    var buffer = new byte[1 << 16];
                    for (var count = bytes.read(buffer); count >= 0 && left > 0; count = bytes.read(buffer)) {
                        to.write(buffer, 0, (int) Math.min(count, left));
                        left -= count;
                    }
                }
                return use.apply(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void writing(Writing act) {
        try {
            act.run();
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private static TorgException unwritten(IOException e) {
        LOG.warn("event=modules-unwritten", e);
        return conflict("modules.unwritten", "the folder of added modules cannot be written", "look at the permissions of the folder, and at the room on its disk");
    }

    private static Stamp stamp(Path file) {
        try {
            return Stamp.of(file).orElseThrow(() -> new IOException("it is gone"));
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    static String digest(Path file) {
        try (var bytes = new DigestInputStream(Files.newInputStream(file), Sha256.begin())) {
            bytes.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(bytes.getMessageDigest().digest());
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private static TorgException conflict(String code, String message, String help) {
        return TorgException.of(ProblemKind.CONFLICT, code, message).help(help);
    }
}
