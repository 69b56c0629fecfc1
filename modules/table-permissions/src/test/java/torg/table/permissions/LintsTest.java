package torg.table.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import torg.api.site.SiteProblem;
import torg.testkit.TableDocuments;

/** What is legal but hardly meant is told; what shows rows to everybody has to say so itself. */
class LintsTest {
    private static final String READS = "  - {name: reads, table: salesorder, roles: [buyer], scope: contact, via: contact, privileges: [read]}\n";
    private static final String LISTED = "\ncolumns:\n  - {name: listed, table: salesorder, roles: [buyer], columns: \"*\", privileges: [read]}\n";

    @Test
    void whatEverybodyMaySeeSaysSoItself() {
        var rule = "{name: open, table: note, roles: [anonymous], scope: global, privileges: [read]}";
        assertThat(Market.problems("permissions:\n  - " + rule)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("permissions.public-undeclared");
            assertThat(problem.fatal()).isTrue();
            assertThat(problem.help()).contains("write 'public: {table: note, scope: global, privileges: [read], columns: [line]}' beside it");
        });
        assertThat(Market.problems("permissions:\n  - " + rule.replace("scope", "public: {table: note, scope: global, privileges: [read], columns: [line]}, scope") + "\ncolumns:\n  - {name: c, table: note, roles: [anonymous], columns: [line], privileges: [read]}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "anonymous-own | {name: x, table: salesorder, roles: [anonymous], scope: contact, via: contact, privileges: [read]}",
        "anonymous-changes | {name: x, table: note, roles: [anonymous], public: {table: note, scope: global, privileges: [read, create], columns: '*'}, scope: global, privileges: [read, create]}",
        "every-column | {name: x, table: note, roles: [authenticated], scope: global, privileges: [read]}",
        "every-column | {name: x, table: note, roles: [rep, authenticated], scope: global, where: line = 'a', privileges: [read, create]}",
        "every-column | {name: x, table: note, roles: [rep], scope: global, privileges: [read]}",
        "every-column | {name: x, table: salesorder, roles: [buyer, rep], scope: account, via: account, privileges: [read]}",
        "denied-anyway | {name: y, table: note, roles: [authenticated], deny: true, scope: global, privileges: [read, write]} ; {name: x, table: note, roles: [rep], scope: global, privileges: [read]}",
        "denied-anyway | {name: y, table: note, roles: [buyer, rep], deny: true, scope: global, privileges: [read]} ; {name: x, table: note, roles: [rep], scope: global, privileges: [read]}",
        "always | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: state = 'open' or state != 'open' or state is empty, privileges: [read]}",
        "anonymous-personal | {name: x, table: contact, roles: [anonymous], public: {table: contact, scope: global, privileges: [read], columns: '*'}, scope: global, privileges: [read]}",
        "anonymous-files | {name: x, table: paper, roles: [anonymous], public: {table: paper, scope: global, privileges: [read], columns: '*'}, scope: global, privileges: [read]}",
        "anonymous-all-columns | {name: x, table: note, roles: [anonymous], public: {table: note, scope: global, privileges: [read], columns: '*'}, scope: global, privileges: [read]}",
        "public-unneeded | {name: x, table: note, roles: [rep], public: {table: note, scope: global, privileges: [read], columns: '*'}, scope: global, privileges: [read]}",
        "every-customer | {name: x, table: salesorder, roles: [authenticated], scope: global, privileges: [read]}",
        "same-twice | {name: x, table: salesorder, roles: [buyer], scope: contact, via: contact, privileges: [read]}",
        "always | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: urgent or not urgent, privileges: [read]}",
        "always | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: total >= 100 or total < 100, privileges: [read]}",
        "always | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: total > 5 or total <= 7 or contact is empty, privileges: [read]}",
        "always | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: not (urgent and not urgent), privileges: [read]}",
        "always | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: state in ('open') or not (state = 'open' and contact = 'B'), privileges: [read]}",
        "always | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: account = caller.account or not (contact is empty) or contact is empty, privileges: [read]}",
        "never | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: urgent and not urgent, privileges: [read]}",
        "never | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: total > 7 and total < 5, privileges: [read]}",
        "never | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: total >= 7 and (total < 5 or total is empty), privileges: [read]}",
        "never | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: contact is empty and contact is not empty, privileges: [read]}",
        "never | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: account = 'A' and account = 'B', privileges: [read]}",
        "denies-nothing | {name: x, table: salesorder, roles: [rep], deny: true, scope: global, privileges: [read]}",
        "changed-unseen | {name: x, table: salesorder, roles: [rep], scope: account, via: account, privileges: [write]}",
        "denies-nothing | {name: x, table: note, roles: [buyer], deny: true, scope: global, privileges: [read]}",
        "denies-nothing | {name: x, table: salesorder, roles: [buyer], deny: true, scope: global, privileges: [write]}",
        "denies-nothing | {name: x, table: note, roles: [authenticated], scope: global, privileges: [read]} ; {name: y, table: note, roles: [anonymous], deny: true, scope: global, privileges: [read]}",
        "denies-nothing | {name: x, table: note, roles: [anonymous], public: {table: note, scope: global, privileges: [read], columns: '*'}, scope: global, privileges: [read]} ; {name: y, table: note, roles: [authenticated], deny: true, scope: global, privileges: [read]}",
        "changed-unseen | {name: x, table: salesorder, roles: [rep], scope: account, via: account, privileges: [delete]}",
        "changed-unseen | {name: x, table: note, roles: [authenticated], scope: global, privileges: [read]} ; {name: y, table: note, roles: [anonymous], public: {table: note, scope: global, privileges: [write], columns: '*'}, scope: global, privileges: [write]}",
        "links-to-nothing | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, privileges: [append]}",
        "links-to-nothing | {name: y, table: line, roles: [buyer], scope: global, privileges: [append-to]} ; {name: x, table: salesorder, roles: [buyer], scope: account, via: account, privileges: [append]}",
        "every-customer | {name: x, table: account, roles: [authenticated], scope: global, privileges: [read]}",
        "global-child | {name: x, table: line, scope: global, parent: reads, privileges: [read]}",
        "role-outside-parent | {name: x, table: line, roles: [buyer, rep], scope: parent, parent: reads, via: salesorder, privileges: [read]}",
        "never-needed | {name: x, table: line, roles: [authenticated], scope: global, privileges: [read]} ; {name: y, table: line, scope: parent, parent: reads, via: salesorder, privileges: [read]}",
        "never-needed | {name: x, table: line, roles: [buyer], scope: global, privileges: [read]} ; {name: y, table: line, form: order, scope: parent, parent: reads, via: salesorder, privileges: [read]}",
        "created-unseen | {name: x, table: note, roles: [rep], scope: global, privileges: [create]}",
        "created-unseen | {name: x, table: note, roles: [rep], form: order, scope: global, privileges: [read]} ; {name: y, table: note, roles: [rep], scope: global, privileges: [create]}",
    })
    void aRuleThatIsHardlyMeantIsToldAtItsPlace(String code, String rules) {
        var lines = rules.split(" ; ");
        assertThat(Market.problems("permissions:\n" + READS + "  - " + String.join("\n  - ", lines) + LISTED))
                .filteredOn(problem -> problem.code().equals("permissions." + code)).singleElement().satisfies(problem -> {
            assertThat(problem.fatal()).isFalse();
            assertThat(problem.at().line()).isEqualTo(2 + lines.length);
            assertThat(problem.help()).isNotBlank();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "denies-nothing | {name: x, table: salesorder, roles: [authenticated], deny: true, scope: global, privileges: [read]}",
        "denies-nothing | {name: x, table: salesorder, roles: [buyer, rep], deny: true, scope: global, privileges: [delete, read]}",
        "denies-nothing | {name: x, table: note, roles: [authenticated], scope: global, privileges: [read]} ; {name: y, table: note, roles: [rep], deny: true, scope: global, privileges: [read]}",
        "changed-unseen | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, privileges: [write]}",
        "changed-unseen | {name: x, table: salesorder, roles: [rep], scope: account, via: account, privileges: [create, append]}",
        "changed-unseen | {name: x, table: note, roles: [authenticated], scope: global, privileges: [read]} ; {name: y, table: note, roles: [rep], scope: global, privileges: [write]}",
        "links-to-nothing | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, privileges: [append]} ; {name: y, table: account, roles: [authenticated], scope: global, privileges: [append-to]}",
        "links-to-nothing | {name: x, table: contact, roles: [buyer], scope: self, privileges: [append]} ; {name: y, table: line, roles: [buyer], scope: global, privileges: [append-to]}",
        "links-to-nothing | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, privileges: [append-to]}",
        "always | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: urgent or state = 'open', privileges: [read]}",
        "always | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: urgent and not urgent, privileges: [read]}",
        "always | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: total > 100 or total < 100, privileges: [read]}",
        "always | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: total >= 100 or total < 100 and urgent, privileges: [read]}",
        "always | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: total > 5 or total <= 7 and contact is empty, privileges: [read]}",
        "always | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: not (contact = 'A' and urgent), privileges: [read]}",
        "never | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: urgent or not urgent, privileges: [read]}",
        "never | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: total > 5 and total < 7, privileges: [read]}",
        "never | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: not (total > 5 or total <= 5), privileges: [read]}",
        "never | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: total >= 7 and total <= 7, privileges: [read]}",
        "never | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: urgent, privileges: [read]}",
        "never | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: account = 'A' and contact = 'B', privileges: [read]}",
        "never | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, where: account = 'A' and account != 'B' and account = 'A', privileges: [read]}",
        "same-twice | {name: x, table: salesorder, roles: [rep], scope: contact, via: contact, privileges: [read]}",
        "every-column | {name: y, table: contact, roles: [rep], scope: global, privileges: [read]} ; {name: x, table: note, roles: [rep], scope: global, privileges: [read]}",
        "every-column | {name: x, table: note, roles: [rep], form: order, scope: global, privileges: [read]}",
        "every-column | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, privileges: [read]}",
        "every-column | {name: x, table: note, roles: [authenticated], scope: global, privileges: [create]}",
        "denied-anyway | {name: y, table: salesorder, roles: [authenticated], deny: true, scope: global, privileges: [write]}",
        "denied-anyway | {name: y, table: salesorder, roles: [authenticated], deny: true, scope: global, where: urgent, privileges: [read]}",
        "denied-anyway | {name: y, table: salesorder, roles: [rep], deny: true, scope: global, privileges: [read]}",
        "denied-anyway | {name: y, table: salesorder, roles: [authenticated], deny: true, form: order, scope: global, privileges: [read]}",
        "denied-anyway | {name: y, table: salesorder, roles: [authenticated], deny: true, scope: contact, via: contact, privileges: [read]}",
        "every-customer | {name: x, table: salesorder, roles: [rep], scope: global, privileges: [read]}",
        "every-customer | {name: x, table: salesorder, roles: [authenticated], scope: global, privileges: [write]}",
        "every-customer | {name: x, table: salesorder, roles: [authenticated], scope: contact, via: contact, privileges: [read]}",
        "every-customer | {name: x, table: note, roles: [authenticated], scope: global, privileges: [read]}",
        "every-customer | {name: x, table: salesorder, roles: [authenticated], scope: global, where: urgent, privileges: [read]}",
        "anonymous-changes | {name: x, table: note, roles: [anonymous], public: {table: note, scope: global, privileges: [read], columns: '*'}, scope: global, privileges: [read]}",
        "anonymous-personal | {name: x, table: contact, roles: [anonymous], public: {table: contact, scope: global, privileges: [create], columns: '*'}, scope: global, privileges: [create]}",
        "anonymous-all-columns | {name: x, table: note, roles: [anonymous], public: {table: note, scope: global, privileges: [create], columns: '*'}, scope: global, privileges: [create]}",
        "anonymous-all-columns | {name: x, table: contact, roles: [anonymous], public: {table: contact, scope: global, privileges: [read], columns: '*'}, scope: global, privileges: [read]}",
        "anonymous-own | {name: x, table: note, roles: [anonymous], public: {table: note, scope: global, privileges: [read], columns: '*'}, scope: global, privileges: [read]} ; {name: y, table: note, roles: [anonymous], public: {table: note, scope: global, privileges: [read], where: line = 'a', columns: '*'}, scope: global, where: line = 'a', privileges: [read]}",
        "public-unneeded | {name: x, table: note, roles: [rep], scope: global, privileges: [read]}",
        "public-undeclared | {name: x, table: note, roles: [anonymous], deny: true, scope: global, privileges: [read]}",
        "global-child | {name: x, table: line, scope: parent, parent: reads, via: salesorder, privileges: [read]}",
        "global-child | {name: x, table: line, roles: [buyer], scope: global, privileges: [read]}",
        "role-outside-parent | {name: x, table: line, roles: [buyer], scope: parent, parent: reads, via: salesorder, privileges: [read]}",
        "never-needed | {name: x, table: salesorder, roles: [buyer], scope: global, where: urgent, privileges: [read]}",
        "never-needed | {name: x, table: salesorder, roles: [rep], scope: global, privileges: [read]}",
        "never-needed | {name: x, table: salesorder, roles: [buyer], scope: global, privileges: [write]}",
        "never-needed | {name: x, table: line, roles: [buyer], scope: global, privileges: [read]}",
        "never-needed | {name: x, table: salesorder, roles: [buyer], form: order, scope: global, privileges: [read]}",
        "created-unseen | {name: x, table: salesorder, roles: [buyer], scope: account, via: account, privileges: [create]}",
        "created-unseen | {name: x, table: note, roles: [authenticated], scope: global, privileges: [read]} ; {name: y, table: note, roles: [rep], scope: global, privileges: [create]}",
        "created-unseen | {name: x, table: note, roles: [rep], scope: global, privileges: [write]}",
    })
    void aRuleThatMeansSomethingIsNotTold(String code, String rules) {
        assertThat(Market.problems("permissions:\n" + READS + "  - " + rules.replace(" ; ", "\n  - ") + LISTED)).extracting(SiteProblem::code).doesNotContain("permissions." + code);
    }

    private static final String AGREED = "public: {table: salesorder, scope: global, where: state = 'open', privileges: [read], columns: [state, total]}";
    private static final String OPEN = "permissions:\n  - {name: open, table: salesorder, roles: [anonymous], scope: global, where: state = 'open', privileges: [read], " + AGREED + "}\n"
            + "columns:\n  - {name: shown, table: salesorder, roles: [anonymous], columns: [state, total], privileges: [read]}\n";

    @Test
    void whatWasAgreedToStands() {
        assertThat(Market.problems(OPEN)).isEmpty();
        assertThat(Market.problems(OPEN.replace("columns: [state, total], privileges", "columns: [total], privileges"))).as("less than was agreed to").isEmpty();
        assertThat(Market.problems(OPEN.replace("global, where: state = 'open', privileges: [read], public", "global, where: \"state  =  'open'\", privileges: [read], public"))).as("said with other spaces").isEmpty();
    }

    /** More rows, more columns, another privilege, another table: what a rule for everybody becomes is agreed to anew. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        global, where: state = 'open', privileges: [read], public | global, privileges: [read], public | 'where'
        global, where: state = 'open', privileges: [read], public | global, where: "state in ('open', 'hidden')", privileges: [read], public | 'where'
        'open', privileges: [read], public | 'open', privileges: [read, create], public | 'privileges'
        table: salesorder, roles: [anonymous], scope | table: [salesorder], with: [line], roles: [anonymous], scope | 'with'
        columns: [state, total], privileges | columns: [state, total, contact], privileges | column 'contact'
        columns: [state, total], privileges | columns: "*", privileges | column 'account', column 'contact', column 'urgent'
        """)
    void whatIsAddedToAPublicRuleIsConfirmedAnew(String was, String becomes, String named) {
        var widened = OPEN.replace(was, becomes);
        assertThat(widened).isNotEqualTo(OPEN);
        var told = Market.problems(widened).stream().filter(problem -> problem.code().equals("permissions.public-widened")).toList();
        assertThat(told).isNotEmpty().allMatch(SiteProblem::fatal);
        assertThat(told.getFirst().message()).contains("than its 'public:' says: ").contains(named);
        // What the remedy says to write is what agrees to it.
        var words = told.getFirst().help().replaceFirst("write '(public: \\{.*})' beside it.*", "$1");
        assertThat(Market.problems(widened.replace(AGREED, words))).extracting(SiteProblem::fatal).doesNotContain(true);
    }

    private static final String DENIED = """
            permissions:
              - {name: open, table: salesorder, roles: [anonymous], scope: global, privileges: [read],
                 public: {table: salesorder, scope: global, privileges: [read], columns: [state], except: [hidden]}}
              - {name: hidden, table: salesorder, roles: [anonymous], deny: true, scope: global, where: state = 'hidden', privileges: [read],
                 public: {deny: true, table: salesorder, scope: global, where: state = 'hidden', privileges: [read]}}
            columns:
              - {name: shown, table: salesorder, roles: [anonymous], columns: [state], privileges: [read]}
            """;

    @Test
    void whatIsDeniedToEverybodyBelongsToTheAgreement() {
        assertThat(Market.problems(DENIED)).isEmpty();
        assertThat(Market.problems(DENIED.replace(", except: [hidden]", ""))).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("permissions.public-denied");
            assertThat(problem.fatal()).isFalse();
            assertThat(problem.help()).isEqualTo("write 'public: {table: salesorder, scope: global, privileges: [read], columns: [state], except: [hidden]}' beside it");
        });
    }

    /** Without the denial, or with less of it, everybody is given more: somebody agrees to that first. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        name: hidden, table: salesorder, roles: [anonymous] | name: hidden, table: salesorder, roles: [buyer] | what 'hidden' denied
        name: hidden, table: salesorder | name: other, table: salesorder | what 'hidden' denied
        name: hidden, table: salesorder, roles: [anonymous], deny: true, scope: global, where: state = 'hidden' | name: hidden, table: note, roles: [anonymous], deny: true, scope: global | what 'hidden' denied
        roles: [anonymous], deny: true | roles: [anonymous] | 'deny'
        deny: true, scope: global, where: state = 'hidden' | deny: true, scope: global, where: state = 'hidden' and urgent | 'where'
        deny: true, scope: global, where | deny: true, scope: contact, via: contact, where | what 'hidden' denied
        'hidden', privileges: [read], | 'hidden', privileges: [write], | 'privileges'
        """)
    void aDenialIsNotTakenFromEverybodyUnasked(String was, String becomes, String named) {
        var loosened = DENIED.replaceFirst(Pattern.quote(was), becomes);
        assertThat(loosened).isNotEqualTo(DENIED);
        assertThat(Market.problems(loosened)).filteredOn(problem -> problem.code().equals("permissions.public-widened")).isNotEmpty().allMatch(SiteProblem::fatal)
                .anySatisfy(problem -> assertThat(problem.message()).contains(named));
    }

    @Test
    void aDenialThatIsGoneIsAgreedToAtWhatGives() {
        var gone = DENIED.replaceFirst("(?s)  - \\{name: hidden.*(?=columns:\\n)", "");
        assertThat(Market.problems(gone)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("permissions.public-widened");
            assertThat(problem.message()).endsWith("says: what 'hidden' denied");
            assertThat(problem.help()).startsWith("write 'public: {table: salesorder, scope: global, privileges: [read], columns: [state]}' beside it");
        });
        assertThat(Market.problems(gone.replace(", except: [hidden]", ""))).isEmpty();
    }

    /** Else it could be loosened where nobody looks: it says itself what it denies, and so does each denial above it. */
    @Test
    void aDenialThatIsCountedOnRepeatsItself() {
        var silent = DENIED.replaceFirst("(?s),\\s+public: \\{deny[^}]*\\}", "");
        assertThat(Market.problems(silent)).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("permissions.public-undeclared");
            assertThat(problem.fatal()).isTrue();
            assertThat(problem.help()).isEqualTo("write 'public: {deny: true, table: salesorder, scope: global, where: state = 'hidden', privileges: [read]}' beside it");
        });
        assertThat(Market.problems(silent.replace(", except: [hidden]", ""))).as("nobody counts on it").extracting(SiteProblem::fatal).containsExactly(false);
        var above = """
                permissions:
                  - {name: lines, table: line, roles: [anonymous], scope: global, privileges: [read],
                     public: {table: line, scope: global, privileges: [read], columns: '*', except: [hidden-lines]}}
                  - {name: hidden, table: salesorder, roles: [anonymous], deny: true, scope: global, where: state = 'hidden', privileges: [read]}
                  - {name: hidden-lines, table: line, deny: true, scope: parent, parent: hidden, via: salesorder, privileges: [read],
                     public: {deny: true, table: line, scope: parent, parent: hidden, via: salesorder, privileges: [read]}}
                """;
        assertThat(Market.problems(above)).filteredOn(SiteProblem::fatal).singleElement().satisfies(problem -> assertThat(problem.message()).startsWith("permission 'hidden' denies"));
    }

    @Test
    void aColumnThatATableGetsIsNewToEverybody() {
        var rule = "permissions:\n  - {name: open, table: note, roles: [anonymous], scope: global, privileges: [read], public: {table: note, scope: global, privileges: [read], columns: %s}}";
        assertThat(Market.problems(rule.formatted("[line]"))).extracting(SiteProblem::fatal).containsOnly(false);
        var source = Market.source(rule.formatted("[line]")).document("tables/note.yml", "{table: note, key: id, columns: {id: {type: text}, line: {type: lookup, to: line}, secret: {type: text}}}");
        source.compile(new TableDocuments());
        assertThat(source.problems(new PermissionCompiler())).filteredOn(SiteProblem::fatal).singleElement().satisfies(problem -> assertThat(problem.message()).endsWith("says: column 'secret'"));
        var every = Market.source(rule.formatted("'*'")).document("tables/note.yml", "{table: note, key: id, columns: {id: {type: text}, line: {type: lookup, to: line}, secret: {type: text}}}");
        every.compile(new TableDocuments());
        assertThat(every.problems(new PermissionCompiler())).extracting(SiteProblem::fatal).containsOnly(false);
    }

    /** A word alone agrees to nothing that anybody could read there. */
    @Test
    void whatDoesNotRepeatTheRuleAgreesToNothing() {
        for (var word : List.of("true", "[read]", "read")) {
            assertThat(Market.problems(OPEN.replace(AGREED, "public: " + word))).filteredOn(SiteProblem::fatal).extracting(SiteProblem::code).containsExactly("permissions.public-undeclared");
        }
        assertThat(Market.problems(OPEN.replace(AGREED, "public: {}"))).filteredOn(SiteProblem::fatal).extracting(SiteProblem::code).containsExactly("permissions.public-widened");
        assertThat(Market.problems(OPEN.replace(AGREED, AGREED.replace("scope", "scpoe")))).extracting(SiteProblem::code).contains("site.unknown-key");
    }

    @Test
    void filesForEverybodyAreNamed() {
        var rule = "permissions:\n  - {name: open, table: paper, roles: [anonymous], public: {table: paper, scope: global, privileges: [read], columns: [scan]}, scope: global, privileges: [read]}\ncolumns:\n  - {name: c, table: paper, roles: [anonymous], columns: %s, privileges: [read]}\n";
        assertThat(Market.problems(rule.formatted("\"*\""))).extracting(SiteProblem::code).containsExactly("permissions.anonymous-files");
        assertThat(Market.problems(rule.formatted("[scan]"))).isEmpty();
        assertThat(Market.problems(rule.formatted("[id]"))).isEmpty();
        assertThat(Market.problems(rule.formatted("[scan]").replace("columns:\n", "columns:\n  - {name: d, table: paper, roles: [rep], columns: \"*\", privileges: [read]}\n")))
                .as("what others see is nothing to everybody").extracting(SiteProblem::code).doesNotContain("permissions.anonymous-files");
    }

    @Test
    void columnsOfRowsThatNobodyReachesAreTold() {
        assertThat(Market.problems("permissions:\n" + READS + LISTED + "  - {name: c, table: contact, roles: [rep], columns: [phone], privileges: [read]}"))
                .extracting(SiteProblem::code).containsExactly("permissions.columns-unreached");
        for (var privilege : List.of("create", "update")) {
            assertThat(Market.problems("permissions:\n" + READS + LISTED + "  - {name: c, table: salesorder, roles: [buyer], columns: [total], privileges: [%s]}".formatted(privilege)))
                    .as("who reads rows does not %s them", privilege).extracting(SiteProblem::code).containsExactly("permissions.columns-unreached");
        }
        assertThat(Market.problems("permissions:\n" + READS + "columns:\n  - {name: c, table: salesorder, roles: [buyer], columns: [total], privileges: [read, update]}")).isEmpty();
    }

    @Test
    void whoseColumnsNobodyListedIsNamedAndWhatToWriteEndsIt() {
        var rule = "permissions: [{name: x, table: note, roles: [buyer, rep], scope: global, privileges: [read]}]\n";
        var listed = "columns: [{name: c, table: note, roles: [%s], columns: \"*\", privileges: [read]}]";
        assertThat(Market.problems(rule)).singleElement().asString().contains("whoever has role 'buyer' or 'rep' sees every column of table 'note' by permission 'x'",
                        "add a column rule for 'buyer' and 'rep'");
        assertThat(Market.problems(rule + listed.formatted("rep"))).singleElement().asString().contains("whoever has role 'buyer' sees");
        assertThat(Market.problems(rule + listed.formatted("authenticated"))).as("what is listed for everybody is not for whoever has a role that sees all")
                .extracting(SiteProblem::code).contains("permissions.every-column");
        assertThat(Market.problems(rule + listed.formatted("buyer, rep"))).isEmpty();
    }

    @Test
    void whatAColumnRuleHidesFromEverybodyIsNotPersonalAnyMore() {
        var open = "permissions:\n  - {name: x, table: contact, roles: [anonymous], public: {table: contact, scope: global, privileges: [read], columns: [account, phone]}, scope: global, privileges: [read]}\ncolumns:\n  - {name: c, table: contact, roles: [anonymous], columns: [%s], privileges: [read]}";
        assertThat(Market.problems(open.formatted("account"))).isEmpty();
        assertThat(Market.problems(open.formatted("account, phone"))).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("permissions.anonymous-personal");
            assertThat(problem.message()).contains("everybody sees phone of table 'contact'");
        });
    }

    @Test
    void whatIsMeantIsNotTold() {
        assertThat(Market.problems("permissions:\n" + READS + LISTED)).isEmpty();
    }
}
