package torg.pages.check;

import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;
import torg.api.site.Unknown;
import torg.api.view.Page;
import torg.pages.document.PageReader;
import torg.pages.document.Variants;

/** Looks for places in a page's title that nothing would fill: a title names variables of its address, and what the page is about where a component can say so. */
record TitleCheck(String path, PageReader.Front front, Problems problems) {
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");

    void check(Variants variants) {
        front.title().byLanguage().entrySet().stream().filter(title -> title.getValue().indexOf('{') >= 0).forEach(title -> check(variants, title.getKey(), title.getValue()));
    }

    private void check(Variants variants, String language, String title) {
        PLACE.matcher(title).results().filter(place -> !isFilled(place.group()))
                .forEach(place -> tell(at(variants, language), place.group()));
    }

    private boolean isFilled(String place) {
        return path.contains(place) || place.equals(Page.SUBJECT) && !front.placements().isEmpty();
    }

    private void tell(Position at, String place) {
        if (place.equals(Page.SUBJECT)) {
            problems.error(at, "pages.no-subject", "nothing on this page says what it is about, so '" + place + "' stays empty", "place a component such as 'record', or write the title out");
            return;
        }
        var known = PLACE.matcher(path).results().map(variable -> variable.group()).collect(Collectors.toCollection(TreeSet::new));
        if (!front.placements().isEmpty()) known.add(Page.SUBJECT);
        problems.error(at, "pages.no-variable", "the address of this page has no variable '" + place + "'",
                new Unknown(place, known), known.isEmpty() ? "write the title out" : "write one of " + String.join(", ", known));
    }

    /** Where the title in this language is written. */
    private static Position at(Variants variants, String language) {
        var own = variants.others().get(language);
        var fields = own != null && own.fields().get("title").isPresent() ? own.fields() : variants.base().fields();
        var title = fields.get("title").orElse(fields);
        return title instanceof Node.Mapping mapping && mapping.get(language).isPresent() ? mapping.get(language).get().at() : title.at();
    }
}
