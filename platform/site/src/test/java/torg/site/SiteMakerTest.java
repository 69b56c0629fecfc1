package torg.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import torg.api.problem.ProblemKind;
import torg.api.problem.TorgException;
import torg.api.site.Document;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Site;
import torg.api.site.SiteProblem;
import torg.api.site.SiteTexts;
import torg.spi.site.SiteCompiler;
import torg.spi.site.SiteSource;

class SiteMakerTest {
    private final MemoryStore store = MemoryStore.withSite();
    private final SiteMaker maker = new SiteMaker("test");
    private final FolderCompiler pages = new FolderCompiler("pages");
    private final CountCompiler count = new CountCompiler();

    @Test
    void aSiteHoldsSettingsDocumentsFilesAndParts() {
        store.put("content/test/pages/a.yml", "title: A").put("content/test/files/logo.svg", "<svg/>").put("content/test/files/readme.md", "plain file");

        var site = site(pages, count);

        assertThat(site.settings().theme()).isEqualTo("plain");
        assertThat(site.settings().locales()).containsExactly(Locale.ENGLISH, Locale.of("nb"));
        assertThat(site.documents()).extracting(Document::path).containsExactly("content/test/pages/a.yml", "content/test/site.yml");
        assertThat(site.files()).containsOnlyKeys("files/logo.svg", "files/readme.md", "theme/templates/page.mustache");
        assertThat(site.require(FolderCompiler.Titles.class).titles()).containsExactly("A");
        assertThat(site.require(CountCompiler.Count.class).titles()).isEqualTo(1);
    }

    @Test
    void messagesAreBuiltIn() {
        store.put("content/test/messages.nb.yml", "orders.title: Ordrer");

        assertThat(site().require(SiteTexts.class).in(Locale.of("nb"))).containsEntry("orders.title", "Ordrer");
        assertThat(site().require(SiteTexts.class).in(Locale.ENGLISH)).isEmpty();
    }

    @Test
    void aMessageWhosePlacesCannotBeReadIsRefusedWhereItStands() {
        for (var text : List.of("{0 av {1}", "{antall} ordrer", "{0,number,#.#.#}")) {
            store.put("content/test/messages.nb.yml", "orders.title: Ordrer\nlists.info: \"" + text + "\"");

            assertThat(maker.make(store.files(), List.of(), Map.of()).problems()).as(text).singleElement().satisfies(problem -> {
                assertThat(problem).asString().startsWith("content/test/messages.nb.yml:2:13 'lists.info' has a brace");
                assertThat(problem.fatal()).isTrue();
            });
        }
        store.put("content/test/messages.nb.yml", "lists.info: \"{0}–{1} av {2}, '{' og }\"");
        assertThat(site().require(SiteTexts.class).in(Locale.of("nb"))).containsKey("lists.info");
    }

    @Test
    void textsThatLackALanguageAreToldOnceForEachDocumentAndLanguage() {
        store.put("content/test/pages/a.yml", "title: {en: A}\nlists:\n  - {label: {en: B}, plain: C}\n  - {label: {nb: D, en: D}}\n  - {label: {nb: E}}\nkeys: {en: {}}")
                .put("content/test/pages/b.yml", "title: One text for all\nchoices: {open: {en: Open, nb: Åpen}}");

        assertThat(maker.make(store.files(), List.of(), Map.of()).problems()).filteredOn(problem -> problem.code().equals("site.text-missing")).extracting(Object::toString).containsExactly(
                "content/test/pages/a.yml:1:8 this text is not given in 'nb' (nor 1 more of this document), so people who chose that language read another (add 'nb: ...')",
                "content/test/pages/a.yml:5:13 this text is not given in 'en', so people who chose that language read another (add 'en: ...')");
    }

    @Test
    void aWordThatNobodySaysIsTold() {
        store.put("content/test/messages.yml", "orders.title: Orders\norders.emtpy: None\npromo: Cheap\npro: Dear").put("themes/plain/templates/page.mustache", "{{text.promo}}");
        var words = Map.of("orders.title", "Orders", "orders.empty", "None of {0}");

        var attempt = maker.make(store.files(), List.of(), words);
        assertThat(attempt.site()).isPresent();
        assertThat(attempt.problems()).extracting(Object::toString).containsExactly(
                "content/test/messages.yml:2:15 'orders.emtpy' is no word of a module or of the theme, so nobody reads it (did you mean 'orders.empty'?)",
                "content/test/messages.yml:4:6 'pro' is no word of a module or of the theme, so nobody reads it (did you mean 'promo'?)");
        assertThat(maker.make(store.files(), List.of(), Map.of("orders.title", "", "orders.emtpy", "", "pro", "")).problems()).as("a module that came").isEmpty();
    }

