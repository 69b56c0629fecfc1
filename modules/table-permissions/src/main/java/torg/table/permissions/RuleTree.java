package torg.table.permissions;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Unknown;
import torg.api.table.Column;
import torg.api.table.Condition;
import torg.api.table.Operand;
import torg.api.table.Relationship;
import torg.api.table.Schema;
import torg.api.table.Table;

/** Puts each rule below the one it names as parent and checks the way between them. What has no sound way to a root is told and left out. */
final class RuleTree {
    private final Schema schema;
    private final Set<String> names;
    private final Problems problems;
    private final Map<String, RuleDraft> drafts = new LinkedHashMap<>();
    private final Map<String, Optional<Rule>> grown = new HashMap<>();
    private final Set<String> growing = new HashSet<>();

    /** @param names of all rules that documents hold, those with a mistake of their own included */
    RuleTree(Schema schema, List<RuleDraft> all, Set<String> names, Problems problems) {
        this.schema = schema;
        this.names = Set.copyOf(names);
        this.problems = problems;
        for (var draft : all) {
            if (drafts.putIfAbsent(draft.name(), draft) == null) continue;
            wrong(draft.reader().at("name"), "name-twice", "there are two permissions '" + draft.name() + "'", "give one of them another name");
        }
    }

    List<Rule> rules() {
        return drafts.values().stream().map(this::grow).flatMap(Optional::stream).toList();
    }

    private Optional<Rule> grow(RuleDraft draft) {
        if (grown.containsKey(draft.name())) return grown.get(draft.name());
        if (!growing.add(draft.name())) {
            return wrong(draft.reader().at("parent"), "circle", "permission '" + draft.name() + "' is its own ancestor", "let one permission of the circle have another scope");
        }
        var rule = parent(draft).flatMap(parent -> rule(draft, parent.orElse(null)));
        growing.remove(draft.name());
        grown.put(draft.name(), rule);
        return rule;
    }

    /** The rule above, if one is named; nothing at all when the one named does not hold. */
    private Optional<Optional<Rule>> parent(RuleDraft draft) {
        if (draft.parent().isEmpty()) return Optional.of(Optional.empty());
        var above = drafts.get(draft.parent().get());
        // Its mistake has been told; another name put here to mend this one could give more than was meant.
        if (above == null && names.contains(draft.parent().get())) return Optional.empty();
        if (above == null) {
            problems.error(draft.reader().at("parent"), "permissions.no-parent", "there is no permission '" + draft.parent().get() + "'", new Unknown(draft.parent().get(), drafts.keySet()), "name another permission");
            return Optional.empty();
        }
        if (above.deny() && !draft.deny()) {
            return wrong(draft.reader().at("parent"), "denying-parent", "permission '" + above.name() + "' denies, so it has nothing to pass on", "name a permission that allows");
        }
        return grow(above).map(Optional::of);
    }

    private Optional<Rule> rule(RuleDraft draft, Rule parent) {
        var roles = roles(draft, parent);
        if (roles.isEmpty()) return wrong(draft.at(), "no-role", "permission '" + draft.name() + "' is for nobody", "add 'roles:' with names of web roles");
        var above = parent == null ? Optional.<String>empty() : parent.form();
        if (above.isPresent() && draft.form().isPresent() && !draft.form().equals(above)) {
            return wrong(draft.reader().at("form"), "two-forms", "permission '" + draft.name() + "' is for form '" + draft.form().get() + "', its parent for form '" + above.get() + "'",
                    "leave out 'form:', or name a parent without one");
        }
        return reach(draft, parent).map(reach -> new Rule(draft.name(), draft.table(), roles, draft.deny(), draft.form().or(() -> above), reach, draft.where(), draft.privileges()));
    }

    private static Set<String> roles(RuleDraft draft, Rule parent) {
        if (parent == null) return draft.roles();
        if (draft.roles().isEmpty()) return parent.roles();
        var both = new LinkedHashSet<>(draft.roles());
        both.retainAll(parent.roles());
        return both;
    }

