package torg.content.git;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;

/** The repository that several portals and people share. Asks nothing of the store; what fails is told without user or password. */
final class Remote {
    private static final Set<String> SCHEMES = Set.of("file", "http", "https");
    private static final int SECONDS_FOR_AN_ANSWER = 30;
    static final String TRACKED = "refs/remotes/origin/";

    private final Branch branch;
    private final URIish address;
    private final Optional<UsernamePasswordCredentialsProvider> credentials;

    /** @throws TorgException when it is no address that can be used */
    Remote(Branch branch, String address, String user, String password) {
        this.branch = branch;
        this.address = checked(address);
        this.credentials = user.isEmpty() && password.isEmpty() ? Optional.empty() : Optional.of(new UsernamePasswordCredentialsProvider(user, password));
    }

    private static URIish checked(String address) {
        try {
            var uri = new URIish(address);
            if (uri.getUser() != null || uri.getPass() != null) throw unfit("has a user or password in it, which would be seen by others on this machine", "write them into the settings 'user' and 'password'");
            // Others would start a program, such as ssh.
            if (!SCHEMES.contains(Objects.requireNonNullElse(uri.getScheme(), uri.isRemote() ? "ssh" : "file"))) throw unfit("is none of http(s) or file", "name another, or let Git push to the repository of this portal");
            return uri;
        } catch (URISyntaxException e) {
            throw unfit("is no address", "name one such as https://git.example/site.git");
        }
    }

    private static TorgException unfit(String what, String help) {
        return TorgException.of(ProblemKind.CONFIG, "content-git.bad-remote", "the remote repository " + what).help(help);
    }

    /** For people. */
    String said() {
        return address.toString();
    }

    /**
     * Get what is new there, of the branch and of what ships.
     *
     * @return where the branch is there; empty when it is not there yet
     */
    Optional<ObjectId> fetch() {
        try (var transport = open()) {
            var wanted = new ArrayList<RefSpec>();
            Optional<ObjectId> found = Optional.empty();
            try (var connection = transport.openFetch()) {
                for (var name : List.of(branch.name(), Shipped.BRANCH)) {
                    var there = connection.getRef(Constants.R_HEADS + name);
                    if (there == null) continue;
                    if (name.equals(branch.name())) found = Optional.of(there.getObjectId());
                    if (!tracked(name).equals(Optional.of(there.getObjectId()))) wanted.add(new RefSpec("+" + Constants.R_HEADS + name + ":" + TRACKED + name));
                }
            }
            if (wanted.isEmpty()) return found;
            transport.fetch(NullProgressMonitor.INSTANCE, wanted);
            return tracked(branch.name());
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /**
     * Get the branches there whose names begin so: where each is, by what follows in its name; those that could be no branch here are left out.
     *
     * @throws TorgException CONFLICT {@code content-git.many-drafts} when there are more than that
     */
    Map<String, ObjectId> fetchAll(String folder, int most) {
        try (var transport = open()) {
            Map<String, ObjectId> found;
            try (var connection = transport.openFetch()) {
                found = byName(connection.getRefs().stream().filter(ref -> ref.getName().startsWith(Constants.R_HEADS + folder) && Repository.isValidRefName(ref.getName())), Constants.R_HEADS + folder);
            }
            // Some of them alone would be taken for all, and the others for gone.
            if (found.size() > most) {
                throw TorgException.of(ProblemKind.CONFLICT, "content-git.many-drafts", "drafts are not exchanged: the remote repository '" + said() + "' has " + found.size() + " branches '" + folder + "...', more than " + most).help("take away there those that nobody needs");
            }
            var wanted = new ArrayList<RefSpec>();
            for (var one : found.entrySet()) {
                if (!tracked(folder + one.getKey()).equals(Optional.of(one.getValue()))) wanted.add(new RefSpec("+" + Constants.R_HEADS + folder + one.getKey() + ":" + TRACKED + folder + one.getKey()));
            }
            if (!wanted.isEmpty()) transport.fetch(NullProgressMonitor.INSTANCE, wanted);
            return found;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    static Map<String, ObjectId> byName(Stream<Ref> refs, String folder) {
        return refs.collect(Collectors.toMap(ref -> ref.getName().substring(folder.length()), Ref::getObjectId));
    }

    /** A branch is there no more. */
    void forget(String name) throws IOException {
        var update = branch.repository().updateRef(TRACKED + name);
        update.setForceUpdate(true);
        update.delete();
    }

    /** Where a branch was there when it was asked last. */
    Optional<ObjectId> tracked(String name) throws IOException {
        var found = branch.repository().exactRef(TRACKED + name);
        return found == null ? Optional.empty() : Optional.of(found.getObjectId());
    }

    /**
     * @return whether the branch there took it; when not, somebody else was quicker
     * @throws TorgException CONFLICT {@code content-git.refused} when it is not taken for another reason
     */
    boolean push(String name, ObjectId commit, boolean overwrite) {
        try (var transport = open()) {
            var update = new RemoteRefUpdate(branch.repository(), commit.name(), commit, Constants.R_HEADS + name, overwrite, TRACKED + name, null);
            transport.push(NullProgressMonitor.INSTANCE, List.of(update));
            return switch (update.getStatus()) {
                case OK, UP_TO_DATE -> true;
                case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED -> false;
                default -> throw TorgException.of(ProblemKind.CONFLICT, "content-git.refused", "the remote repository '" + said() + "' does not take '" + name + "': " + update.getStatus() + (update.getMessage() == null ? "" : ", " + update.getMessage()))
                        .help("look whether the settings 'user' and 'password' may push there");
            };
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** Take a branch away there. */
    void remove(String name) {
        try (var transport = open()) {
            transport.push(NullProgressMonitor.INSTANCE, List.of(new RemoteRefUpdate(branch.repository(), (String) null, ObjectId.zeroId(), Constants.R_HEADS + name, true, TRACKED + name, null)));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Transport open() throws IOException {
        var transport = Transport.open(branch.repository(), address);
        transport.setTimeout(SECONDS_FOR_AN_ANSWER);
        transport.setTagOpt(TagOpt.NO_TAGS);
        transport.setCheckFetchedObjects(true);
        credentials.ifPresent(transport::setCredentialsProvider);
        return transport;
    }

    private TorgException failed(IOException cause) {
        var why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return TorgException.of(ProblemKind.UPSTREAM, "content-git.remote", "the remote repository '" + said() + "' does not answer as it should: " + why)
                .help("look whether it is there, and whether the settings 'user' and 'password' may read and push").causedBy(cause);
    }

    /** The branch there that keeps what this portal has, while it cannot be put together with theirs. */
    String keptBranch() throws IOException {
        var file = branch.repository().getDirectory().toPath().resolve("torg-node");
        if (!Files.exists(file)) {
            var random = new byte[4];
            new SecureRandom().nextBytes(random);
            Files.writeString(file, HexFormat.of().formatHex(random));
        }
        return "conflict/" + Files.readString(file);
    }
}