    @Test
    void aCompilerIsAskedAgainWhenWhatItJudgesByBesideTheDocumentsIsAnother() {
        site(pages);
        site(pages);
        assertThat(pages.runs).isEqualTo(1);
        pages.beside = "other templates";
        site(pages);
        assertThat(pages.runs).isEqualTo(2);
    }

    @Test
    void aPlaceThatNothingStandsForIsTold() {
        store.put("content/test/messages.yml", "found: \"{1} of {0}\"\nnone: \"No {0}\"\nmore: \"{2} of {0}\"");

        assertThat(maker.make(store.files(), List.of(), Map.of("found", "{0}-{1}", "none", "None", "more", "{0} of {1,number}")).problems()).extracting(Object::toString).containsExactly(
                "content/test/messages.yml:2:7 nothing stands for '{0}' in 'none' (write the text without places)",
                "content/test/messages.yml:3:7 nothing stands for '{2}' in 'more' (use {0}, {1})");
    }

    @Test
    void aWordThatOneLanguageLacksIsTold() {
        store.put("content/test/messages.yml", "a: A\nb: B\nc: C").put("content/test/messages.nb.yml", "b: B\nd: D");

        assertThat(maker.make(store.files(), List.of(), Map.of()).problems()).extracting(Object::toString).containsExactly(
                "content/test/messages.nb.yml:2:4 'd' is not in messages.yml, where people read another text (add it to messages.yml)",
                "content/test/messages.yml:1:4 'a' is not in messages.nb.yml (nor 1 more), where people read another text (add it to messages.nb.yml)");
    }

    @Test
    void aTextInALanguageThatTheSiteDoesNotHaveIsTold() {
        store.put("content/test/site.yml", "name: {en: Test, xx: Prøve}\ntheme: plain\nlanguages: [en, nb-NO]");
        assertThat(problems(new LabelCompiler())).extracting(Object::toString)
                .containsExactly("content/test/site.yml:1:22 'xx' is no language of the site, so nobody reads this text (write it in en or nb-NO, or add the language to site.yml)");

        store.put("content/test/site.yml", "name: {en: Test, nb: Prøve}\ntheme: plain\nlanguages: [en, nb-NO]").put("content/test/labels/a.yml", "label: {en: A, nb: B, nb-NO: C, xx: D, sv: E}");
        assertThat(problems(new LabelCompiler())).extracting(problem -> problem.at().toString(), SiteProblem::code, SiteProblem::fatal).containsExactly(
                tuple("content/test/labels/a.yml:1:37", "site.unknown-language", true), tuple("content/test/labels/a.yml:1:44", "site.unknown-language", false));
    }

    @Test
    void textsAreReadAgainWhenTheSiteHasOtherLanguages() {
        var labels = new LabelCompiler();
        store.put("content/test/labels/a.yml", "label: {en: A, sv: E}");
        assertThat(maker.make(store.files(), List.of(labels), Map.of()).problems()).extracting(SiteProblem::code).containsExactly("site.unknown-language");

        store.put("content/test/site.yml", "name: Test\ntheme: plain\nlanguages: [en, sv]");
        assertThat(maker.make(store.files(), List.of(labels), Map.of()).problems()).isEmpty();
    }

    @Test
    void anUnchangedDocumentIsTheSameObjectAndItsPartIsKept() {
        store.put("content/test/pages/a.yml", "title: A").put("content/test/snippets/s.md", "old");
        var before = site(pages, count);
        store.put("content/test/snippets/s.md", "new");
        var after = site(pages, count);

        assertThat(after.documents().getFirst()).isSameAs(before.documents().getFirst());
        assertThat(after.require(FolderCompiler.Titles.class)).isSameAs(before.require(FolderCompiler.Titles.class));
        assertThat(pages.runs).isOne();
        assertThat(count.runs).isOne();
    }