    private Optional<Rule.Reach> reach(RuleDraft draft, Rule parent) {
        return switch (draft.scope()) {
            case GLOBAL -> Optional.of(new Rule.Reach.Everywhere());
            case ACCOUNT -> via(draft, "account").map(via -> mine(draft.table(), via, new Operand.MyAccounts()));
            case ACCOUNT_TREE -> schema.find("account").flatMap(Table::hierarchy).isEmpty()
                    ? wrong(draft.reader().at("scope"), "no-hierarchy", "accounts do not stand below one another here, so scope 'account-tree' reaches no more than 'account'", "write 'hierarchy:' into the document of table 'account', or use scope 'account'")
                    : via(draft, "account").map(via -> mine(draft.table(), via, new Operand.MyAccountTrees()));
            case CONTACT -> via(draft, "contact").map(via -> mine(draft.table(), via, new Operand.Me()));
            case SELF -> draft.table().name().equals("contact") ? Optional.of(mine(draft.table(), Way.ITSELF, new Operand.Me()))
                    : wrong(draft.reader().at("scope"), "self-elsewhere", "scope 'self' is for table 'contact' only", "use scope 'contact' with 'via:'");
            case PARENT -> parent == null
                    ? wrong(draft.reader().at("scope"), "no-parent", "permission '" + draft.name() + "' names no parent", "add 'parent:' with the name of a permission")
                    : via(draft, parent.table().name()).map(via -> new Rule.Reach.Through(parent, via.path, via.many.isPresent()));
        };
    }

    private static Rule.Reach mine(Table table, Way via, Operand whose) {
        return new Rule.Reach.Mine(via.many.<Condition>map(target -> new Condition.Linked(via.path, new Condition.Compare(target.key(), Condition.Operator.EQ, whose)))
                .orElseGet(() -> new Condition.Compare(via.path.isEmpty() ? table.key() : via.path, Condition.Operator.EQ, whose)));
    }

    /**
     * How rows point to a row of another table.
     *
     * @param path of lookups; empty where it is the very row
     * @param many the table, where an N:N relationship at the end of the path leads there
     */
    private record Way(String path, Optional<Table> many) {
        static final Way ITSELF = new Way("", Optional.empty());

        /** A path of columns that ends in a lookup, or in the key of what its lookups lead to. */
        static Way of(String path, List<Column> columns) {
            if (columns.getLast().target().isPresent()) return new Way(path, Optional.empty());
            return columns.size() == 1 ? ITSELF : new Way(path.substring(0, path.lastIndexOf('.')), Optional.empty());
        }
    }

    /** The path to a row of the table: its last column is a lookup to it, or its key; or it ends in a relationship with the table. */
    private Optional<Way> via(RuleDraft draft, String target) {
        var at = draft.reader().at("via");
        if (draft.via().isEmpty()) return wrong(at, "no-via", "permission '" + draft.name() + "' does not say how its rows point to table '" + target + "'", "add 'via:' with a lookup");
        var columns = schema.path(draft.table(), draft.via().get());
        if (columns.isPresent() && leadsTo(draft.table(), columns.get(), target)) return Optional.of(Way.of(draft.via().get(), columns.get()));
        var related = schema.related(draft.table(), draft.via().get()).filter(found -> found.relationship().target().equals(target));
        if (related.isPresent()) return Optional.of(new Way(draft.via().get(), schema.find(target)));
        var lookups = Stream.concat(draft.table().columns().values().stream().filter(column -> column.target().equals(Optional.of(target))).map(Column::name),
                draft.table().relationships().values().stream().filter(side -> side.target().equals(target)).map(Relationship::name)).toList();
        return wrong(at, "wrong-via", "'" + draft.via().get() + "' is no lookup of table '" + draft.table().name() + "' to table '" + target + "'",
                lookups.isEmpty() ? "name a path of lookups that ends there" : "use " + String.join(" or ", lookups));
    }

    private boolean leadsTo(Table from, List<Column> columns, String target) {
        var last = columns.getLast();
        if (last.target().isPresent()) return last.target().get().equals(target);
        var owner = columns.size() == 1 ? from : schema.find(columns.get(columns.size() - 2).target().orElseThrow()).orElse(null);
        return owner != null && owner.name().equals(target) && Objects.equals(owner.key(), last.name());
    }

    private <T> Optional<T> wrong(Position at, String code, String message, String help) {
        problems.error(at, "permissions." + code, message, help);
        return Optional.empty();
    }
}
