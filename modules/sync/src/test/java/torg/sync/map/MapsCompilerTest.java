package torg.sync.map;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import torg.testkit.TestSource;
import torg.testkit.TableDocuments;

/** A map that cannot work is told with its place and the remedy, before the first order meets it. */
class MapsCompilerTest {
    @Test
    void refusesMapsThatCannotWorkAndNamesThePlace() {
        var source = tables().document("maps/bad.yml", """
                map: bad
                connector: dynamics
                entity: Customers
                table: acount
                """).document("maps/worse.yml", """
                map: worse
                connector: dynamics
                entity: Orders
                table: order
                direction: both
                columns:
                  nmae: Name
                evry: 2s
                same: [account]
                """);
        var problems = source.problems(new MapsCompiler());
        assertThat(problems).extracting(problem -> problem.at().toString() + " " + problem.code())
                .contains("site/maps/bad.yml:4:8 sync.unknown-table", "site/maps/worse.yml:7:9 sync.unknown-column", "site/maps/worse.yml:8:7 site.unknown-key")
                .anyMatch(problem -> problem.endsWith("sync.no-reference")).anyMatch(problem -> problem.endsWith("sync.key-not-mapped"))
                .anyMatch(problem -> problem.endsWith("sync.same-not-mapped"));
        assertThat(problems).filteredOn(problem -> problem.code().equals("sync.unknown-table")).first().satisfies(problem -> assertThat(problem.help()).contains("did you mean 'account'"));
    }

    @Test
    void aPrintoutIsFoundByColumnsOfItsRowAndOfThoseItLeadsTo() {
        var map = "{map: orders, connector: dynamics, entity: Orders, table: order, columns: {number: Number}, printout: {kind: Files, where: {no: '%s'}}}";

        assertThat(printoutProblems(map, "{number} {account.name}")).isEmpty();
        assertThat(printoutProblems(map, "{account.name}")).as("the same for all orders of an account").containsExactly("sync.printout-of-all");
        assertThat(printoutProblems(map, "{number} {account.nmae}")).containsExactly("sync.unknown-column");
        assertThat(printoutProblems(map, "{number.name}")).contains("sync.bad-path");
        assertThat(printoutProblems(map, "{number} {account.account.name}")).containsExactly("sync.bad-path");
    }

    private static List<String> printoutProblems(String map, String where) {
        return tables().document("maps/orders.yml", map.formatted(where)).problems(new MapsCompiler()).stream().map(problem -> problem.code()).toList();
    }

    @Test
    void refusesPartsThatCouldNotBeSentOrFoundAgain() {
        var source = tables().document("maps/orders.yml", """
                map: orders
                connector: dynamics
                entity: Orders
                table: order
                direction: both
                reference: Reference
                columns:
                  number: {field: Reference, direction: in}
                  currency: {from: currency}
                """).document("maps/lines.yml", """
                map: lines
                connector: dynamics
                entity: Lines
                table: line
                part-of: orders
                columns:
                  linekey: Id
                  position: {field: Position, direction: in}
                """).document("maps/headless.yml", """
                map: headless
                connector: dynamics
                entity: Orders
                table: order
                erp-key: erpnumber
                columns:
                  number: Number
                """);
        assertThat(source.problems(new MapsCompiler())).allSatisfy(problem -> assertThat(problem.help()).isNotBlank())
                .extracting(problem -> problem.at().toString() + " " + problem.code()).containsExactlyInAnyOrder(
                        "site/maps/lines.yml:5:10 sync.no-parent-field", "site/maps/lines.yml:7:3 sync.no-number", "site/maps/lines.yml:5:10 sync.no-erp-key",
                        "site/maps/headless.yml:5:10 sync.erp-key-not-mapped", "site/maps/orders.yml:9:20 sync.wrong-path");
    }

    @Test
    void warnsOfPartsThatLookAtAllDocumentsForTheirs() {
        var source = tables().document("maps/orders.yml", "{map: orders, connector: dynamics, entity: Orders, table: order, erp-key: erpnumber, columns: {number: Reference, erpnumber: Number}}")
                .document("maps/lines.yml", "{map: lines, connector: dynamics, entity: Lines, table: line, part-of: orders, columns: {linekey: Id, order: {parent: Order}}}");
        assertThat(source.problems(new MapsCompiler())).singleElement().satisfies(problem -> {
            assertThat(problem.fatal()).isFalse();
            assertThat(problem.code()).isEqualTo("sync.slow-parts");
            assertThat(problem.help()).isEqualTo("add '- [erpnumber]' to the indexes of table 'order'");
        });

        source.document("tables/order.yml", "{table: order, key: number, columns: {number: {type: text}, erpnumber: {type: text}}, indexes: [[erpnumber]]}").compile(new TableDocuments());
        assertThat(source.problems(new MapsCompiler())).isEmpty();
    }

    @Test
    void refusesANameThatTheLedgerHasNoRoomFor() {
        var source = tables().document("maps/long.yml", "{map: " + "m".repeat(61) + ", connector: dynamics, entity: Orders, table: order, columns: {number: Number}}");
        assertThat(source.problems(new MapsCompiler())).extracting(problem -> problem.at().toString() + " " + problem.code()).containsExactly("site/maps/long.yml:1:7 sync.long-name");
    }