    @Test
    void aChangedDocumentLeadsToItsPartAndThoseThatNeedIt() {
        store.put("content/test/pages/a.yml", "title: A");
        site(pages, count);
        store.put("content/test/pages/b.yml", "title: B");

        assertThat(site(pages, count).require(CountCompiler.Count.class).titles()).isEqualTo(2);
        assertThat(pages.runs).isEqualTo(2);
        assertThat(count.runs).isEqualTo(2);
    }

    @Test
    void aPartThatCameOutTheSameLeavesThoseThatNeedItAlone() {
        store.put("content/test/pages/a.yml", "title: A");
        site(pages, count);
        store.put("content/test/pages/a.yml", "title:   A");
        site(pages, count);

        assertThat(pages.runs).isEqualTo(2);
        assertThat(count.runs).isOne();
    }

    @Test
    void aProblemIsToldAgainWhenItsPartIsKept() {
        store.put("content/test/pages/a.yml", "titel: A");
        var first = problems(pages);

        assertThat(first).extracting(SiteProblem::toString).containsExactly(
                "content/test/pages/a.yml:1:1 'title' is missing here (add 'title:' with a value)",
                "content/test/pages/a.yml:1:8 'titel' is not known here (did you mean 'title'?)");
        assertThat(problems(pages)).isEqualTo(first);
        assertThat(pages.runs).isOne();
    }

    @Test
    void aMistakeIsToldOnceAndNotItsConsequences() {
        store.put("content/test/pages/a.yml", "title:");

        assertThat(problems(count, pages)).extracting(SiteProblem::code).containsExactly("site.missing");
        assertThat(count.runs).isZero();
    }

    @Test
    void whatCannotBeReadIsToldFirstAndForAllDocuments() {
        store.put("content/test/pages/a.yml", "title: [").put("content/test/pages/b.md", "---\n").put("content/test/pages/c.yml", "unknown: 1");

        assertThat(problems(pages)).extracting(SiteProblem::code).containsExactly("site.no-yaml", "site.open-front-matter");
    }

    @Test
    void withoutItsModuleAPartIsLeftOut() {
        store.put("content/test/pages/a.yml", "title: A").put("content/test/counts/a.yml", "a: 1");
        var attempt = maker.make(store.files(), List.of(count), Map.of());

        assertThat(attempt.site().orElseThrow().part(CountCompiler.Count.class)).isEmpty();
        assertThat(attempt.problems()).extracting(SiteProblem::code, SiteProblem::fatal).containsExactly(
                tuple("site.part-missing", false), tuple("site.unread-folder", false));
        assertThat(attempt.problems().getFirst().message()).contains("'Titles'");
    }

    @Test
    void anEmptiedDocumentIsNoEdit() {
        store.put("content/test/pages/a.yml", "# title: A\n").put("content/test/pages/b.md", "---\n# title: B\n---\n \n").put("content/test/navigation.yml", "");

        assertThat(problems(pages)).extracting(Object::toString).containsExactly(
                "content/test/navigation.yml:1:1 this document says nothing (write into it, or remove the file if that is what you want)",
                "content/test/pages/a.yml:1:1 this document says nothing (write into it, or remove the file if that is what you want)",
                "content/test/pages/b.md:1:1 this document says nothing (write into it, or remove the file if that is what you want)");
    }

    @Test
    void whatNobodyReadsIsAWarning() {
        store.put("content/test/pagse/a.md", "A").put("content/test/pages/image.png", "").put("content/test/pages/b.yaml", "").put("content/test/navigaton.yml", "main: []").put("content/test/messages.md", "Words").put("content/test/navigation.yml", "main: []")
                .put("content/test/pages/terms.sv.md", "").put("content/test/pages/README.md", "");
        var attempt = maker.make(store.files(), List.of(pages), Map.of());

        assertThat(attempt.site()).isPresent();
        assertThat(attempt.problems()).extracting(SiteProblem::at).extracting(Position::path).containsExactly("content/test/pages/b.yaml", "content/test/pages/image.png",
                "content/test/pages/terms.sv.md", "content/test/messages.md", "content/test/navigaton.yml", "content/test/pagse/a.md");
        assertThat(attempt.problems()).extracting(SiteProblem::help).contains("did you mean 'messages.yml'?", "did you mean 'navigation.yml'?");
        assertThat(attempt.problems().getLast().help()).isEqualTo("rename the folder to 'pages'?");
    }

