package torg.table.permissions;

import static org.assertj.core.api.Assertions.assertThat;
import static torg.table.permissions.Market.HOUSE;
import static torg.table.permissions.Market.JANE;
import static torg.table.permissions.Market.LONER;
import static torg.table.permissions.Market.REP;

import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.api.access.Privilege;
import torg.api.site.SiteProblem;
import torg.api.table.Change;
import torg.api.table.Write;

/** Rules over relations between rows: many to many, to rows of several tables, up a tree of accounts; the edge cases 17 and 18 among them. */
class RelationsTest {
    @Test
    void anAccountComesWithAllBelowIt() {
        var market = new Market("""
                permissions:
                  - {name: orders, table: salesorder, roles: [rep], scope: account-tree, via: account, privileges: [read]}
                  - {name: lines, table: line, scope: parent, parent: orders, via: salesorder, privileges: [read]}
                  - {name: urgent, table: salesorder, roles: [buyer], scope: global, where: account = caller.account-tree and urgent, privileges: [read]}
                """);
        assertThat(market.seenBy(REP, "salesorder")).containsExactly("1", "2");
        market.update(HOUSE, "account", "B", Map.of("parent", "A"));
        market.update(HOUSE, "salesorder", "3", Map.of("urgent", true));
        assertThat(market.seenBy(REP, "salesorder")).containsExactly("1", "2", "3");
        assertThat(market.seenBy(REP, "line")).containsExactly("1a", "2a", "3a");
        assertThat(market.seenBy(JANE, "salesorder")).containsExactly("3");
        assertThat(market.tables.explain(REP, Privilege.READ, "salesorder", "3").tried()).extracting(reason -> reason.rows())
                .contains("rows whose 'account' is an account of the caller or one below it");
    }

    @Test
    void case17AParentRuleHopsOverManyToManyFromEitherSide() {
        var market = new Market("""
                permissions:
                  - {name: orders, table: salesorder, roles: [buyer], scope: contact, via: contact, privileges: [append]}
                  - {name: notes, table: note, scope: parent, parent: orders, via: topics, privileges: [read]}
                  - {name: me, table: contact, roles: [buyer], scope: self, privileges: [append]}
                  - {name: watched, table: line, scope: parent, parent: me, via: watchers, privileges: [read]}
                  - {name: mine-too, table: line, roles: [rep], scope: contact, via: watchers, privileges: [read]}
                  - {name: colleagues, table: note, roles: [rep], scope: contact, via: line.watchers, privileges: [read]}
                """);

        assertThat(market.seenBy(JANE, "note")).containsExactly("on-3a");
        assertThat(market.seenBy(JANE, "line")).containsExactly("1a", "free");
        assertThat(market.seenBy(REP, "line")).containsExactly("3a");
        assertThat(market.seenBy(REP, "note")).containsExactly("on-3a");
        assertThat(market.seenBy(LONER, "line")).isEmpty();
        assertThat(market.tables.explain(REP, Privilege.READ, "line", "3a").tried()).extracting(reason -> reason.rows())
                .containsExactly("rows whose 'watchers' lead to a row that permission 'me' reaches (rows whose 'id' is the caller)", "rows whose 'watchers' lead to the caller");
    }

    @Test
    void case18ARuleNamesTheTargetThatItFollows() {
        var text = """
                permissions:
                  - {name: accounts, table: account, roles: [buyer], scope: account, via: id, privileges: [read]}
                  - {name: of-accounts, table: quote, scope: parent, parent: accounts, via: customer_account, privileges: [read]}
                  - {name: mine, table: quote, roles: [buyer, rep], scope: contact, via: customer_contact, privileges: [read]}
                  - {name: of-colleagues, table: quote, roles: [rep], scope: account, via: customer_contact.account, privileges: [read]}
                columns:
                  - {name: customers, table: quote, roles: [buyer], columns: [customer], privileges: [read]}
                  - {name: words, table: quote, roles: [rep], columns: [words], privileges: [read]}
                """;
        var market = new Market(text);

        assertThat(market.seenBy(JANE, "quote")).containsExactly("a", "c");
        assertThat(market.seenBy(REP, "quote")).containsExactly("c");
        assertThat(market.tables.find(JANE, "quote", "a").orElseThrow().cells().keySet()).containsExactlyInAnyOrder("id", "customer", "customer_account");
        assertThat(market.tables.find(REP, "quote", "c").orElseThrow().cells().keySet()).as("what is calculated from a hidden column is hidden").containsExactly("id");
        assertThat(Market.problems(text.replace("columns: [customer]", "columns: [customer_account]"))).extracting(SiteProblem::code).contains("permissions.one-target");
        assertThat(Market.problems(text.replace("via: customer_contact,", "via: customer,"))).extracting(SiteProblem::code).contains("permissions.wrong-via");
    }

    @Test
    void case17WhatIsDeniedIsNoWayOverManyToMany() {
        var market = new Market("""
                permissions:
                  - {name: orders, table: salesorder, roles: [rep], scope: account, via: account, privileges: [read]}
                  - {name: hidden, table: salesorder, roles: [rep], deny: true, scope: global, where: "state = 'hidden'", privileges: [read]}
                  - {name: notes, table: note, scope: parent, parent: orders, via: topics, privileges: [read]}
                """);
        assertThat(market.seenBy(REP, "note")).containsExactly("on-3a");
        market.tables.write(HOUSE, Write.of(new Change.Disassociate("salesorder", "1", "notes", "on-3a")));
        assertThat(market.seenBy(REP, "note")).isEmpty();
    }

    /** A denial is followed through what it hides itself; else the question would never end. */
    @Test
    void whatIsDeniedMayLieBelowItsOwnTable() {
        var market = new Market("""
                permissions:
                  - {name: own, table: salesorder, roles: [rep], scope: account, via: account, privileges: [read]}
                  - {name: lines, table: line, scope: parent, parent: own, via: salesorder, privileges: [read]}
                  - {name: not-watched, table: salesorder, roles: [rep], deny: true, scope: parent, parent: of-them, via: id, privileges: [read]}
                  - {name: of-them, table: salesorder, scope: parent, parent: own, via: id, privileges: [read]}
                """);
        assertThat(market.seenBy(REP, "salesorder")).isEmpty();
        assertThat(market.seenBy(REP, "line")).isEmpty();
    }
}