    @Test
    void checksTheColumnsThatValuesAreMadeOf() {
        var source = tables().document("maps/orders.yml", """
                map: orders
                connector: dynamics
                entity: Orders
                table: order
                columns:
                  number: {text: "{erpnumber}/{currency}/{Company}"}
                  erpnumber: {from: account.nmae}
                  account: {from: accont.name}
                  currency: {from: erpnumber.name}
                  status: {text: "{note}"}
                open: {column: staus, values: [open]}
                """).document("maps/more.yml", """
                map: more
                connector: dynamics
                entity: Orders
                table: order
                columns:
                  number: Number
                  account: Customer
                  currency: {from: account.name}
                  erpnumber: {text: "{account}-{Number}"}
                open: {column: status, values: [open, invoised]}
                """);
        var problems = source.problems(new MapsCompiler());
        assertThat(problems).extracting(problem -> problem.at().toString() + " " + problem.code()).containsExactlyInAnyOrder(
                "site/maps/orders.yml:6:18 sync.not-mapped-before", "site/maps/orders.yml:6:18 sync.not-mapped-before",
                "site/maps/orders.yml:7:21 sync.unknown-column", "site/maps/orders.yml:7:21 sync.not-mapped-before",
                "site/maps/orders.yml:8:19 sync.unknown-column", "site/maps/orders.yml:9:20 sync.no-lookup", "site/maps/orders.yml:10:18 sync.column-as-field",
                "site/maps/orders.yml:11:16 sync.unknown-column", "site/maps/more.yml:10:32 sync.unknown-choice");
        assertThat(problems).filteredOn(problem -> !problem.fatal()).extracting(torg.api.site.SiteProblem::code).containsExactly("sync.column-as-field");
        assertThat(problems).extracting(torg.api.site.SiteProblem::help).contains("did you mean 'name'?", "did you mean 'account'?", "did you mean 'status'?", "did you mean 'invoiced'?");
    }

    @Test
    void theShippedMapsCompile() {
        var source = new TestSource().folder(Path.of("../../content/customer-portal"), "tables", "maps");
        source.compile(new TableDocuments());
        assertThat(source.compile(new MapsCompiler()).named("orders")).get().satisfies(orders -> assertThat(orders.same()).contains("account"));
    }

    @Test
    void mapsOfAnErpThatThePortalDoesNotHaveRest() {
        var source = new TestSource().folder(Path.of("../../content/customer-portal"), "tables", "maps");
        source.compile(new TableDocuments());
        assertThat(source.compile(new MapsCompiler()).maps()).extracting(TableMap::connector).contains("dynamics", "tryton");
        assertThat(source.compile(new MapsCompiler(without("dynamics, other"))).maps()).extracting(TableMap::connector).containsOnly("tryton");
    }

    @Test
    void whatIsWantedOfAFieldIsAValueOrAListOfThem() {
        var map = tables().document("maps/accounts.yml", """
                map: accounts
                connector: tryton
                entity: party
                table: account
                where: {kind: [a, b], active: true}
                columns: {number: code, name: name}
                """).compile(new MapsCompiler()).maps().getFirst();
        assertThat(map.where()).isEqualTo(Map.of("kind", List.of("a", "b"), "active", "true"));
    }

    @Test
    void whatBecomesOfGoneRowsIsSaidInTheColumnsValues() {
        assertThat(gone("")).isEqualTo(new TableMap.Ending.Deleted());
        assertThat(gone("gone: keep")).isEqualTo(new TableMap.Ending.Kept());
        assertThat(gone("gone: {away: true}")).isEqualTo(new TableMap.Ending.Marked(Map.of("away", true)));
        assertThat(problems("gone: {away: perhaps}")).contains("sync.wrong-value");
        assertThat(problems("gone: {away: true, nme: x}")).contains("sync.unknown-column");
        assertThat(problems("gone: {kind: huge}")).contains("sync.unknown-choice");
    }

    private static TestSource marked(String gone) {
        var source = new TestSource().document("tables/account.yml", "{table: account, key: number, columns: {number: {type: text}, away: {type: boolean}, kind: {type: choice, choices: {big: Big}}}}")
                .document("maps/accounts.yml", "map: accounts\nconnector: erp\nentity: Customers\ntable: account\n" + gone + "\ncolumns: {number: code}\n");
        source.compile(new TableDocuments());
        return source;
    }

    private static TableMap.Ending gone(String gone) {
        return marked(gone).compile(new MapsCompiler()).maps().getFirst().gone();
    }

    private static List<String> problems(String gone) {
        return marked(gone).problems(new MapsCompiler()).stream().map(torg.api.site.SiteProblem::code).toList();
    }

    private static SyncSettings without(String connectors) {
        return new SyncSettings() {
            @Override
            public String without() {
                return connectors;
            }

            @Override
            public int most$_$gone$_$percent() {
                return 10;
            }

            @Override
            public int most$_$gone$_$rows() {
                return 20;
            }

            @Override
            public int lease() {
                return 90;
            }

            @Override
            public int longest$_$lag() {
                return 60;
            }

            @Override
            public Class<? extends Annotation> annotationType() {
                return SyncSettings.class;
            }
        };
    }

    private static TestSource tables() {
        var source = new TestSource().document("tables/account.yml", "{table: account, key: number, columns: {number: {type: text}, name: {type: text}}}")
                .document("tables/order.yml", """
                        table: order
                        key: number
                        columns:
                          number: {type: autonumber, format: W000}
                          erpnumber: {type: text}
                          account: {type: lookup, to: account, required: true}
                          currency: {type: text}
                          note: {type: text}
                          status: {type: choice, choices: {open: Open, invoiced: Invoiced}}
                        """)
                .document("tables/line.yml", """
                        table: line
                        key: linekey
                        columns:
                          linekey: {type: autonumber, format: "{order}-{position}"}
                          order: {type: lookup, to: order, part: true}
                          position: {type: integer}
                        """);
        source.compile(new TableDocuments());
        return source;
    }
}