    @Test
    void aFileOfAThemeThatNobodyReadsIsTold() {
        store.put("themes/plain/template/x.mustache", "x").put("themes/plain/theme.txt", "a: b").put("themes/plain/theme.yml", "label: Plain").put("themes/plain/README.md", "x").put("themes/plain/LICENSE", "x").put("themes/plain/assets/a.css", "a {}");

        assertThat(maker.make(store.files(), List.of(), Map.of()).problems()).extracting(Object::toString).containsExactly(
                "themes/plain/template/x.mustache:1:1 nobody reads this file of the theme (move it below templates/ or assets/, or remove it)",
                "themes/plain/theme.txt:1:1 nobody reads this file of the theme (move it below templates/ or assets/, or remove it)");
    }

    @Test
    void aSiteNeedsASettingsDocumentAThemeAndALanguage() {
        store.put("content/test/site.yml", "name: Test\ntheme: nowhere\nlanguages: [en]");
        assertThat(problems()).extracting(SiteProblem::code).containsExactly("site.no-theme");
        store.put("content/test/site.yml", "name: Test\ntheme: plian\nlanguages: [en]");
        assertThat(problems()).singleElement().asString().isEqualTo("content/test/site.yml:2:8 the theme 'plian' has no files (did you mean 'plain'?)");

        store.put("content/test/site.yml", "name: Test\ntheme: ../plain\nlanguages: [en, en, '?']");
        assertThat(problems()).extracting(SiteProblem::code).containsExactly("site.theme-name", "site.twice", "site.no-language");

        store.put("content/test/site.yml", "name: ''\ntheme: plain\nlanguages: [en, zz]\nsettings: {time-zon: UTC, colour: red}");
        assertThat(problems()).extracting(Object::toString).containsExactly("content/test/site.yml:3:17 there is no language 'zz' (write a tag such as en, nb or pt-BR)",
                "content/test/site.yml:1:7 'name' is missing here (add 'name:' with a value)", "content/test/site.yml:4:22 'time-zon' may be read by nobody (did you mean 'time-zone'?)");

        store.put("content/test/site.yml", "");
        assertThat(problems()).extracting(SiteProblem::code).containsExactly("site.missing", "site.missing", "site.missing");

        store.remove("content/test/site.yml");
        assertThat(problems()).extracting(SiteProblem::code).containsExactly("site.no-site");
    }

    @Test
    void documentsOfAnotherSiteAreLeftAlone() {
        store.put("content/other/pages/a.yml", "title: [").put("content/README.md", "");

        assertThat(maker.make(store.files(), List.of(pages), Map.of()).problems()).isEmpty();
    }

    @Test
    void whatACompilerThrowsIsAProblemAndHarmsNoOther() {
        store.put("content/test/pages/a.yml", "title: A").put("content/test/counts/a.yml", "a: 1");

        assertThat(problems(throwing(TorgException.of(ProblemKind.CONFIG, "counts.bad", "counting is off").help("turn it on")), pages))
                .containsExactly(new SiteProblem(Position.start("content/test/counts"), "counts.bad", "counting is off", "turn it on", true));
        assertThat(problems(throwing(new IllegalStateException("boom")), pages)).extracting(SiteProblem::code).containsExactly("site.compiler-failed");
        assertThat(pages.runs).isOne();
    }

    @Test
    void aPartHasToBeNeededBeforeItIsAskedFor() {
        assertThat(problems(pages, new Nosy())).extracting(SiteProblem::code).containsExactly("site.compiler-failed");
    }

    private Site site(SiteCompiler<?>... compilers) {
        return maker.make(store.files(), List.of(compilers), Map.of()).site().orElseThrow();
    }

    private List<SiteProblem> problems(SiteCompiler<?>... compilers) {
        var attempt = maker.make(store.files(), List.of(compilers), Map.of());
        assertThat(attempt.site()).isEmpty();
        return attempt.problems();
    }

    private static SiteCompiler<Object> throwing(RuntimeException fault) {
        return new SiteCompiler<>() {
            @Override
            public Class<Object> part() {
                return Object.class;
            }

            @Override
            public Set<String> folders() {
                return Set.of("counts");
            }

            @Override
            public Object compile(SiteSource source, Problems problems) {
                throw fault;
            }
        };
    }

    /** Asks for a part without having said that it needs it. */
    private static final class Nosy implements SiteCompiler<String> {
        @Override
        public Class<String> part() {
            return String.class;
        }

        @Override
        public String compile(SiteSource source, Problems problems) {
            return source.part(FolderCompiler.Titles.class).toString();
        }
    }
}
