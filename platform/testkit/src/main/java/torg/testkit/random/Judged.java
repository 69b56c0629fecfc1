package torg.testkit.random;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import torg.api.identity.Caller;
import torg.testkit.oracle.PermissionMeaning;

/** What is judged: who asks, under which rules, over which rows. */
record Judged(RandomMarket market, RandomPermissions permissions, Caller caller) {
    PermissionMeaning meaning() {
        return permissions.meaning(market, caller);
    }

    /** The same without one rule, or the parent of one, without one role, row or link; rules first, for they tell most. */
    List<Judged> smaller() {
        var alone = permissions.rules().stream().map(permissions::alone).filter(other -> other != permissions);
        var rules = Stream.of(permissions.rules().stream().map(permissions::without), permissions.columns().stream().map(permissions::without), alone).flatMap(each -> each).map(fewer -> new Judged(market, fewer, caller));
        var rows = new ArrayList<Judged>();
        for (var table : RandomMarket.TABLES) for (var key : market.keys(table)) rows.add(new Judged(market.without(table, key), permissions, caller));
        var links = market.links().stream().map(link -> new Judged(market.without(link), permissions, caller));
        return Stream.of(rules, roles(), tables(), rows.stream(), links).flatMap(each -> each).toList();
    }

    /** Without all rows of a table, which goes faster than one by one. */
    private Stream<Judged> tables() {
        return RandomMarket.TABLES.stream().filter(table -> market.keys(table).size() > 1).map(table -> {
            var emptied = market;
            for (var key : market.keys(table)) emptied = emptied.without(table, key);
            return new Judged(emptied, permissions, caller);
        });
    }

    private Stream<Judged> roles() {
        return caller.roles().stream().filter(RandomMarket.ROLES::contains).map(role -> {
            var fewer = new TreeSet<>(caller.roles());
            fewer.remove(role);
            return new Judged(market, permissions, new Caller(caller.kind(), caller.name(), caller.contact(), caller.accounts(), fewer, caller.form(), caller.limits(), caller.deputy()));
        });
    }

    @Override
    public String toString() {
        return caller + " under\n" + permissions.text() + "in " + market;
    }
}
