package torg.identity.local.demo;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Component;
import torg.api.site.Node;
import torg.api.site.Problems;
import torg.api.site.Reader;
import torg.api.site.Unknown;
import torg.api.table.ColumnType;
import torg.api.table.Schema;
import torg.api.table.Table;
import torg.identity.local.contact.Email;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

/**
 * Reads {@code demo/sign-ins.yml}. A role that no document defines is a warning, not an error: whoever gives the roles says which there are, and a demo
 * must not hold up a site.
 */
@Component(service = SiteCompiler.class)
public final class DemoCompiler implements SiteCompiler<DemoSignIns> {
    @Override
    public Class<DemoSignIns> part() {
        return DemoSignIns.class;
    }

    @Override
    public Set<String> folders() {
        return Set.of("demo");
    }

    @Override
    public Set<Class<?>> needs() {
        return Set.of(Schema.class);
    }

    @Override
    public DemoSignIns compile(SiteSource source, Problems problems) {
        var documents = source.documents("demo");
        if (documents.isEmpty()) return DemoSignIns.NONE;
        for (var other : documents.subList(1, documents.size())) {
            problems.error(other.fields().at(), "identity-local.one-demo", "the demo's people stand in one document, and this is another", "move its content to " + documents.getFirst().path());
        }
        var contacts = source.part(Schema.class).find("contact");
        var reader = new Reader(documents.getFirst().fields(), problems);
        var password = reader.required("password");
        var people = reader.each("sign-ins", one -> person(one, contacts, problems));
        var bystanders = reader.each("roles", DemoCompiler::bystanders);
        tellUnknownRoles(reader, source, problems);
        reader.done();
        tellTwice(people, reader, problems);
        return new DemoSignIns(password, people, bystanders);
    }

    private static DemoPerson person(Reader reader, Optional<Table> contacts, Problems problems) {
        var person = new DemoPerson(Email.compared(reader.required("email")), Set.copyOf(reader.texts("roles")), reader.each("memberships", DemoCompiler::membership), contact(reader, contacts, problems));
        reader.done();
        return person;
    }

    private static DemoPerson.Membership membership(Reader reader) {
        var membership = new DemoPerson.Membership(reader.required("account"), reader.texts("roles"));
        reader.done();
        return membership;
    }

    private static DemoPerson.Bystanders bystanders(Reader reader) {
        var bystanders = new DemoPerson.Bystanders(reader.required("role"), reader.texts("contacts"));
        reader.done();
        return bystanders;
    }

    /** Cells are texts and lookups; a person needs no more to sign in. */
    private static Map<String, Object> contact(Reader reader, Optional<Table> contacts, Problems problems) {
        var cells = new LinkedHashMap<String, Object>();
        reader.mapping("contact").ifPresent(mapping -> mapping.entries().forEach((name, node) -> {
            var column = contacts.flatMap(table -> table.column(name));
            var known = column.filter(found -> Set.of(ColumnType.TEXT, ColumnType.LOOKUP).contains(found.type())).isPresent();
            if (known && node instanceof Node.Scalar(_, var text)) cells.put(name, text);
            else problems.error(node.at(), "identity-local.demo-contact", "'" + name + "' is no text of table 'contact'",
                    new Unknown(name, contacts.map(table -> List.copyOf(table.columns().keySet())).orElse(List.of())), "use a text or lookup column");
        }));
        contacts.map(Table::key).filter(key -> !cells.isEmpty() && !cells.containsKey(key)).ifPresent(key ->
                problems.error(reader.at("contact"), "identity-local.demo-contact", "the contact to make has no '" + key + "'", "add '" + key + ":' with its key"));
        return cells;
    }

    /** What is misspelt here is given to nobody, and nothing else would say where it stands. */
    private static void tellUnknownRoles(Reader demo, SiteSource source, Problems problems) {
        var known = new TreeSet<String>();
        for (var document : source.documents("roles")) {
            if (document.fields().get("role").orElse(null) instanceof Node.Scalar(_, var role)) known.add(role);
        }
        if (known.isEmpty()) return;
        var named = new ArrayList<Node>();
        demo.items("sign-ins").forEach(person -> {
            named.addAll(itemsBelow(person, "roles"));
            itemsBelow(person, "memberships").forEach(membership -> named.addAll(itemsBelow(membership, "roles")));
        });
        demo.items("roles").forEach(bystanders -> named.addAll(itemsBelow(bystanders, "role")));
        for (var node : named) {
            if (!(node instanceof Node.Scalar(var at, var role)) || role.isBlank() || known.contains(role)) continue;
            problems.warning(at, "identity-local.no-role", "no document defines the web role '" + role + "', so nobody is given it",
                    new Unknown(role, known), "add it to the folder roles");
        }
    }

    private static List<Node> itemsBelow(Node node, String key) {
        return node instanceof Node.Mapping mapping ? new Reader(mapping, new Problems()).items(key) : List.of();
    }

    private static void tellTwice(List<DemoPerson> people, Reader reader, Problems problems) {
        var seen = new HashSet<String>();
        people.stream().filter(person -> !seen.add(person.email())).forEach(person ->
                problems.error(reader.at("sign-ins"), "identity-local.demo-twice", "'" + person.email() + "' is named twice", "remove one of the two"));
    }
}
