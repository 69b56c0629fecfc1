package torg.table.permissions.look;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import torg.api.identity.Caller;
import torg.api.problem.FieldProblem;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Editing;
import torg.api.site.Proposal;
import torg.api.site.Site;
import torg.api.site.SiteProblem;
import torg.api.site.Sites;
import torg.api.table.Tables;
import torg.spi.access.AccessComparison;
import torg.spi.access.WebRoles;

/** Says who would gain and who would lose by other permissions, before anybody puts them into the site, and who did between two versions of the site in Git. */
@Component(service = {Differences.class, AccessComparison.class})
public final class Differences implements AccessComparison {
    /** People that are looked at. */
    static final int MOST_PEOPLE = 2_000;
    /** Contacts among whom they are looked for. */
    static final int MOST_CONTACTS = 20_000;
    /** Lines that are told. */
    static final int MOST_LINES = 1_000;
    /** Characters of a text that is tried. */
    static final int LONGEST = 200_000;
    private static final String FOLDER = "permissions";
    private static final Pattern FILE = Pattern.compile("(?:\\w[\\w-]{0,63}/){0,3}\\w[\\w.-]{0,63}\\.yml");
    private final Glass glass;
    private final Tables tables;
    private final Sites sites;
    private final Editing editing;

    /** Knows who has roles that only another version defines. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    volatile WebRoles webRoles;

    @Activate
    public Differences(@Reference Glass glass, @Reference Tables tables, @Reference Sites sites, @Reference Editing editing) {
        this.glass = glass;
        this.tables = tables;
        this.sites = sites;
        this.editing = editing;
    }

    /**
     * What other permissions would give.
     *
     * @param uncounted tables whose rows cannot be counted by one of the two, by name: it goes by columns that the database has not
     * @param rows by person, the greatest differences first; at most {@link #MOST_LINES}
     * @param looked how many people were looked at, anonymous included; at most {@link #MOST_PEOPLE} beside it
     * @param all whether these are all people and all lines
     * @param warnings of the permissions as they would be
     */
    record Difference(Comparison.Rules rules, SortedSet<String> uncounted, List<Rows> rows, List<Columns> columns, int looked, boolean all, List<SiteProblem> warnings) {}

    @Override
    public Compared compare(Map<String, Optional<byte[]>> changes) {
        var found = compared(changes);
        return new Compared(found.rows(), found.columns(), found.looked(), found.all());
    }

    /**
     * Compare.
     *
     * @param documents all documents of the permissions as they would be, text by file name ({@code orders.yml}); what the site has beside them would be gone
     * @throws TorgException MALFORMED {@code permissions.no-documents} or {@code permissions.bad-name}; INVALID {@code permissions.refused} when the site would not
     *     take them, with a field problem for each mistake
     */
    Difference by(Map<String, String> documents) {
        return compared(changes(sites.current(), documents));
    }

    /**
     * Compare, with one document changed and the others as they are stored.
     *
     * @param name of the document, {@code orders.yml}
     * @param text it would have; blank when it would be gone
     * @throws TorgException as above; INVALID {@code permissions.too-long} beyond {@link #LONGEST}
     */
    Difference with(String name, String text) {
        if (!documents().containsKey(name)) throw TorgException.of(ProblemKind.NOT_FOUND, "permissions.no-document", "there is no document of the permissions of that name");
        if (text.length() > LONGEST) throw TorgException.of(ProblemKind.INVALID, "permissions.too-long", "the text has more than " + LONGEST + " characters");
        return compared(Map.of(path(sites.current(), name), Optional.of(text).filter(words -> !words.isBlank()).map(Differences::bytes)));
    }

    /**
     * Compare two versions of the site, its tables and web roles among them, by the people and rows that there are now.
     *
     * @param to the later one; empty for the site as it is
     * @throws TorgException as {@link Editing#proposePast}; INVALID {@code permissions.refused} when the site would not take one of them today
     */
    Difference between(String from, Optional<String> to) {
        var before = taken(editing.proposePast(from), from);
        if (to.isEmpty()) return compared(before, sites.current(), List.of());
        var proposal = editing.proposePast(to.get());
        return compared(before, taken(proposal, to.get()), warnings(proposal));
    }

    /** The documents of the permissions as they are stored: text by name, in order. */
    SortedMap<String, String> documents() {
        var documents = new TreeMap<String, String>();
        var folder = path(sites.current(), "");
        editing.files().tailMap(folder).forEach((path, file) -> {
            var name = path.startsWith(folder) ? path.substring(folder.length()) : "";
            if (FILE.matcher(name).matches()) documents.put(name, new String(file.bytes(), StandardCharsets.UTF_8));
        });
        return documents;
    }

    private Difference compared(Map<String, Optional<byte[]>> changes) {
        var now = sites.current();
        var proposal = editing.propose(changes);
        return compared(now, proposal.site().orElseThrow(() -> refused("the site would refuse these permissions", proposal)), warnings(proposal));
    }

    private Difference compared(Site before, Site after, List<SiteProblem> warnings) {
        var comparison = new Comparison(tables, Side.of(before), Side.of(after));
        var rows = new ArrayList<>(comparison.rows(Caller.ANONYMOUS, Caller.ANONYMOUS.roles()));
        var people = glass.everybody(MOST_PEOPLE, MOST_CONTACTS);
        people.found().forEach(person -> rows.addAll(comparison.rows(person, given(person))));
        rows.sort(Comparator.comparingLong((Rows one) -> one.gains() + one.loses()).reversed());
        return new Difference(comparison.rules(), comparison.uncounted(), rows.stream().limit(MOST_LINES).toList(), comparison.columns(), people.found().size() + 1, people.all() && rows.size() <= MOST_LINES, warnings);
    }

    private Set<String> given(Caller person) {
        var given = new TreeSet<>(person.roles());
        var kept = webRoles;
        if (kept != null) person.contact().ifPresent(contact -> given.addAll(kept.keptOf(contact, person.accounts())));
        return given;
    }

    private static List<SiteProblem> warnings(Proposal proposal) {
        return proposal.problems().stream().filter(problem -> problem.code().startsWith("permissions.")).toList();
    }

    private static Site taken(Proposal proposal, String revision) {
        return proposal.site().orElseThrow(() -> refused("the site would not take what it was at '" + revision + "' today", proposal));
    }

    private static TorgException refused(String why, Proposal proposal) {
        return TorgException.invalid("permissions.refused", why, proposal.problems().stream().filter(SiteProblem::fatal)
                .map(problem -> new FieldProblem(problem.at().toString(), problem.code(), problem.message() + " (" + problem.help() + ")")).toList());
    }

    private static Map<String, Optional<byte[]>> changes(Site now, Map<String, String> documents) {
        if (documents.isEmpty()) throw TorgException.of(ProblemKind.MALFORMED, "permissions.no-documents", "no document was sent").help("send all documents of the permissions, text by file name");
        var changes = new HashMap<String, Optional<byte[]>>();
        now.documents().stream().filter(document -> document.folder().equals(FOLDER)).forEach(document -> changes.put(path(now, document.name() + ".yml"), Optional.empty()));
        documents.forEach((name, text) -> {
            if (!FILE.matcher(name).matches() || text == null) throw TorgException.of(ProblemKind.MALFORMED, "permissions.bad-name", "a document has no name such as orders.yml, or no text");
            changes.put(path(now, name), Optional.of(bytes(text)));
        });
        return changes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String path(Site site, String name) {
        return site.path(FOLDER + "/" + name);
    }
}
