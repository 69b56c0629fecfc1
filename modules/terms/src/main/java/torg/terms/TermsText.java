package torg.terms;

import java.util.List;
import java.util.Locale;
import torg.api.view.Html;
import torg.api.view.Page;

/**
 * The terms as somebody reads them: the words on their page, in one language.
 *
 * @param version which they are of
 * @param language tag of the language in which they were asked for
 * @param title of the page
 * @param html what stands on it
 */
record TermsText(String version, String language, String title, Html html) {
    static TermsText on(Page page, Terms.Version version, Locale locale) {
        return new TermsText(version.name(), locale.toLanguageTag(), page.title().in(locale), body(page, locale));
    }

    /** As the page itself is shown where it is not said in this language. */
    private static Html body(Page page, Locale locale) {
        return List.of(locale.toLanguageTag(), locale.getLanguage(), "").stream().filter(page.body()::containsKey).findFirst().map(page.body()::get)
                .or(() -> page.body().values().stream().findFirst()).orElse(new Html(""));
    }

    /** By which it is known that it is this text and no other. */
    String digest() {
        return Digest.of(version, language, title, html.markup());
    }
}
