package torg.site;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import torg.api.site.Document;
import torg.api.site.Node;
import torg.api.site.Position;
import torg.api.site.Problems;

/** Looks in a document for texts that are given per language, and not in each of the site's: people who chose that one read another. */
final class Translations {
    private final Set<String> languages;
    private final Map<String, Gap> gaps = new LinkedHashMap<>();

    /** The first text that is not there in a language, and how many there are. */
    private record Gap(Position at, int texts) {}

    private Translations(Set<String> languages) {
        this.languages = languages;
    }

    /** One warning for each language, so that a site that is given another one is not told of all its texts. */
    static void check(Document document, Set<String> languages, Problems problems) {
        var found = new Translations(languages);
        found.look(document.fields());
        found.gaps.forEach((language, gap) -> problems.warning(gap.at, "site.text-missing", "this text is not given in '" + language + "'"
                + (gap.texts == 1 ? "" : " (nor " + (gap.texts - 1) + " more of this document)") + ", so people who chose that language read another", "add '" + language + ": ...'"));
    }

    private void look(Node node) {
        switch (node) {
            case Node.Scalar _ -> {}
            case Node.Sequence(_, var items) -> items.forEach(this::look);
            case Node.Mapping mapping -> {
                if (isText(mapping)) note(mapping);
                else mapping.entries().values().forEach(this::look);
            }
        }
    }

    private boolean isText(Node.Mapping mapping) {
        return !mapping.entries().isEmpty() && languages.containsAll(mapping.entries().keySet()) && mapping.entries().values().stream().allMatch(Node.Scalar.class::isInstance);
    }

    private void note(Node.Mapping text) {
        var missing = new TreeSet<>(languages);
        missing.removeAll(text.entries().keySet());
        missing.forEach(language -> gaps.merge(language, new Gap(text.at(), 1), (before, _) -> new Gap(before.at, before.texts + 1)));
    }
}
